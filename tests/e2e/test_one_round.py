"""One round from its charter to its roll, by its people, in a real browser: in Chinese, and again in English.

The office opens it, units nominate, judges mark, the office signs, everybody reads and objects, the authority confers.
Nobody touches the database. `CHUCAI_PICTURES=docs/pictures/pages ./run test tests/e2e/test_one_round.py` makes the
pictures of the docs. The town, its people and their deeds are invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.house import House
from tests.e2e.one_round import Person, Town, one_time_code

pytestmark = pytest.mark.xdist_group("browser")
ROUND = "willow-2026"
HERE = f"/rounds/{ROUND}"
CHARTER = (Path(__file__).parent / "willow.toml").read_text("utf-8")
UNITS = """id,name,tier,parent
town,柳溪镇 Willow Town,town,
mill,磨坊村 Mill Village,village,town
ford,渡口村 Ford Village,village,town
"""
PEOPLE = {"mill": ("何雨田 He Yutian", "孟远舟 Meng Yuanzhou"), "ford": ("齐晓岚 Qi Xiaolan", "Tom Reed 里德")}
DEEDS = "汛期守堤三昼夜，转移 84 户。\n\nKept the dyke for three days and nights; 84 households were moved to safety."
OFFICE, CHIEF = "office@town.example", "chief@town.example"
JUDGES = ("judge1@town.example", "judge2@town.example", "judge3@town.example")
MARKS = {"何雨田": "9", "孟远舟": "6", "齐晓岚": "8", "里德": "5"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.set_clock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    house.environment["CHUCAI_SITE"] = house.url
    with house.served():
        yield house


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_from_the_charter_to_the_roll(house: House, chromium: Browser, language: str):
    town = Town(house, chromium, language)
    office = opened(town)
    peopled(office)
    nominated(town, office)
    judged(town, office)
    decided(office)
    noticed(town, office)
    conferred(town, office)
    read_by_everybody(town)
    assert town.faults == []


def opened(town: Town) -> Person:
    """The first account comes from a command; it shows a second factor, and opens a round from a charter."""
    shown = town.command("people", "office", OFFICE)
    link = re.search(r"/sign-in/link/[^\s/]+/", shown)
    assert link, shown
    office = Person(town, OFFICE)
    office.open(link[0])
    office.press()
    page = office.open("/me/factors/app/")
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    page.locator("#id_code").fill(one_time_code(secret))
    office.press()
    page = office.open("/office/rounds/new/")
    page.locator("#id_file").set_input_files(
        {
            "name": "willow.toml",
            "mimeType": "text/plain",
            "buffer": CHARTER.replace("places = 2", 'places = "two"').encode(),
        }
    )
    page.locator("main form button.button").first.click()  # a fault is told with its line, and mended on the page
    expect(page.locator(".banner.error")).to_contain_text("categories.person.places")
    office.looked()
    page.locator("#id_charter").fill(CHARTER)
    office.press('form[action$="check"] button')
    expect(page.locator("#id_round")).to_have_value(ROUND)
    office.picture("charter")
    office.press('form[action$="seal"] button')
    assert page.url.endswith(f"{HERE}/office/")
    return office


def peopled(office: Person) -> None:
    """Units by a table, and everybody who works in the round: each gets a letter."""
    page = office.open(f"{HERE}/office/places/")
    page.locator("#file").set_input_files({"name": "units.csv", "mimeType": "text/csv", "buffer": UNITS.encode()})
    office.press('form[action$="upload"] button')
    office.press('button[name="enter"]')  # after a look at what it would change
    expect(page.locator("main")).to_contain_text("Mill Village" if office.town.language.startswith("en") else "磨坊村")
    for unit in PEOPLE:
        seat(office, "coordinator", f"{unit}@town.example", scope=unit)
    for address in JUDGES:
        seat(office, "assessor", address)
    seat(office, "authority", CHIEF)
    office.picture("people")
    stage(office, "recommend", "open")


def seat(office: Person, role: str, address: str, scope: str = "") -> None:
    page = office.open(f"{HERE}/office/people/")
    page.locator("#role").select_option(role)
    if scope:
        page.locator("#scope").select_option(f"coordinator|{scope}")
    page.locator("#email").fill(address)
    office.press("section[aria-labelledby=new] button.button")
    refused(office)
    expect(page.locator("main")).to_contain_text(address)


def stage(office: Person, name: str, kind: str) -> None:
    office.open(f"{HERE}/office/stages/{name}/{kind}")
    office.press()
    refused(office)


def refused(person: Person) -> None:
    """Nothing is."""
    assert person.page.locator(".errors").all_inner_texts() == []


def nominated(town: Town, office: Person) -> None:
    """Each village writes two nominations, hands them in, ranks and forwards them."""
    for unit, names in PEOPLE.items():
        coordinator = town.enter(f"{unit}@town.example")
        for name in names:
            nominate(coordinator, unit, name)
        forward(coordinator, unit)
        coordinator.leave()
    office.open(f"{HERE}/office/nominations/")
    expect(office.page.locator("tbody tr")).to_have_count(4)
    move_clock(town, 12)
    stage(office, "recommend", "close")


def nominate(coordinator: Person, unit: str, name: str) -> None:
    base = f"{HERE}/nominate/"
    page = coordinator.open(f"{base}new/?unit={unit}")
    if page.locator('input[name="category"]').count():
        page.locator('input[value="person"]').check()
    coordinator.press()
    draft = page.url.removeprefix(coordinator.town.house.url)
    page = coordinator.open(f"{draft}who/")
    page.locator("#id_name").fill(name)
    coordinator.press()
    page = coordinator.open(f"{draft}about/")
    page.locator('input[name="frontline"][value="yes"]').check()
    coordinator.press()
    page = coordinator.open(f"{draft}statement/")
    page.locator("#id_statement").fill(f"{name}：{DEEDS}")
    coordinator.press()
    for part in ("evidence/", "claims/"):
        coordinator.open(draft + part)
        coordinator.press('button[name="finish"]')
    coordinator.open(draft)
    coordinator.picture("draft")
    page = coordinator.open(f"{draft}check/")
    page.locator("#id_declared").check()
    coordinator.press()
    expect(page.locator("code").first).to_contain_text("nomination/")


def forward(coordinator: Person, unit: str) -> None:
    page = coordinator.open(f"{HERE}/nominate/slates/{unit}/person/")
    while page.locator('button[name="move"][value^="ranked:"]').count():
        coordinator.press('button[name="move"][value^="ranked:"]')
    coordinator.picture("slate")
    coordinator.press('button[name="check"]')
    page.locator("#id_declared").check()
    coordinator.press()
    coordinator.open(f"{HERE}/nominate/")
    coordinator.picture("my-tasks")


def move_clock(town: Town, day: int, month: int = 3) -> None:
    town.house.set_clock(datetime(2026, month, day, 1, 0, tzinfo=UTC))


def judged(town: Town, office: Person) -> None:
    """Judges are given their cases, undertake, declare, mark, check and seal."""
    stage(office, "compare", "open")
    office.open(f"{HERE}/office/panel/")
    office.press('form[action$="propose"] button')
    office.press('form[action$="make"] button')
    for address in JUDGES:
        mark(town, address)
    office.open(f"{HERE}/office/panel/")
    office.picture("panel")
    office.open(f"{HERE}/office/")
    office.picture("control-room")


def mark(town: Town, address: str) -> None:
    judge = town.enter(address)
    page = judge.page
    page.locator("#agreed").check()
    judge.press()
    judge.press()  # no interest to declare
    judge.picture("queue")
    judge.open(f"{HERE}/judge/resume")
    while "/cases/" in page.url:
        text = page.locator("main").inner_text()
        value = next(value for name, value in MARKS.items() if name in text)
        for field in page.locator("fieldset:has(input[type=radio])").all():
            field.locator(f'input[value="{value}"]').check(force=True)
        expect(page.locator("#state")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
        judge.picture("score")
        page.locator("#after").click()
        page.wait_for_load_state()
    judge.open(f"{HERE}/judge/check")
    judge.picture("check")
    judge.press()
    judge.leave()


def decided(office: Person) -> None:
    """Worked out, looked at, signed; then the stage is closed."""
    page = office.open(f"{HERE}/office/decision/compare/compare/")
    office.press('form[action$="work-out"] button')
    office.picture("decision-desk")
    office.open(f"{HERE}/office/decision/compare/compare/sign")
    page.locator("#id_read").check()
    office.picture("sign")
    office.press()
    assert page.url.endswith("/release/")
    office.picture("release")
    office.open(f"{HERE}/office/decision/compare/compare/papers")
    office.picture("papers")
    stage(office, "compare", "close")


def noticed(town: Town, office: Person) -> None:
    """The notice is published, somebody objects by name, and is answered."""
    stage(office, "notice", "open")
    office.open(f"{HERE}/office/decision/notices/notice/")
    page = office.page
    page.locator("#id_phone").fill("0000-8000000")
    page.locator("#id_address").fill("1 Weir Lane")
    office.press()
    expect(page.locator("pre.paper")).to_contain_text("1 Weir Lane")
    office.picture("notice-preview")
    page.locator("#id_read").check()
    office.press('main form button[name="publish"]')
    public = town.outsider()
    page = public.open(f"{HERE}/notices/")
    page.locator(f'main a[href*="{HERE}/notices/"]').first.click()
    public.looked()
    public.picture("notice")
    page.locator('main a[href*="/object"]').first.click()
    public.looked()
    page.locator("#id_about").select_option(index=1)
    page.locator("#id_grounds").fill("The dyke was kept by two villages; the figure needs checking.")
    page.locator("#id_name").fill("Ada Marsh 马雪")
    page.locator("#id_contact").fill("ada@town.example")
    public.press()
    case = page.url
    public.picture("case")
    page = office.open(f"{HERE}/office/decision/objections/")
    page.locator("tbody a").first.click()
    expect(office.looked().locator("main")).not_to_contain_text("Ada Marsh")
    page.locator('input[value="dismissed"]').check()
    page.locator("#id_answer").fill("Both villages signed the record: 84 households.")
    office.press()
    public.page.goto(case)
    expect(public.looked().locator("main")).to_contain_text("84 households")
    public.leave()
    move_clock(town, 27)
    stage(office, "notice", "close")


def conferred(town: Town, office: Person) -> None:
    """The authority confers; nothing is public before the office closes the stage."""
    stage(office, "confer", "open")
    chief = town.ask(CHIEF)
    page = chief.open("/me/factors/app/")
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    page.locator("#id_code").fill(one_time_code(secret))
    chief.press()
    page = chief.open(f"{HERE}/office/decision/conferral/confer/")
    page.locator("#id_document").fill("柳溪〔2026〕1号")
    page.locator("#id_read").check()
    chief.press()
    chief.leave()
    public = town.outsider()
    expect(public.open(f"{HERE}/").locator("main")).not_to_contain_text("He Yutian")
    public.leave()
    stage(office, "confer", "close")


def read_by_everybody(town: Town) -> None:
    """The roll, a story, how it was selected, and a name that is verified."""
    public = town.outsider()
    page = public.open(f"{HERE}/")
    expect(page.locator("main")).to_contain_text("He Yutian" if town.language == "en-GB" else "何雨田")
    public.picture("roll")
    page.locator(f'main a[href*="{HERE}/stories/"]').first.click()
    public.looked()
    public.picture("story")
    public.open(f"{HERE}/how")
    public.picture("how")
    page = public.open("/verify/")
    page.locator('main input[type="text"], main input:not([type])').first.fill("何雨田 He Yutian")
    public.press()
    expect(page.locator("main")).to_contain_text("2026")
    public.picture("verify")
    public.leave()
