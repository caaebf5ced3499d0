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


@contextmanager
def beside() -> Iterator[None]:
    """Jobs are done for as long as the block lasts."""
    command = [sys.executable, "-c", "from chucai.web.jobs.beside import while_parent_lives; while_parent_lives()"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    try:
        yield
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
