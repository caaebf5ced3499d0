"""Work after the answer: queued tasks, and what a clock asks for. One command on either database, and no broker."""

from __future__ import annotations

from chucai.web.jobs.work import drain

__all__ = ["drain"]
