"""The web server: granian, with the tables brought up to date first."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces

from chucai.web.start import ready

THREADS = 8  # requests answered at once by each worker
QUEUED = 64
PATIENCE = 5  # seconds a stopping worker gets to finish; idle keep-alive connections would hold it for ever


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve the pages until interrupted."""
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
        log_access=False,
    ).serve()
