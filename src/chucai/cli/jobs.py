"""`chucai jobs`: what is done after the answer, and what a clock asks for."""

from __future__ import annotations

import click

from chucai.cli import installation, talk


@click.command()
@click.option("--once", is_flag=True, help="Do what is queued and due now, then end: for a timer of the system.")
@talk.lang
def command(once: bool) -> None:
    """Send mails, seal the ledger, note silences and remind, until Ctrl+C.

    `chucai serve` does this beside itself; run it apart where several servers share a database (with serve --no-jobs).
    Any number may run at once; one that is killed leaves its work to the next.
    """
    with talk.refusals_end_it():
        installation.ready()
        from chucai.web.jobs import loop

        if once:
            loop.once()
            return
        talk.say("jobs-running")
        loop.until_told()
    talk.say("served")
