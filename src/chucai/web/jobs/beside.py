"""The jobs in a process of their own, beside a server and for as long as it lives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 10  # seconds it gets to finish what it is at
PAUSE = 2.0  # seconds before a process that has died is followed by another


@contextmanager
def beside() -> Iterator[None]:
    """Jobs are done for as long as the block lasts; a process that dies is followed by another."""
    kept = _Kept()
    try:
        yield
    finally:
        kept.end()


class _Kept:
    """The process, and a thread that waits for it to die before its time."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._at_hand = threading.Lock()  # it is not begun anew while it is being ended
        self._process = self._begun()
        threading.Thread(target=self._keep, daemon=True).start()

    @staticmethod
    def _begun() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from chucai.web.jobs.beside import while_parent_lives; while_parent_lives()"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603  # our own

    def _keep(self) -> None:
        while not self._over.is_set():
            self._process.wait()
            if self._over.wait(PAUSE):
                return
            with self._at_hand:
                if not self._over.is_set():
                    self._let_go()
                    self._process = self._begun()

    def _let_go(self) -> None:
        """The end of its standard input tells it to end, if it still lives."""
        if self._process.stdin:
            self._process.stdin.close()

    def end(self) -> None:
        """Let it finish what it is at, for a while."""
        with self._at_hand:
            self._over.set()
        self._let_go()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def while_parent_lives() -> None:
    """Work until the server closes our standard input, which it also does by being killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's; it tells us
    stop, begun = threading.Event(), threading.Event()

    def wait() -> None:
        sys.stdin.read()
        stop.set()
        if not begun.is_set():
            os._exit(0)  # nothing is at hand yet

    threading.Thread(target=wait, daemon=True).start()
    from chucai.web.start import ready

    ready(migrate=False)
    from chucai.web.jobs.loop import forever

    begun.set()
    forever(stop)
