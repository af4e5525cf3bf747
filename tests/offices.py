"""LibreOffice as tests drive it: a document in, a PDF out."""

import shutil
import subprocess
from pathlib import Path

SECONDS = 240


def as_pdf(path: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a document, with a profile of its own."""
    target = folder / f"pdf-{path.suffix[1:]}"
    done = subprocess.run(
        [shutil.which("soffice") or "soffice", "--headless",
         f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
         "--outdir", str(target), str(path)],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target / f"{path.stem}.pdf"
