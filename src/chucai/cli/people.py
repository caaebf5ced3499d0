"""`chucai people`: who may sign in, and as whom. The first account of an installation is made here."""

from __future__ import annotations

import click

from chucai.cli import installation, talk


@click.group()
def command() -> None:
    """Make accounts and seat people: nobody has a password, and nobody can make an account for themselves."""


@command.command()
@click.argument("email")
@click.option("--name", default="", help="What they are called.")
@click.option("--mail", "sends", is_flag=True, help="Send the link by mail, instead of showing it here.")
@talk.as_json
@talk.lang
def office(email: str, name: str, sends: bool, as_json: bool) -> None:
    """Let EMAIL open rounds and seat people, and show a link by which they sign in once, within an hour.

    \b
    chucai people office office@example.org --name "Honours office"
    """
    with talk.refusals_end_it():
        installation.ready()
        from chucai.web.records import people

        account = people.install(email, name)
        talk.say("office-made", email=account.email)
        link = _link(account.pk, "/me/", sends)
    _tell(account.email, link, as_json)


@command.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("actor")
@click.argument("email")
@click.option("--name", default="", help="What they are called.")
@click.option("--mail", "sends", is_flag=True, help="Send the link by mail, instead of showing it here.")
@talk.as_json
@talk.lang
def seat(round_id: str, actor: str, email: str, name: str, sends: bool, as_json: bool) -> None:
    """Let EMAIL speak as ACTOR in ROUND: they may do what the roster lets this actor do.

    \b
    chucai people seat lanxi-2026 secretary office@example.org
    """
    installation.opened(round_id)
    with talk.refusals_end_it():
        from chucai.web.records import people

        seated = people.seat(round_id, actor, email, name)
        talk.say("seated", email=seated.account.email, actor=actor, round=round_id)
        link = _link(seated.account.pk, "/me/", sends)
    _tell(seated.account.email, link, as_json)


@command.command()
@click.argument("round_id", metavar="ROUND")
@talk.as_json
@talk.lang
def seats(round_id: str, as_json: bool) -> None:
    """List who sits as whom in ROUND."""
    installation.opened(round_id)
    from chucai.web.records import people

    found = {actor: account.email for actor, account in people.seated(round_id).items()}
    if as_json:
        talk.data({"round": round_id, "seats": found})
        return
    for actor, email in found.items():
        click.echo(f"{actor}  {email}")


@command.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("actor")
@talk.lang
def unseat(round_id: str, actor: str) -> None:
    """Take the seat of ACTOR in ROUND away from whoever has it."""
    installation.opened(round_id)
    from chucai.web.records import people

    if not people.unseat(round_id, actor):
        talk.stop(talk.USAGE, "no-such-seat", actor=actor, round=round_id)
    talk.say("unseated", actor=actor, round=round_id)


def _link(account_id: int, onward: str, sends: bool) -> str:
    """A link to sign in with; empty when it goes by mail."""
    from chucai.web import clock
    from chucai.web.accounts import inviting

    if sends:
        inviting.mail(account_id, onward, clock.now())
        return ""
    return inviting.link(account_id, onward, clock.now())


def _tell(email: str, link: str, as_json: bool) -> None:
    if as_json:
        talk.data({"email": email, "link": link or None})
    elif link:
        talk.say("link-shown")
        click.echo(link)
    else:
        talk.say("link-mailed", email=email)
