"""What every test may ask for: the published files, or a visible reason why they are not there."""

import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.illustration import make_illustrative_store
from pcdash.store.snapshots import Store

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = ROOT.parent / "shared" / "data"
VECTORS = ROOT.parent / "shared" / "vectors"


def pytest_configure() -> None:
    """What holds for the tests, and not for the benchmark, which reads this file as well."""
    # Tests look at a page or two of many stores; what else could be looked at only costs time.
    os.environ["PCDASH_PREPARE"] = "no"
    # Times are measured by the benchmark and asserted nowhere: a busy machine fails no property.
    hypothesis.settings.register_profile("pcdash", deadline=None)
    hypothesis.settings.load_profile("pcdash")


def required(what: str, present: bool) -> None:
    """Skip, visibly, where something is absent; fail where CI says that it must be there."""
    if present:
        return
    if os.environ.get("PCDASH_REQUIRE_ALL"):
        pytest.fail(f"{what} must be here when PCDASH_REQUIRE_ALL is set.")
    pytest.skip(f"{what}: not on this machine")


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of published files."""
    required(f"the published files ({PUBLISHED.name})", PUBLISHED.is_dir())
    return PUBLISHED


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of reference results that the NHS's own packages gave."""
    required(f"the reference vectors ({VECTORS.name})", VECTORS.is_dir())
    return VECTORS


@pytest.fixture(scope="session")
def real_store(published: Path, tmp_path_factory, worker_id: str) -> Path:
    """A store that the command line made of all the published files, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    store = (base if worker_id == "master" else base.parent) / "real-store"
    with FileLock(f"{store}.lock"):
        if not store.exists():
            command = [sys.executable, "-m", "pcdash", "load", str(published)]
            done = subprocess.run(
                [*command, "--store", str(store), "--by", "A tester"],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return store


@pytest.fixture(scope="session")
def illustrative_store(tmp_path_factory, worker_id: str) -> Path:
    """The store of illustrative data, made once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "illustrative-store"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            make_illustrative_store(Store(folder), load_catalogue())
    return folder
