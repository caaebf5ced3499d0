"""Dense algebra on one thread: how many threads a library finds must not decide in which order it adds."""

from __future__ import annotations

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[object]:
    """While it holds, linear algebra libraries use one thread. Our own blocks keep theirs."""
    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits
