"""Accounts and seats: who may sign in, and as which actor of a round they then speak."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from chucai.errors import Refused
from chucai.web.records.models import Account, Round, Seat

SEATINGS = 3  # times a seat is looked for again after somebody else was first


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat with whose it is. `made`: the account was made for it."""

    account: Account
    actor: str
    made: bool = False


def account(email: str, name: str = "", language: str = "") -> tuple[Account, bool]:
    """The account of an address, and whether it was made now; nothing of one that is there is changed.

    Raises Refused("no-address").
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("no-address", found=email) from None
    found = Account.objects.filter(email=address).first()
    if found:
        return found, False
    return Account.objects.create_user(address, name=name, language=language), True


def seat(round_id: str, actor: str, email: str, name: str = "", language: str = "") -> Seated:
    """Let the holder of an address speak as an actor of a round. The same again changes nothing.

    Raises Refused("no-address", "round-not-open", "seat-taken", "seated-elsewhere").
    """
    if not Round.objects.filter(id=round_id).exists():
        raise Refused("round-not-open")
    with transaction.atomic():
        holder, made = account(email, name, language)
        own = Seat.objects.filter(round_id=round_id, account=holder).first()
        taken = Seat.objects.filter(round_id=round_id, actor=actor).first()
        if own and own.actor != actor:
            raise Refused("seated-elsewhere", email=holder.email, actor=own.actor)
        if taken and taken.account_id != holder.pk:
            raise Refused("seat-taken", actor=actor)
        if not own:
            Seat.objects.create(round_id=round_id, account=holder, actor=actor)
    return Seated(holder, actor, made)


def pseudonym(role: str) -> str:
    """A new one, drawn by chance: nothing of the person can be read out of the ledger, where everybody finds it."""
    return f"{role}-{secrets.token_hex(4)}"


def nominator(round_id: str, account_id: int) -> str:
    """As whom an account speaks in a round that takes nominations from anybody: its seat, made when there is none."""
    own = Seat.objects.filter(round_id=round_id, account_id=account_id).values_list("actor", flat=True)
    for _ in range(SEATINGS):
        there = own.first()
        if there is not None:
            return there
        with suppress(IntegrityError), transaction.atomic():  # they pressed twice: one of the two was first
            Seat.objects.create(round_id=round_id, account_id=account_id, actor=pseudonym("nominator"))
    raise Refused("round-not-open")


def known_as(account_id: int, name: str) -> None:
    """The name somebody gives; one that the office has given stays."""
    Account.objects.filter(pk=account_id, name="").update(name=name)


def unseat(round_id: str, actor: str) -> bool:
    """Take the seat of an actor away from whoever has it; returns whether there was one."""
    return bool(Seat.objects.filter(round_id=round_id, actor=actor).delete()[0])


def install(email: str, name: str = "") -> Account:
    """The account may open rounds and seat people. Raises Refused("no-address")."""
    with transaction.atomic():
        holder, _ = account(email, name)
        holder.installs = True
        holder.save(update_fields=["installs"])
    return holder


def offices() -> int:
    """How many accounts may open rounds and seat people."""
    return Account.objects.filter(installs=True, is_active=True).count()


def seats_of(account_id: int) -> list[tuple[str, str]]:
    """(round, actor) of every seat of an account, the newest round first."""
    seats = Seat.objects.filter(account_id=account_id).order_by("-id")
    return list(seats.values_list("round_id", "actor"))


def seated(round_id: str) -> dict[str, Account]:
    """Who sits where in a round: actor -> account."""
    seats = Seat.objects.filter(round_id=round_id).select_related("account").order_by("actor")
    return {each.actor: each.account for each in seats}


def anybody_seated(round_id: str) -> bool:
    return Seat.objects.filter(round_id=round_id).exists()


def seated_as(round_id: str, actors: Collection[str]) -> dict[str, Account]:
    """Those of these actors who have an account: actor -> account."""
    if not actors:
        return {}
    seats = Seat.objects.filter(round_id=round_id, actor__in=actors).select_related("account").order_by("actor")
    return {each.actor: each.account for each in seats if each.account.is_active}


def speak(account_id: int, language: str) -> None:
    """The language of an account's mails."""
    Account.objects.filter(pk=account_id).update(language=language)


def no_news(account_id: int) -> bool:
    """No more mails that ask nothing of anybody; returns whether there is such an account."""
    return bool(Account.objects.filter(pk=account_id).update(news=False))
