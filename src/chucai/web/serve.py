"""The web server: granian, with the tables brought up to date first, and the jobs in a process beside it."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from contextlib import nullcontext

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from chucai.web.jobs.beside import beside
from chucai.web.start import ready

THREADS = 8  # requests answered at once by each worker
QUEUED = 64
PATIENCE = 5  # seconds a stopping worker gets to finish; idle keep-alive connections would hold it for ever


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    quiet: bool = False,
    jobs: bool = True,
    when_empty: Callable[[], None] | None = None,
) -> None:
    """Serve the pages until interrupted. `quiet`: of the server's own words only errors.

    `jobs`: mails, seals and what else a clock asks for are done beside it; else `chucai jobs` has to.
    `when_empty` is called before it starts if nobody has an account yet that may open rounds.
    """
    _prepare(host, port)
    if when_empty and not _enterable():
        when_empty()
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # of each worker: one for each thread would hold a third more memory
    with beside() if jobs else nullcontext():
        from chucai.web.shared import load  # needs Django to be ready

        load()
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


def _prepare(host: str, port: int) -> None:
    """Tables up to date, links in mails leading here, and no personas where others can reach the server."""
    if not _is_loopback(host):
        os.environ.pop("CHUCAI_PERSONAS", None)
    os.environ.setdefault("CHUCAI_SITE", site(host, port))
    ready(migrate=True)


def site(host: str, port: int) -> str:
    """Where people reach the server: behind a proxy the first of its names, else this machine."""
    named = os.environ.get("CHUCAI_HOSTS", "").partition(",")[0]
    if named:
        return f"{'https' if os.environ.get('CHUCAI_BEHIND_TLS') == '1' else 'http'}://{named}"
    address = _address(host)
    everywhere = address is not None and address.is_unspecified
    shown = "localhost" if everywhere else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _enterable() -> bool:
    """Whether anybody can sign in to open rounds and seat people, or to rehearse."""
    from django.db import connection

    from chucai.web.records import people

    found = people.offices() > 0 or os.environ.get("CHUCAI_PERSONAS") == "1"
    connection.close()  # each worker has its own
    return found


def _is_loopback(host: str) -> bool:
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
