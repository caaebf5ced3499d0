"""`chucai serve`: the rounds of this installation in a browser."""

from __future__ import annotations

import socket

import click

from chucai.cli import talk


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is everywhere.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@click.option(
    "--jobs/--no-jobs",
    default=True,
    show_default=True,
    help="Send mails, seal and remind too; else: chucai jobs.",
)
@talk.lang
def command(host: str, port: int, workers: int, jobs: bool) -> None:
    """Show the rounds of this installation in a browser, until Ctrl+C."""
    from chucai.web.home import folder
    from chucai.web.serve import serve

    with talk.refusals_end_it():
        is_free(host, port)
        talk.say("serving", host=f"[{host}]" if ":" in host else host, port=port, home=folder())
        serve(host, port, workers, quiet=True, jobs=jobs, when_empty=_say_how_to_begin)
    talk.say("served")


def _say_how_to_begin() -> None:
    """There is no password to begin with: the office makes its account at the machine itself."""
    talk.say("no-office-yet")


def is_free(host: str, port: int) -> None:
    """The command ends with a sentence where nobody may listen: the server itself would say it in its own way."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        talk.fail("port-taken", host=host, port=port, reason=error.strerror or error)
