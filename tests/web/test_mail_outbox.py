"""Letters: written with what they tell, sent once, in the language of whom they are for, and harmless to look at."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import Client

from chucai.errors import Refused
from chucai.web.mail import hours, outbox
from chucai.web.mail.carrier import carrier
from chucai.web.mail.kinds import FACTS, KINDS
from chucai.web.mail.letter import preview
from chucai.web.mail.recipients import previewed
from chucai.web.records import mails
from chucai.web.records.models import Account, Mail, SignInLink
from tests.web.personas import account, seat
from tests.web.sample_round import open_round
from tests.web.small_round import ROUND

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LAST = "2026-03-31"
NUDGE = {"stage": "nominate", "last": LAST, "onward": f"/rounds/{ROUND}/nominate/"}
ALL = {
    "role": "assessor", "stage": "judge", "last": LAST, "cases": 12, "days": 5, "unit": "school", "category": "person",
    "places": 3, "nomination": "n-17", "body": "discipline", "objection": "o-1", "onward": "/me/",
}  # fmt: skip


@pytest.fixture
def school() -> None:
    open_round()


@pytest.fixture
def desk(school: None) -> Account:
    return account("desk-school.school-2026@example.org")


def english(who: Account) -> Account:
    who.language = "en"
    who.save()
    return who


# --- writing


def test_a_letter_is_written_with_what_it_tells_or_not_at_all(desk: Account):
    def act() -> None:
        with transaction.atomic():
            outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
            raise KeyError("the act failed")

    with pytest.raises(KeyError):
        act()
    assert not Mail.objects.exists()


def test_a_letter_with_a_key_is_written_once(desk: Account):
    assert outbox.post(ROUND, desk, "nudge", NUDGE, at=AT, key="k")
    assert not outbox.post(ROUND, desk, "nudge", NUDGE, at=AT, key="k")
    assert Mail.objects.count() == 1


def test_a_letter_nobody_knows_and_one_that_lacks_facts_are_refused(desk: Account):
    with pytest.raises(Refused, match="no-such-letter"):
        outbox.post(ROUND, desk, "greeting", {}, at=AT)
    with pytest.raises(Refused, match="letter-lacks-facts"):
        outbox.post(ROUND, desk, "nudge", {"stage": "judge"}, at=AT)


def test_news_goes_only_to_those_who_want_it(desk: Account):
    desk.news = False
    assert not outbox.post(ROUND, desk, "notice-published", {"stage": "judge", "last": LAST}, at=AT)
    assert outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)


# --- words


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_has_words_in_both_languages(school: None, kind: str, language: str):
    letter = preview(kind, {**ALL, "stage": "judge"}, ROUND, language, AT)
    chinese = re.search("[\u4e00-\u9fff]", letter.subject + letter.body)
    assert bool(chinese) == (language == "zh-hans")
    assert "None" not in letter.body
    assert "http://localhost:8000/..." in letter.body
    assert re.fullmatch(r"\[[^\]]+\] .+ - .*2026.*", letter.subject)


def test_kinds_and_their_facts_are_told_together():
    assert FACTS.keys() == KINDS.keys()
    templates = Path(outbox.__file__).parent / "templates" / "mail"
    assert {path.stem for path in templates.glob("*.txt")} == set(KINDS)


def test_the_subject_names_programme_action_and_day(desk: Account):
    outbox.post(ROUND, english(desk), "nudge", NUDGE, at=AT)
    outbox.send_due(AT)
    assert mail.outbox[0].subject == "[Qingshi School Prize] The office waits for you - 2 March 2026"
    assert "Tuesday 31 March 2026" in mail.outbox[0].body


def test_a_letter_is_in_the_language_of_its_reader(desk: Account):
    desk.language = "zh-hans"
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    outbox.send_due(AT)
    assert mail.outbox[0].subject == "[青石小学年度奖] 评选办公室提醒您办理 - 2026年3月2日"


# --- sending


def test_letters_that_can_wait_go_together(desk: Account):
    for nomination in ("n-1", "n-2", "n-3"):
        outbox.post(ROUND, english(desk), "returned", {"nomination": nomination}, at=AT)
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    assert outbox.send_due(AT) == 2
    digest = next(each for each in mail.outbox if "3 matters" in each.subject)
    assert all(nomination in digest.body for nomination in ("n-1", "n-2", "n-3"))


def test_letters_about_two_rounds_do_not_mix(desk: Account):
    outbox.post(ROUND, desk, "returned", {"nomination": "n-1"}, at=AT)
    outbox.post(None, desk, "returned", {"nomination": "n-2"}, at=AT)
    assert outbox.send_due(AT) == 2


def test_a_letter_is_sent_once_and_not_before_it_is_due(desk: Account):
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT, due=AT + timedelta(hours=1))
    assert outbox.send_due(AT) == 0
    assert outbox.send_due(AT + timedelta(hours=2)) == 1
    assert outbox.send_due(AT + timedelta(hours=3)) == 0


def test_two_senders_send_it_once(desk: Account):
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    seen_by_both = mails.due(AT, 10)
    assert mails.claim(seen_by_both, AT)
    assert not mails.claim(seen_by_both, AT)


def test_a_server_that_says_no_is_asked_again_later_and_shown(desk: Account, monkeypatch: pytest.MonkeyPatch):
    def no(*_: object) -> int:
        raise ConnectionRefusedError("the password is hunter2")

    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", no)
        assert outbox.send_due(AT) == 0
        assert outbox.send_due(AT + timedelta(minutes=1)) == 0
    (row,) = mails.troubled(ROUND)
    assert (row.failure, row.tries) == ("ConnectionRefusedError", 1)  # never what was sent, or what the error says
    assert mails.board(ROUND) == [mails.Board("nudge", queued=0, sent=0, failing=1, failed=0)]
    assert outbox.send_due(AT + timedelta(minutes=3)) == 1
    assert mails.board(ROUND) == [mails.Board("nudge", queued=0, sent=1, failing=0, failed=0)]


def test_what_was_tried_too_often_waits_for_somebody_to_press_again(desk: Account, monkeypatch: pytest.MonkeyPatch):
    def no(*_: object) -> int:
        raise ConnectionRefusedError

    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    at = AT
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", no)
        for _ in range(mails.TRIES + 2):
            outbox.send_due(at)
            at += timedelta(days=2)
    assert mails.board(ROUND)[0].failed == 1
    assert outbox.send_due(at) == 0
    mails.again([mails.troubled(ROUND)[0].pk], at)
    assert outbox.send_due(at) == 1


def test_a_link_in_a_letter_is_made_when_it_is_sent_and_lasts_a_fortnight(desk: Account):
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    assert not SignInLink.objects.exists()
    outbox.send_due(AT)
    link = SignInLink.objects.get()
    assert (link.expires - AT, link.onward) == (timedelta(days=14), NUDGE["onward"])


# --- before sending


def test_a_preview_says_how_many_would_get_it_and_shows_both_languages(desk: Account):
    other = english(seat(ROUND, "judge-0"))
    found = previewed(ROUND, [desk, other, desk], "nudge", NUDGE, AT)
    assert (found.count, found.by_language) == (2, {"en": 1, "zh-hans": 1})
    assert [letter.subject[:4] for letter in found.letters.values()] != []
    assert not Mail.objects.exists()
    assert not SignInLink.objects.exists()


# --- quiet hours


@pytest.mark.parametrize(
    ("told", "hour", "wakes"),
    [("20-7", 22, 7), ("20-7", 3, 7), ("20-7", 12, 12), ("1-5", 2, 5), ("", 3, 3), ("x", 3, 3)],
)
def test_quiet_hours(monkeypatch: pytest.MonkeyPatch, settings, told: str, hour: int, wakes: int):
    monkeypatch.setenv("CHUCAI_QUIET_HOURS", told)
    settings.SITE_ZONE = "UTC"
    assert hours.waking(datetime(2026, 3, 2, hour, tzinfo=UTC)).hour == wakes


# --- news


def test_news_is_ended_by_one_press_and_duties_cannot_be(desk: Account):
    outbox.post(ROUND, desk, "notice-published", {"stage": "judge", "last": LAST}, at=AT)
    outbox.post(ROUND, desk, "nudge", NUDGE, at=AT)
    outbox.send_due(AT)
    news = next(each for each in mail.outbox if "List-Unsubscribe" in each.extra_headers)
    assert [each for each in mail.outbox if each is not news and "List-Unsubscribe" in each.extra_headers] == []
    path = news.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert Account.objects.get(pk=desk.pk).news
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Account.objects.get(pk=desk.pk).news


def test_an_address_that_was_not_signed_ends_nothing():
    assert Client().post("/news/1:forged/").status_code == 404


# --- which server


def test_without_a_server_mails_are_files(tmp_path: Path):
    assert carrier("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [
        ("smtps://who:p%40ss@mail.example", 465, True, False),
        ("smtp://mail.example:2525", 2525, False, True),
        ("smtp+plain://localhost", 25, False, False),
    ],
)
def test_a_mail_server(url: str, port: int, ssl: bool, starttls: bool):
    found = carrier(url, Path("/data"))
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, starttls)


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example"])
def test_an_address_of_a_server_nobody_understands_is_refused(url: str):
    with pytest.raises(Refused, match="smtp-url"):
        carrier(url, Path("/data"))
