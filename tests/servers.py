"""Starts real Streamlit servers for tests and benchmarks, and stops them."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTING_SECONDS = 60


@contextmanager
def server(
    script: Path = ROOT / "app.py", *, store: Path | None = None, agent: bool = False
) -> Iterator[str]:
    """A server of a script on a free port; gives its address once it answers."""
    port = _free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", script.name,
        f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true",
        "--server.fileWatcherType=none", "--browser.gatherUsageStats=false",
        f"--server.enableAgentApi={str(agent).lower()}",
    ]  # fmt: skip
    environment = os.environ | ({"PCDASH_STORE": str(store)} if store else {})
    process = subprocess.Popen(
        command, cwd=script.parent, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                raise RuntimeError(f"The server ended with status {process.returncode}.") from None
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at {address} in {STARTING_SECONDS} s.")
