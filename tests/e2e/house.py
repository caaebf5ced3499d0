"""A house of its own for a browser test: a data folder, a server, and a clock that the test moves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
READY = "from chucai.web.start import ready; ready(migrate=True)\n"
PATIENCE = 60  # seconds for the server to answer


class House:
    """`tell` runs a program inside; `signed_in` is the cookie of somebody who has signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.clock = folder / "clock"
        self.environment = {
            **os.environ,
            "CHUCAI_HOME": str(folder),
            "CHUCAI_CLOCK": str(self.clock),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": "",
        }

    def set_clock(self, moment: datetime) -> None:
        self.clock.write_text(moment.isoformat(), encoding="ascii")

    def tell(self, program: str) -> str:
        """What the program prints; it starts with the tables ready."""
        done = subprocess.run(
            [sys.executable, "-c", READY + program],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def signed_in(self, round_id: str, actor: str) -> dict[str, str]:
        """A cookie for a Playwright context."""
        program = (
            "import json; from django.conf import settings; from tests.web.personas import signed_in_client\n"
            f"settings.ALLOWED_HOSTS.append('testserver'); cookies = signed_in_client({round_id!r}, {actor!r}).cookies\n"
            "print(json.dumps(cookies[settings.SESSION_COOKIE_NAME].value)); print(settings.SESSION_COOKIE_NAME)"
        )
        value, name = self.tell(program).strip().split("\n")
        return {"name": name, "value": json.loads(value), "url": self.url}

    @contextmanager
    def served(self) -> Iterator[House]:
        port = self.url.rpartition(":")[2]
        program = f"from chucai.web.serve import serve; serve(port={port}, quiet=True)"
        server = subprocess.Popen([sys.executable, "-c", program], env=self.environment)
        try:
            self._wait(server)
            yield self
        finally:
            server.terminate()
            server.wait(timeout=20)

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        """Knocks at the door until it opens, or the server has stopped."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(URLError, ConnectionError, TimeoutError), urlopen(f"{self.url}/health"):
                return
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"the server has stopped with {server.wait(timeout=0.1)}")
        pytest.fail("the server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
