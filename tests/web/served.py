"""A real server in processes of its own, which can be killed as a power cut would, and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (
    "import sys; from chucai.web.serve import serve; serve(port=int(sys.argv[1]), workers=int(sys.argv[2]), quiet=True)"
)
PATIENCE = 1_200  # looks, each after a twentieth of a second
LOOK = 0.05


class Server:
    """`home` is its data folder; `environment` what else it is told (DATABASE_URL, CHUCAI_CLOCK ...)."""

    def __init__(self, home: Path, workers: int = 1, **environment: str) -> None:
        self.port = free_port()
        self.workers = workers
        paths = f"{ROOT / 'src'}:{ROOT}"
        self.environment = {**os.environ, "CHUCAI_HOME": str(home), "PYTHONPATH": paths, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Returns when it answers."""
        command = [sys.executable, "-c", PROGRAM, str(self.port), str(self.workers)]
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True)
        for _ in range(PATIENCE):
            if self._answers():
                return self
            self._pause()
        raise TimeoutError("the server does not answer")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _pause(self) -> None:
        """Waits for the process to end, which it should not."""
        assert self.process
        try:
            self.process.wait(LOOK)
        except subprocess.TimeoutExpired:
            return
        raise RuntimeError("the server has ended by itself")

    def kill(self) -> None:
        """All its processes at once, in the middle of whatever they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
