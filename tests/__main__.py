"""Runs everything that must hold: style, imports, tests. Ends with status 0 only if all does."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
# Arguments given to `python -m tests` go on to pytest. Two workers: an ordinary laptop has more.
CHECKS = (
    [*PYTHON, "ruff", "check", "."],
    [*PYTHON, "ruff", "format", "--check", "."],
    [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; "
     "sys.exit(lint_imports())"],
    [*PYTHON, "pytest", "-n", "2", "--dist", "loadgroup", "--durations=40", *sys.argv[1:]],
)  # fmt: skip


def main() -> int:
    """Run every check to its end, so that one run shows all that is wrong."""
    failed = [command for command in CHECKS if subprocess.run(command, cwd=ROOT).returncode]
    for command in failed:
        print("FAILED:", " ".join(command[:4]), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
