"""What tests of charters share."""

from functools import cache

import pytest

from chucai.charter.examples import example_text
from chucai.charter.load import read


@cache
def example(name):
    return read(example_text(name)).wanted()


@pytest.fixture
def charter():
    """The example charter of a name."""
    return example
