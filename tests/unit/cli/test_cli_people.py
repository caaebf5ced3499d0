"""`chucai people` and `chucai jobs`: the first account, seats, and work that was left to be done."""

from __future__ import annotations

import json
import re

import pytest
from django.core import mail
from django.test import Client

from chucai.cli import talk
from chucai.web.records import people
from chucai.web.records.models import Account, Event
from tests.web.small_round import ROUND, School

OFFICE = "office@example.org"
pytestmark = pytest.mark.django_db


def test_the_first_account_of_an_installation_is_made_here_and_has_no_password(run):
    told = run("people", "office", OFFICE)
    assert told.exit_code == talk.DONE
    path = re.search(r"http://localhost:8000(/sign-in/link/\S+/)", told.stdout)
    assert path
    client = Client()
    assert client.post(path[1])["Location"] == "/me/"
    assert Account.objects.get().installs
    assert not Account.objects.get().has_usable_password()


def test_the_link_can_go_by_mail_instead(run):
    told = run("people", "office", OFFICE, "--mail")
    assert "/sign-in/link/" not in told.stdout + told.stderr
    assert "/sign-in/link/" in mail.outbox[0].body


def test_what_is_no_address_is_said(run):
    told = run("people", "office", "office")
    assert told.exit_code == talk.REFUSED
    assert "no mail address" in told.stderr
    assert not Account.objects.exists()


def test_somebody_is_seated_and_listed_and_unseated(run):
    School().open()
    told = run("people", "seat", ROUND, "judge-0", "judge@example.org", "--json")
    assert json.loads(told.stdout)["email"] == "judge@example.org"
    assert run("people", "seats", ROUND).stdout == "judge-0  judge@example.org\n"
    assert run("people", "unseat", ROUND, "judge-0").exit_code == talk.DONE
    assert people.seated(ROUND) == {}
    assert run("people", "unseat", ROUND, "judge-0").exit_code == talk.USAGE


def test_one_seat_has_one_holder_and_one_holder_one_seat(run):
    School().open()
    run("people", "seat", ROUND, "judge-0", "judge@example.org")
    assert run("people", "seat", ROUND, "judge-0", "judge@example.org").exit_code == talk.DONE
    assert "somebody else's" in run("people", "seat", ROUND, "judge-0", "other@example.org").stderr
    assert "already sits as" in run("people", "seat", ROUND, "judge-1", "judge@example.org").stderr


def test_a_round_that_is_not_there_is_said(run):
    assert run("people", "seat", "nowhere", "judge-0", "judge@example.org").exit_code == talk.USAGE


def test_jobs_once_do_what_is_due_and_end(run):
    School().open()
    assert run("jobs", "--once").exit_code == talk.DONE
    assert not Event.objects.filter(position=None).exists()
