"""A secretary's day at the command line: a round is opened, tables come in, stages open and close, rows equal events."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chucai.cli import talk
from chucai.gates import acts
from chucai.web.acts import perform
from chucai.web.records import models
from tests.unit.cli.village import CHARTER

pytestmark = pytest.mark.django_db

AT = ("--at", "2026-03-02T09:00+08:00")
UNITS = "id,name,tier,parent\nvillage,Village,village,\nmill,Mill,office,village\nfarm,Farm,office,Village\n"
NOMINATIONS = """id,category,name,unit,statement,front
an,person,An Example,mill,Mended the bridge.,no
cai,person,Cai Example,Farm,Mended the road.,yes
"""


@pytest.fixture
def office(run, tmp_path, monkeypatch) -> Callable:
    """A folder with the charter in it, and commands that run there."""
    monkeypatch.chdir(tmp_path)
    Path("village.toml").write_text(CHARTER, "utf-8")
    return run


def wrote(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


@pytest.fixture
def village(office):
    """The round open, its units there, its first stage open."""
    assert office("round", "open", "village.toml", "--id", "v-26", *AT).exit_code == talk.DONE
    assert office("import", "v-26", "units", wrote("units.csv", UNITS), *AT).exit_code == talk.DONE
    assert office("round", "stage", "open", "v-26", "recommend", *AT).exit_code == talk.DONE
    return office


def events() -> int:
    return models.Event.objects.count()


# --- opening, stages, status


def test_a_round_is_opened_once(office):
    told = office("round", "open", "village.toml", "--id", "v-26", "--as", "clerk", *AT)
    assert told.exit_code == talk.DONE
    assert "Publish the ledger's key" in told.stderr
    again = office("round", "open", "village.toml", "--id", "v-26", *AT)
    assert (again.exit_code, events()) == (talk.REFUSED, 1)


def test_a_faulty_charter_opens_no_round(office):
    told = office("round", "open", wrote("bad.toml", CHARTER.replace("enough = 2", "enough = 3")), "--id", "v-26")
    assert (told.exit_code, events()) == (talk.REFUSED, 0)
    assert "judging.panel" in told.stderr


@pytest.mark.parametrize("name", ["", "a b", "../x", "-x", "x" * 81, "中"])
def test_a_round_is_named_so_that_it_can_stand_in_an_address(office, name):
    assert office("round", "open", "village.toml", f"--id={name}").exit_code == talk.USAGE


def test_a_moment_is_iso_8601(office):
    told = office("round", "open", "village.toml", "--id", "v-26", "--at", "tomorrow")
    assert told.exit_code == talk.USAGE
    assert "2026-03-02T09:00" in told.stderr


def test_a_holiday_table_of_ones_own(office):
    table = 'calendar = 1\nid = "plain"\nname = { zh = "甲", en = "A" }\nweekend = ["sunday"]\nevery_year = true\n'
    told = office("round", "open", "village.toml", "--id", "v-26", "--calendar", wrote("own.toml", table), *AT)
    assert told.exit_code == talk.DONE
    assert office("round", "open", "village.toml", "--id", "w", "--calendar", "village.toml").exit_code == talk.REFUSED


def test_stages_open_and_close_in_the_charters_order(village):
    told = village("round", "stage", "open", "v-26", "vet", *AT)
    assert told.exit_code == talk.REFUSED
    assert "recommend" in told.stderr
    early = village("round", "stage", "close", "v-26", "recommend", *AT)
    assert early.exit_code == talk.REFUSED
    done = village("round", "stage", "close", "v-26", "recommend", "--at", "2026-03-06T09:00+08:00")
    assert done.exit_code == talk.DONE


def test_only_a_secretary_may(village):
    told = village("round", "stage", "close", "v-26", "recommend", "--as", "somebody", "--at", "2026-03-06T09:00+08:00")
    assert told.exit_code == talk.REFUSED


def test_the_status_of_a_round(village):
    village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), *AT)
    told = village("round", "status", "v-26")
    assert "Round v-26: opened 2026-03-02, 3 units, 0 assessors." in told.stdout
    assert "recommend: 2026-03-02 to 2026-03-04, open" in told.stdout
    assert "2  in the running (recommend)" in told.stdout
    data = json.loads(village("round", "status", "v-26", "--json").stdout)
    assert [each["is"] for each in data["stages"]] == ["open", *["to-come"] * 4]


def test_rounds_are_listed(village):
    assert village("round", "status").stdout == "v-26  at recommend  0 awards\n"
    assert json.loads(village("round", "status", "--json").stdout)["rounds"][0]["round"] == "v-26"


def test_an_installation_without_rounds_says_so(office):
    for command in (("round", "status"), ("replay",)):
        told = office(*command)
        assert (told.exit_code, told.stdout) == (talk.DONE, "")
        assert "no round in this installation" in told.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("round", "status", "nowhere"),
        ("round", "stage", "open", "nowhere", "vet"),
        ("replay", "nowhere"),
        ("import", "nowhere", "units", "village.toml"),
    ],
)
def test_a_round_that_is_not_there_is_wrong_usage(village, command):
    told = village(*command)
    assert told.exit_code == talk.USAGE
    assert "There are: v-26." in told.stderr


# --- tables


def test_all_rows_or_none(village):
    before = events()
    table = wrote("n.csv", NOMINATIONS + "du,person,Du Example,moll,Did.,yes\n,person,,farm,,maybe\n")
    told = village("import", "v-26", "nominations", table, *AT)
    assert (told.exit_code, events()) == (talk.REFUSED, before)
    assert "row 4: “unit”: There is no unit “moll”. Did you mean “Mill (mill)”?" in told.stderr
    assert "n.faults.csv" in told.stderr
    marked = Path("n.faults.csv").read_text("utf-8-sig").splitlines()
    assert len(marked) >= 5
    assert marked[1].startswith(",an,person,An Example")


def test_a_mended_fault_sheet_is_imported_as_it_is(village):
    village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS.replace(",Farm,", ",Ferm,")), *AT)
    sheet = Path("n.faults.csv")
    sheet.write_text(sheet.read_text("utf-8-sig").replace(",Ferm,", ",Farm,"), "utf-8")
    assert village("import", "v-26", "nominations", sheet, *AT).exit_code == talk.DONE
    assert models.NominationRow.objects.count() == 2


def test_what_the_gates_refuse_is_told_row_by_row(village):
    table = wrote("n.csv", NOMINATIONS)
    assert village("import", "v-26", "nominations", table, *AT).exit_code == talk.DONE
    before = events()
    told = village("import", "v-26", "nominations", table, *AT)
    assert (told.exit_code, events()) == (talk.REFUSED, before)
    assert [line[:9] for line in told.stderr.splitlines() if line.startswith("  row")] == ["  row 2: ", "  row 3: "]


def test_the_texts_of_nominations_lie_in_erasable_rows(village):
    village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), *AT)
    opened = {(each.stream.key, each.field): json.loads(each.value) for each in models.Opening.objects.select_related()}
    assert opened["nomination/an", "name"] == "An Example"
    assert opened["nomination/cai", "attributes"] == {"front": True}
    salts = [bytes(each.salt) for each in models.Opening.objects.all()]
    assert len(set(salts)) == len(salts) == 6
    assert not any(b"Mended" in bytes(each.data) for each in models.Event.objects.all())


def test_a_dry_run_writes_nothing(village):
    before = events()
    told = village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), "--dry-run", *AT)
    assert (told.exit_code, events()) == (talk.DONE, before)
    assert "2 rows, 2 acts. This was a dry run" in told.stderr
    doubled = wrote("n.csv", NOMINATIONS + NOMINATIONS.splitlines()[1].replace("An Ex", "Another") + "\n")
    assert village("import", "v-26", "nominations", doubled, "--dry-run", *AT).exit_code == talk.REFUSED


def test_the_outcome_as_data(village):
    done = json.loads(village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), "--json", *AT).stdout)
    assert done == {"round": "v-26", "kind": "nominations", "rows": 2, "acts": 2, "written": True, "faults": []}
    again = json.loads(village("import", "v-26", "nominations", "n.csv", "--json", *AT).stdout)
    assert (again["written"], again["fault_sheet"]) == (False, "n.faults.csv")
    assert again["faults"][0]["says"].keys() == {"zh", "en"}


def test_from_nominations_to_scores(village):
    village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), *AT)
    panel = wrote("a.csv", "id,name,unit\nj1,Judge One,\nj2,Judge Two,mill\n")
    assert village("import", "v-26", "assessors", panel, "--undertaken", *AT).exit_code == talk.DONE
    interests = wrote("d.csv", "assessor,nomination,interest,note\nj1,Cai Example,kin,a cousin\n")
    assert village("import", "v-26", "declarations", interests, *AT).exit_code == talk.DONE
    scores = wrote("s.csv", "assessor,nomination,Deeds,comment\nj1,an,7,\nj2,Cai Example,8,Well done\n")
    early = village("import", "v-26", "scores", scores, *AT)
    assert early.exit_code == talk.REFUSED
    assert "row 2: " in early.stderr
    to_the_comparison(village)
    told = village("import", "v-26", "scores", scores, "--at", "2026-03-06T10:00+08:00")
    assert told.exit_code == talk.DONE, told.stderr
    assert {each.actor for each in models.Event.objects.filter(kind="assessed")} == {"j1", "j2"}
    assert json.loads(models.Opening.objects.get(field="comment").value) == "Well done"
    assert village("replay").exit_code == talk.DONE


def to_the_comparison(village: Callable) -> None:
    """What no command does yet: slates, and who reads what."""
    later = datetime(2026, 3, 2, 2, tzinfo=UTC)
    office = acts.Actor(id="secretary", role="secretary")
    for unit, name in (("mill", "an"), ("farm", "cai")):
        slate = acts.ForwardSlate(stage="recommend", unit=unit, category="person", ranked=(name,))
        perform("v-26", office, slate, later)
    on = ("--at", "2026-03-06T09:00+08:00")
    assert village("round", "stage", "close", "v-26", "recommend", *on).exit_code == talk.DONE
    assert village("round", "stage", "open", "v-26", "compare", *on).exit_code == talk.DONE
    more = wrote("a.csv", "id,name\nj3,Judge Three\n")
    assert village("import", "v-26", "assessors", more, "--undertaken", *on).exit_code == talk.DONE
    readers = acts.Assign(stage="compare", readers={"an": ("j1", "j3"), "cai": ("j2", "j3")})
    perform("v-26", office, readers, later + timedelta(days=4))


def test_what_is_no_table_is_told(village):
    for name, content in {
        "x.xlsx": b"PK\x03\x04 no workbook",
        "x.csv": b"\x00" * 50,
        "empty.csv": b"",
        "x.doc": b"a,b",
    }.items():
        Path(name).write_bytes(content)
        told = village("import", "v-26", "nominations", name, *AT)
        assert told.exit_code == talk.REFUSED, name
        assert told.stderr


def test_a_template_with_the_units_of_a_round_is_taken_back(village):
    from chucai.charter.load import read
    from chucai.intake.kinds import table_kind
    from chucai.intake.shape import Known
    from chucai.intake.tables import read_table

    told = village("template", "village.toml", "nominations", "--round", "v-26")
    assert told.exit_code == talk.DONE
    content = Path("village-nominations.xlsx").read_bytes()
    assert village("template", "village.toml", "nominations").exit_code == talk.FAILED
    assert village("template", "village.toml", "nominations", "--replace").exit_code == talk.DONE
    assert content != Path("village-nominations.xlsx").read_bytes()
    assert village("import", "v-26", "nominations", "village-nominations.xlsx", *AT).exit_code == talk.REFUSED
    with pytest.raises(Exception, match="no-rows"):
        read_table(content, "x.xlsx", table_kind(read(CHARTER).wanted(), "nominations"), Known())


# --- replay


def test_rows_that_were_tampered_with_are_found(village):
    village("import", "v-26", "nominations", wrote("n.csv", NOMINATIONS), *AT)
    models.NominationRow.objects.filter(nomination="an").update(honour="medal")
    told = village("replay", "v-26")
    assert told.exit_code == talk.UNPROVED
    assert "Round v-26: 1 difference." in told.stdout
    assert "“an”" in told.stdout
    differences = json.loads(village("replay", "--json").stdout)["rounds"][0]["differences"]
    assert differences == [{"code": "list-differs", "where": "an"}]
