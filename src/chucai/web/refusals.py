"""What the rooms refuse, in words, for pages; `publish` has it, so that `chucai verify` needs nothing of the web."""

from __future__ import annotations

from chucai.publish.refused import counted, filled, said

__all__ = ["counted", "filled", "said"]
