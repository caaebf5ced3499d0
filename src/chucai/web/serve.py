"""The web server: granian, with the tables brought up to date first."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from chucai.web.start import ready

THREADS = 8  # requests answered at once by each worker
QUEUED = 64
PATIENCE = 5  # seconds a stopping worker gets to finish; idle keep-alive connections would hold it for ever


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1, quiet: bool = False) -> None:
    """Serve the pages until interrupted. `quiet`: of the server's own words only errors."""
    ready(migrate=True)
    Granian(
        target="chucai.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=QUEUED,
        workers_kill_timeout=PATIENCE,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error if quiet else LogLevels.info,
    ).serve()
