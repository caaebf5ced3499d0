"""Quiet hours: letters that can wait do not come at night. `CHUCAI_QUIET_HOURS`, such as 20-7, in the site's zone."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

DAY = 24


def waking(at: datetime) -> datetime:
    """The moment itself, or when the quiet hours that it falls into are over."""
    told = os.environ.get("CHUCAI_QUIET_HOURS", "")
    begins, dash, ends = told.partition("-")
    if not dash or not begins.isdecimal() or not ends.isdecimal():
        return at
    here = at.astimezone(ZoneInfo(settings.SITE_ZONE))
    into = (here.hour - int(begins)) % DAY
    lasts = (int(ends) - int(begins)) % DAY
    if into >= lasts:
        return at
    return (here.replace(minute=0, second=0) + timedelta(hours=lasts - into)).astimezone(at.tzinfo)
