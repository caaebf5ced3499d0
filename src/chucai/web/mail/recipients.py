"""Before a letter goes to several: how many get it, and what it will say in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from chucai.web.mail.kinds import KINDS
from chucai.web.mail.letter import Letter, preview
from chucai.web.records.models import Account
from chucai.web.records.state import Rows


@dataclass(frozen=True, slots=True)
class Preview:
    """For the part `mail/parts/preview.html`. `letters`: by language, only those that somebody reads."""

    count: int
    by_language: Mapping[str, int]
    letters: Mapping[str, Letter]


def previewed(
    round_id: str | None,
    accounts: Iterable[Account],
    kind: str,
    facts: Mapping[str, Any],
    at: datetime,
    state: Rows | None = None,
) -> Preview:
    """What posting this would do; nothing is written. Each account counts once, and those who want no news do not.

    `state`: the round, where it has been read already.
    """
    wanted = {each.pk: each for each in accounts if each.news or not KINDS[kind].news}
    languages = Counter(each.language or settings.LANGUAGE_CODE for each in wanted.values())
    letters = {language: preview(kind, facts, round_id, language, at, state) for language in sorted(languages)}
    return Preview(len(wanted), dict(sorted(languages.items())), letters)
