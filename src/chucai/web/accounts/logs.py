"""What the log does not tell: addresses that let somebody in, or by which somebody can be found."""

from __future__ import annotations

import logging
import re

LOGGERS = ("django.request", "django.security.csrf")
_SECRET = re.compile(r"(/(?:sign-in/link|cases|news)/)[^/\s?]+")


class Hush(logging.Filter):
    """Leaves out of a record what is secret of an address; the rest of it stays, so that faults can be found."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hushed(each) if isinstance(each, str) else each for each in record.args)
        return True


def hushed(text: str) -> str:
    return _SECRET.sub(r"\1...", text)


def hush() -> None:
    """Once, when the app is ready."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Hush) for each in logger.filters):
            logger.addFilter(Hush())
