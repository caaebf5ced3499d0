"""What holds for every test: no network, a data folder of its own, chance that can be repeated."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# `ci` finds the same examples every time, so a red run is red for everybody; `dev` looks at new ones each time;
# `thorough` is for a long look: HYPOTHESIS_PROFILE=thorough ./run test tests/spec
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

STORAGE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-storage",
        action="store_true",
        help="run only the tests that touch a database: what has to be repeated on another one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-storage"):
        return
    chosen = [item for item in items if _touches_storage(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_storage(item)])
    items[:] = chosen


def _touches_storage(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & STORAGE_FIXTURES)


@pytest.fixture(scope="session", autouse=True)
def own_data_folder() -> Iterator[None]:
    """Whatever a test starts writes into a folder that is thrown away, never into the user's own data."""
    with tempfile.TemporaryDirectory(prefix="chucai-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHUCAI_HOME", folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """A test that reaches past loopback fails: it would not run everywhere, and not the same way twice."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            pytest.fail(f"this test reached for the network: {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a server remembers between two requests belongs to its database: each test has another one."""
    if kept := sys.modules.get("chucai.web.public.kept"):
        kept.PAGES.forget()
        sys.modules["django.core.cache"].cache.clear()  # how often somebody has tried something
    if known := sys.modules.get("chucai.web.records.remembered"):
        known.Remembered.forget_all()  # rounds of tests are alike to the last byte
