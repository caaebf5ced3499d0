"""The door: one act or many, all or nothing, and never around it."""

from __future__ import annotations

import pytest
from tests.web.small_round import School

from chucai.web.records.models import Event

pytestmark = pytest.mark.django_db


def test_a_whole_round_goes_through_the_door():
    school = School().open().finish()
    assert school.state().nomination("an").award
    assert Event.objects.count() > 20
