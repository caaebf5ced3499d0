"""Who may sign in without having been invited: whoever is on the way to nominate where anybody may."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from chucai.web.accounts.entering import ours
from chucai.web.records.newcomers import account
from chucai.web.records.newcomers import welcomed as takes

ROOM = "nominate"


def welcomed(onward: str, at: datetime) -> bool:
    """Whether an address of ours leads into the nominating pages of a round that takes nominations from anybody now."""
    try:
        found = resolve(urlsplit(ours(onward)).path)
    except Resolver404:
        return False
    return found.app_name == ROOM and takes(str(found.kwargs.get("round_id", "")), at)


__all__ = ["account", "welcomed"]
