"""The loop of `chucai jobs`."""

from __future__ import annotations

import logging
import signal
import threading
from time import monotonic
from types import FrameType

from django.db import close_old_connections

from chucai.web import clock
from chucai.web.jobs import work
from chucai.web.jobs.tick import Ticker

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two looks at the queue
TICK = 30.0  # seconds between two looks at what the clock asks for


def once() -> None:
    """Do all that is queued and due, and what that leads to, then return."""
    work.put_back()
    work.drain()
    Ticker().tick(clock.now())
    work.drain()


def forever(stop: threading.Event) -> None:
    """Work until `stop` is set; what is at hand is finished first. What goes wrong is told and tried again."""
    ticker, worker, ticked = Ticker(), work.name(), -TICK
    while not stop.is_set():
        try:
            close_old_connections()
            work.drain(worker)
            if monotonic() - ticked >= TICK:
                ticked = monotonic()
                work.put_back()
                ticker.tick(clock.now())
        except Exception:  # whatever it was, the next look may find it mended
            log.exception("jobs")
            close_old_connections()
        stop.wait(PAUSE)


def until_told() -> None:
    """Work until Ctrl+C or SIGTERM."""
    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, told)
    forever(stop)
