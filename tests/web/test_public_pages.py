"""The first page and the roll: what they show, in both languages, and what they never load."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.charter.calendar import shipped
from chucai.charter.workdays import ONE_DAY
from chucai.gates.acts import CloseStage, Forfeit
from chucai.web.public import kept
from chucai.web.public.selecting import Item, Section, spread_out
from chucai.web.public.words import called
from chucai.web.records.openings import erase
from tests.web.public_round import PublicSchool
from tests.web.small_round import AUTHORITY, ROUND, SECRETARY, School

pytestmark = pytest.mark.django_db
ROLL = f"/rounds/{ROUND}/"


@pytest.fixture
def school() -> School:
    """Two awards, announced."""
    return announced(School().open())


def announced(school: School) -> School:
    school.finish().do(SECRETARY, CloseStage(stage="confer"))
    return school


def page(client: Client, path: str, language: str = "en", **headers: str) -> str:
    response = client.get(path, headers={"accept-language": language, **headers})
    assert response.status_code == 200
    return response.content.decode()


# --- what is shown


def test_a_house_without_rounds_says_so(client: Client):
    assert "No round has opened yet." in page(client, "/")


def test_rounds_are_listed_with_their_stage_and_awards(client: Client, school: School):
    School("school-2027").open()
    text = page(client, "/")
    assert text.index("/rounds/school-2027/") < text.index("/rounds/school-2026/")
    assert "Stage now: Conferral" in text
    assert "Stage now: Comparison" in text
    assert "2 awards conferred" in text
    assert text.count("conferred</p>") == 1


def test_the_roll_names_who_was_honoured_and_nobody_else(client: Client, school: School):
    text = page(client, ROLL)
    assert re.findall(r'<p class="name"><a href="[^"]*/stories/(\w+)/', text) == ["an", "bo"]
    assert "cen" not in text
    assert "Annual prize" in text
    assert "2 March 2026" in text


def test_awards_that_are_not_announced_yet_are_nowhere(client: Client):
    """Decision and its publication are two dated acts: the second is the closing of the stage that confers."""
    School().open().finish()
    for path in ("/", ROLL, f"{ROLL}feed.atom", f"{ROLL}how"):
        text = page(client, path)
        assert not re.search(r">(an|bo|cen)<", text)
        assert "awards conferred" not in text
    assert client.get(f"{ROLL}stories/an/").status_code == 404
    assert client.get(f"{ROLL}bundle").status_code == 404
    assert "Nobody by the name" in client.post("/verify/?lang=en", {"name": "an"}).content.decode()


def test_before_the_roll_the_page_says_where_the_round_is(client: Client, monkeypatch: pytest.MonkeyPatch):
    PublicSchool().begin().put_forward({"an": "An"}).set_clock(monkeypatch)
    text = page(client, ROLL)
    assert "Stage now: Comparison" in text
    assert re.search(r'<li class="now" aria-current="step">\s*<h3>Comparison', text)  # the stage has no name of its own
    assert "planned: <time" in text
    assert "working days left" in text
    assert ">an<" not in text


def test_what_is_to_come_moves_with_what_has_been(client: Client, monkeypatch: pytest.MonkeyPatch):
    """Judging was to take thirty days and was over in one: the conferral follows the notice that has begun."""
    school = PublicSchool().begin().put_forward({"an": "An"})
    school.set_clock(monkeypatch)
    planned = r'planned: <time datetime="([\d-]+)"'
    assert re.findall(planned, page(client, ROLL))[-1] > "2026-04-01"
    school.chosen("an")
    last = school.state().round.windows["show"].last
    assert re.findall(planned, page(client, ROLL)) == [f"{shipped('plain').next_working_day(last + ONE_DAY)}"]


def test_a_name_that_was_erased_is_gone_from_the_roll(client: Client, school: School):
    assert ">an<" in page(client, ROLL)
    erase(ROUND, "nomination/an")
    text = page(client, ROLL)
    assert ">an<" not in text
    assert "name erased" in text


@pytest.mark.parametrize("published", [True, False])
def test_a_lost_award_stays_marked_on_the_roll_where_the_charter_publishes_losses(client: Client, published: bool):
    school = announced(School().open(published=published))
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/2"))
    text = page(client, ROLL)
    assert (">an<" in text) == published
    assert ("forfeited" in text) == published
    assert ">bo<" in text
    assert (client.get(f"{ROLL}stories/an/").status_code == 200) == published


@pytest.mark.parametrize("path", ["/rounds/nowhere/", "/nowhere"])
def test_what_is_not_there_is_said_in_a_page(client: Client, path: str):
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_round_whose_charter_is_attached_but_which_has_not_opened_is_not_shown(client: Client):
    from chucai.web.records.attaching import attach_charter
    from tests.web.small_round import charter_text

    attach_charter("to-come", charter_text())
    assert client.get("/rounds/to-come/").status_code == 404
    assert "No round has opened yet." in page(client, "/")


# --- languages


def test_the_browser_chooses_the_language_and_the_address_overrules_it(client: Client, school: School):
    assert '<html lang="zh-Hans">' in page(client, ROLL, "zh-CN,zh;q=0.9")
    assert '<html lang="en">' in page(client, ROLL, "en-GB")
    assert '<html lang="en">' in page(client, f"{ROLL}?lang=en", "zh-CN")
    assert '<html lang="zh-Hans">' in page(client, f"{ROLL}?lang=tlh", "fr")


def test_links_keep_the_language_that_the_address_asked_for(client: Client, school: School):
    assert f'href="{ROLL}?lang=en"' in page(client, "/?lang=en", "zh-CN")
    assert f'href="{ROLL}"' in page(client, "/", "zh-CN")


def test_the_roll_in_chinese(client: Client, school: School):
    text = page(client, ROLL, "zh-CN")
    for words in ("光荣榜", "青石小学年度奖", "教师", "年度奖", "2026年3月2日", "下载核验包"):
        assert words in text


# --- caches


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, school: School):
    first = client.get(ROLL)
    again = client.get(ROLL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Accept-Language" in first["Vary"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_page_that_changed_is_sent(client: Client, school: School, language: str):
    first = client.get(ROLL, headers={"accept-language": "en"})
    if language == "en":
        erase(ROUND, "nomination/an")
    again = client.get(ROLL, headers={"accept-language": language, "if-none-match": first["ETag"]})
    assert again.status_code == 200


def test_a_roll_costs_the_same_however_many_were_nominated(client: Client, school: School):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, ROLL)
        return len(caught)

    few = queries()
    School("big").open()
    school.round_id = "big"
    school.submit(*(f"n{n}" for n in range(60)))
    assert queries() <= few <= 12


def test_a_list_costs_the_same_however_many_rounds_there_are(client: Client, school: School):
    def queries() -> int:
        page(client, "/")
        with CaptureQueriesContext(connection) as caught:
            page(client, "/")
        return len(caught)

    few = queries()
    for number in range(4):
        School(f"other-{number}").open()
    assert queries() == few <= 12


def test_long_lines_of_the_charter_are_told_a_clause_at_a_time():
    of_a_body = Item("Audit, asked about teams; answers within 5 working days; no answer counts as consent")
    of_all = Item("5 sheets for each nomination; 4 or more to be ranked; at most 80 for one assessor")
    short = Item("Two years in the present unit; otherwise a person decides")
    told = spread_out([Section("bodies", "", [of_a_body, short]), Section("judging", "", [of_all])])
    assert [(item.says, item.more) for section in told for item in section.items] == [
        ("Audit, asked about teams", ["answers within 5 working days", "no answer counts as consent"]),
        ("Two years in the present unit; otherwise a person decides", []),
        ("5 sheets for each nomination", []),
        ("4 or more to be ranked", []),
        ("at most 80 for one assessor", []),
    ]


def test_the_announced_roll_tells_how_many_came_to_each_stage(client: Client, school: School):
    """Counts alone, and none that is small enough to be somebody."""
    text = page(client, ROLL)
    through = text[text.index("How many came this far") :]
    assert "<svg" in through
    assert "cen" not in through
    assert "Where fewer than five" in through
    assert re.findall(r"<td[^>]*>(\d+)</td>", through) == [
        *"30201",
        *"20200",
    ]  # came, joined, went on, reserve, not selected


def test_a_stage_that_was_closed_before_its_last_day_ended_when_it_was_closed(client: Client):
    school = PublicSchool().noticed()
    window = school.state().round.windows["judge"]
    closed = school.at.astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert closed < window.last
    text = page(client, f"{ROLL}how?lang=en")
    assert f'datetime="{closed:%Y-%m-%d}"' in text
    assert f'datetime="{window.last:%Y-%m-%d}"' not in text


def test_a_story_tells_the_stages_its_name_has_passed(client: Client):
    school = PublicSchool().noticed().announced()
    text = page(client, f"{ROLL}stories/an/?lang=en")
    assert "How this name got here" in text
    for stage in school.state().charter().stages:
        assert called(stage, "en") in text


@pytest.mark.parametrize(
    "path", ["/", ROLL, f"{ROLL}how", f"{ROLL}notices/", f"{ROLL}notices/show/", f"{ROLL}stories/an/"]
)
def test_no_page_asks_the_database_often(client: Client, path: str):
    PublicSchool().noticed().announced()
    with CaptureQueriesContext(connection) as caught:
        page(client, path)
    assert len(caught) <= 12


@pytest.mark.parametrize("path", ["/", ROLL, f"{ROLL}how", f"{ROLL}stories/an/"])
def test_a_page_that_was_made_is_not_made_again(client: Client, path: str):
    """Until something happens: then it is."""
    school = PublicSchool().noticed().announced()
    first = client.get(path)
    for known, status in (({}, 200), ({"if-none-match": first["ETag"]}, 304)):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path, headers=known).status_code == status
        assert len(caught) <= 1
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/2"))
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    assert len(caught) > 1


def test_a_page_on_which_something_changed_is_sent_again(client: Client):
    school = PublicSchool().noticed().announced()
    first = client.get(f"{ROLL}?lang=en")
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/2"))
    again = client.get(f"{ROLL}?lang=en", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "forfeited" in again.content.decode()


@pytest.mark.parametrize(
    "path", ["/", ROLL, f"{ROLL}how", f"{ROLL}notices/", f"{ROLL}charter.toml", f"{ROLL}feed.atom"]
)
def test_nobody_learns_when_a_judge_hands_in_a_sheet(client: Client, path: str):
    """Something happened, and the page is the same: whoever asks all day long is told so and nothing else."""
    school = School().open()
    school.submit("an", "bo")
    first = client.get(path)
    school.assess({("judge-0", "an"): 4})
    kept.PAGES.forget()  # as in another process, or after a restart
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])


def test_a_language_that_nobody_speaks_changes_no_mark(client: Client, school: School):
    """What stands in an address cannot get into a header."""
    response = client.get(f"{ROLL}?lang=%0d%0aX-Evil:1")
    assert response.status_code == 200
    assert response["ETag"].strip('W/"').isascii()
    assert "Evil" not in response["ETag"]


# --- safety


def test_every_answer_says_what_it_may_load(client: Client):
    for path in ("/", "/nowhere"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers


def test_names_are_text_not_markup(client: Client):
    school = (
        PublicSchool().begin().put_forward({"an": "<i>x</i>", "bo": "<script>y</script>", "cen": "z"}, "<b>deeds</b>")
    )
    school.chosen("an", "bo", "cen").publish("an", "bo").announced()
    for path in (ROLL, f"{ROLL}stories/an/", f"{ROLL}stories/bo/"):
        text = page(client, path)
        assert "<i>x" not in text
        assert "<script>y" not in text
        assert ("&lt;i&gt;x" in text) or ("&lt;script&gt;y" in text)


def test_only_reading_is_possible(client: Client):
    assert client.post("/").status_code == 405


def test_a_stranger_host_is_refused(client: Client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_health(client: Client):
    response = client.get("/health")
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_static_files_come_from_the_package(client: Client):
    response = client.get("/static/look/chucai.css")
    assert response.status_code == 200
    assert b"--paper" in b"".join(response)  # type: ignore[arg-type]
    response.close()
