"""How often something may be tried: counted in this process, which is enough to make guessing hopeless."""

from __future__ import annotations

from django.core.cache import cache


def allowed(what: str, who: str, most: int, seconds: int) -> bool:
    """Count one try; False once there were `most` within `seconds`."""
    key = f"chucai/{what}/{who}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # it ran out between the two
        return cache.add(key, 1, seconds)
