"""The gate *compare*: who may judge whom, score sheets, the ranking taken from them, and the shortlist re-counted."""

from collections.abc import Sequence

import pytest

from chucai.gates import acts
from chucai.gates.acts import Actor
from tests.spec.tiny import (
    CLERK,
    COMPARE,
    CONFER,
    MAYOR,
    SECOND_CLERK,
    Town,
    assessor,
    ranked_line,
    refused,
    sealed,
    stage,
    text,
    tiny,
)


def compare_town(**parts: object) -> Town:
    """A round whose first stage compares, with three judges; judge-3 belongs to the mill."""
    town = Town(tiny(COMPARE, CONFER, **parts)).opened()
    return town.panel("judge-1", "judge-2", "judge-3", units={"judge-3": "mill"})


def lift(who: str, name: str, by: Actor, *, confirm: bool) -> tuple[Actor, acts.Act]:
    if confirm:
        return by, acts.ConfirmLift(assessor=who, nomination=name)
    return by, acts.ProposeLift(assessor=who, nomination=name, reason=sealed("Not kin after all"))


# --- interests and recusals


def test_an_interest_of_a_kind_that_recuses_bars_at_once():
    town = compare_town().submit("an", unit="farm")
    town.do(assessor("judge-1"), acts.Declare(assessor="judge-1", nomination="an", interest="kin"))
    with refused("recused", assessor="judge-1", interest="kin"):
        town.assign(an=("judge-1", "judge-2"))
    with refused("already-declared"):
        town.do(assessor("judge-1"), acts.Declare(assessor="judge-1", nomination="an", interest="kin"))


def test_an_interest_of_another_kind_is_on_record_and_bars_nobody():
    town = compare_town().submit("an", unit="farm")
    town.do(assessor("judge-1"), acts.Declare(assessor="judge-1", nomination="an", interest="other"))
    town.assign(an=("judge-1", "judge-2")).assess("judge-1", "an", 5)


def test_nobody_judges_their_own_unit_where_the_charter_says_so():
    town = compare_town().submit("an", unit="mill").submit("bo", unit="farm")
    with refused("recused", interest="own-unit"):
        town.assign(an=("judge-3",))
    town.assign(bo=("judge-3",))


def test_own_unit_may_mean_the_same_unit_at_a_higher_tier():
    way = {"panel": {"own_unit_tier": "town"}}
    town = compare_town(judging=way).submit("bo", unit="farm")
    with refused("recused", interest="own-unit"):
        town.assign(bo=("judge-3",))


def test_nobody_judges_whom_they_nominated():
    town = Town(tiny(COMPARE, CONFER, judging={"panel": {"recuse": ["nominator"]}}, nominating={"by": "anyone"}))
    town.opened().panel("judge-1").submit("an", by=Actor(id="judge-1", role="nominator"))
    with refused("recused", interest="nominator"):
        town.assign(an=("judge-1",))


def test_an_assessor_recuses_themselves_and_the_office_anybody():
    town = compare_town().submit("an", unit="farm")
    recuse = acts.Recuse(assessor="judge-1", nomination="an", interest="kin")
    with refused("not-your-sheet", assessor="judge-1"):
        town.do(assessor("judge-2"), recuse)
    town.do(CLERK, recuse)
    with refused("already-recused"):
        town.do(assessor("judge-1"), recuse)


def test_a_recusal_is_lifted_by_two_people_neither_of_them_the_recused():
    town = compare_town().submit("an", unit="farm").appoint("secretary", "judge-1")
    town.do(assessor("judge-1"), acts.Recuse(assessor="judge-1", nomination="an", interest="kin"))
    with refused("recused-cannot-lift"):
        town.do(*lift("judge-1", "an", Actor(id="judge-1", role="secretary"), confirm=False))
    with refused("lift-not-proposed"):
        town.do(*lift("judge-1", "an", MAYOR, confirm=True))
    town.do(*lift("judge-1", "an", CLERK, confirm=False))
    with refused("second-person-needed"):
        town.do(*lift("judge-1", "an", CLERK, confirm=True))
    with refused("recused-cannot-lift"):
        town.do(*lift("judge-1", "an", Actor(id="judge-1", role="secretary"), confirm=True))
    town.do(*lift("judge-1", "an", SECOND_CLERK, confirm=True))
    town.assign(an=("judge-1",)).assess("judge-1", "an", 5)
    with refused("not-recused"):
        town.do(*lift("judge-1", "an", CLERK, confirm=False))


def test_but_nobody_ever_judges_themselves():
    town = compare_town().submit("an", unit="farm", person="judge-1")
    with refused("recused", interest="nominee"):
        town.assign(an=("judge-1",))
    town.do(assessor("judge-1"), acts.Recuse(assessor="judge-1", nomination="an", interest="other"))
    town.do(*lift("judge-1", "an", CLERK, confirm=False))
    town.do(*lift("judge-1", "an", MAYOR, confirm=True))
    with refused("recused", interest="nominee"):
        town.assign(an=("judge-1",))


# --- assigning


def test_assessors_are_assigned_so_that_there_are_enough_and_none_has_too_many():
    way = {"panel": {"readings": 3, "enough": 2, "load": 1}}
    town = compare_town(judging=way).submit("an", unit="farm").submit("bo", unit="farm")
    for readers, code in (
        (("judge-1",), "too-few-readers"),
        (("judge-1", "judge-1"), "reader-twice"),
        (("judge-1", "stranger"), "not-an-assessor"),
    ):
        with refused(code):
            town.assign(an=readers)
    town.assign(an=("judge-1", "judge-2"))
    with refused("load-too-high", assessors=["judge-1"], load=1):
        town.assign(bo=("judge-1", "judge-3"))


def test_nominations_can_be_assigned_anew_and_those_not_named_keep_their_readers():
    town = compare_town().submit("an", unit="farm").submit("bo", unit="farm")
    town.assign(an=("judge-1", "judge-2"), bo=("judge-1", "judge-2")).assign(an=("judge-3", "judge-2"))
    assert town.state.comparison("compare").assigned == {"an": ("judge-3", "judge-2"), "bo": ("judge-1", "judge-2")}


def test_a_panel_that_reads_freely_is_assigned_nothing():
    town = compare_town(judging={"panel": {"assigned": False}}).submit("an", unit="farm")
    with refused("panel-reads-freely"):
        town.assign(an=("judge-1",))
    town.assess("judge-1", "an", 5)


def test_a_stage_that_judges_nothing_assigns_nothing():
    vote = {"asked": "council", "pass_above": "1/2", "base": "cast"}
    ways = {"other": {"readings": 1, "load": 1}}
    town = Town(tiny({**stage("compare"), "vote": vote}, CONFER, judging=ways)).opened().submit("an")
    with refused("stage-without-judging"):
        town.assign(an=("judge-1",))


# --- sheets


def test_a_sheet_has_a_mark_on_the_scale_for_each_criterion():
    town = compare_town(criteria={"style": {"name": text("Style"), "weight": 1, "scale": (1, 5), "step": 1}})
    town.submit("an", unit="farm").assign(an=("judge-1",))

    def sheet(**marks: int) -> acts.Assess:
        return acts.Assess(stage="compare", nomination="an", assessor="judge-1", marks=marks)

    with refused("other-criteria", given=["deeds"], wanted=["deeds", "style"]):
        town.do(assessor("judge-1"), sheet(deeds=5))
    for mark in (0, 6):
        with refused("mark-off-scale", criterion="style", mark=mark, low="1", high="5"):
            town.do(assessor("judge-1"), sheet(deeds=5, style=mark))
    town.do(assessor("judge-1"), sheet(deeds=0, style=5))


def test_assessors_hand_in_their_own_sheets_of_what_they_are_assigned_once_they_have_signed():
    town = compare_town().submit("an", unit="farm").appoint("assessor", "judge-4").assign(an=("judge-1", "judge-4"))
    with refused("undertaking-first"):
        town.assess("judge-4", "an", 5)
    with refused("not-assigned"):
        town.assess("judge-2", "an", 5)
    act = acts.Assess(stage="compare", nomination="an", assessor="judge-1", marks={"deeds": 5})
    with refused("not-your-sheet", assessor="judge-1"):
        town.do(assessor("judge-2"), act)
    town.do(assessor("judge-1"), act)
    with refused("already-assessed"):
        town.do(assessor("judge-1"), act)
    with refused("already-undertaken"):
        town.do(assessor("judge-1"), acts.Undertake(assessor="judge-1"))
    with refused("not-your-sheet"):
        town.do(assessor("judge-4"), acts.Undertake(assessor="judge-1"))


def test_a_sheet_is_amended_with_a_reason_until_the_ranking_is_adopted():
    town = compare_town().submit("an", unit="farm").assign(an=("judge-1",))

    def amend(mark: int) -> list[str]:
        fields = {"stage": "compare", "nomination": "an", "assessor": "judge-1", "reason": sealed("Misread")}
        return town.do(assessor("judge-1"), acts.AmendAssessment(**fields, marks={"deeds": mark}))

    with refused("no-sheet"):
        amend(5)
    town.assess("judge-1", "an", 4)
    with refused("nothing-changed"):
        amend(4)
    assert amend(5) == ["assessment-amended"]
    assert town.state.nomination("an").sheets["compare"]["judge-1"].amended == 1
    town.rank()
    with refused("ranking-adopted"):
        amend(9)


def test_an_abstention_stands_for_a_sheet():
    town = compare_town().submit("an", unit="farm").assign(an=("judge-1", "judge-2"))
    abstain = acts.Abstain(stage="compare", nomination="an", assessor="judge-1")
    town.do(assessor("judge-1"), abstain)
    with refused("already-abstained"):
        town.do(assessor("judge-1"), abstain)
    town.assess("judge-2", "an", 5).rank()
    with refused("already-assessed"):
        town.do(assessor("judge-2"), acts.Abstain(stage="compare", nomination="an", assessor="judge-2"))


def test_the_recused_hand_in_nothing_and_what_they_handed_in_counts_no_more():
    town = compare_town().submit("an", unit="farm").assign(an=("judge-1", "judge-2"))
    town.assess("judge-1", "an", 9).assess("judge-2", "an", 3)
    town.do(assessor("judge-1"), acts.Recuse(assessor="judge-1", nomination="an", interest="kin"))
    with refused("recused"):
        town.do(assessor("judge-1"), acts.Abstain(stage="compare", nomination="an", assessor="judge-1"))
    assert [line.mean for line in town.ranking().ranking] == [30_000_000]


# --- the ranking


def judged(**marks: int) -> Town:
    town = compare_town()
    for name in marks:
        town.submit(name, unit="farm")
    return town.read(**marks)


def test_the_panel_adopts_a_ranking_of_everybody_with_enough_sheets():
    town = judged(an=9, bo=5).rank()
    assert [line.nomination for line in town.state.comparison("compare").ranking] == ["an", "bo"]


def test_while_the_window_is_open_every_sheet_is_waited_for():
    town = compare_town().submit("an", unit="farm").submit("bo", unit="farm")
    town.assign(an=("judge-1",)).assess("judge-1", "an", 5)
    with refused("sheets-missing", number=1, nominations=["bo"]):
        town.rank()
    town.after("compare").rank(unranked=("bo",))


def test_those_with_too_few_sheets_are_named_and_not_ranked():
    town = compare_town(judging={"panel": {"enough": 2}}).submit("an", unit="farm").submit("bo", unit="farm")
    town.assign(an=("judge-1", "judge-2"), bo=("judge-1", "judge-2"))
    town.assess("judge-1", "an", 5).assess("judge-2", "an", 5).assess("judge-1", "bo", 9).after("compare")
    an = ranked_line("an", 1, 50_000_000, 2)
    with refused("ranking-incomplete", extra=["bo"], missing=[]):
        town.rank()
    with refused("unranked-differ", wanted=["bo"]):
        town.rank(ranking=(an,))
    town.rank(ranking=(an,), unranked=("bo",))
    with refused("not-candidates", nominations=["bo"]):
        town.choose("an", "bo")


def test_a_ranking_is_of_the_sheets_there_are():
    town = judged(an=9, bo=5)
    with refused("other-sheets"):
        town.rank(sheets=sealed("others"))
    town.rank()
    town.do(CLERK, acts.Recuse(assessor="judge-1", nomination="an", interest="kin"))
    with refused("other-sheets"):
        town.choose("an", "bo")
    town.rank().choose("an", "bo")


def test_a_ranking_names_everybody_once_in_the_order_of_their_merit_with_the_sheets_they_have():
    town = judged(an=9, bo=5)
    an, bo = town.ranking().ranking
    for lines, code in (
        ((an,), "ranking-incomplete"),
        ((an, bo, bo), "ranking-incomplete"),
        ((an.model_copy(update={"rank": 2}), bo.model_copy(update={"rank": 1})), "ranking-disordered"),
        ((an, bo.model_copy(update={"rank": 1})), "ranking-disordered"),
        ((an, bo.model_copy(update={"readings": 3})), "readings-differ"),
    ):
        with refused(code):
            town.rank(ranking=lines)


@pytest.mark.parametrize("ranks", [(1, 2), (1, 1)])
def test_equal_merit_shares_a_rank_or_is_put_in_order(ranks):
    town = judged(an=7, bo=7)
    lines = [line.model_copy(update={"rank": rank}) for line, rank in zip(town.ranking().ranking, ranks, strict=True)]
    town.rank(ranking=tuple(lines))


def test_too_many_top_marks_void_an_assessors_sheets():
    town = compare_town(judging={"panel": {"top_share": "1/2"}})
    for name in ("an", "bo", "ce"):
        town.submit(name, unit="farm")
    town.read(an=10, bo=10, ce=5)
    with refused("too-many-top-marks", assessors=["judge-1", "judge-2"]):
        town.rank()
    for who in ("judge-1", "judge-2"):
        fields = {"stage": "compare", "nomination": "bo", "assessor": who, "reason": sealed("Too kind")}
        town.do(assessor(who), acts.AmendAssessment(**fields, marks={"deeds": 9}))
    town.rank()


def test_a_ranking_may_be_taken_again_until_there_is_a_shortlist():
    town = judged(an=9, bo=5).rank().rank()
    town.choose("an", "bo")
    with refused("shortlist-adopted"):
        town.rank()
    town.appoint("assessor", "judge-9")
    with refused("shortlist-adopted"):
        town.assign(an=("judge-1", "judge-2"))


# --- the shortlist: places


def test_the_panel_chooses_exactly_the_places():
    town = judged(an=9, bo=8, ce=7).rank()
    with refused("too-many-chosen", category="person", places=2, chosen=3):
        town.choose("an", "bo", "ce")
    with refused("places-empty", category="person", places=2, chosen=1):
        town.choose("an")
    town.choose("an", "ce", reserve=["bo"])
    assert town.statuses("an", "bo", "ce") == ["standing", "reserve", "standing"]


def test_places_stay_empty_where_there_are_too_few_or_the_charter_says_so():
    assert judged(an=9).rank().choose("an") == ["shortlist-adopted"]
    generous = compare_town(categories={"person": {"may_leave_empty": True}})
    for name in ("an", "bo", "ce"):
        generous.submit(name, unit="farm")
    assert generous.read(an=9, bo=8, ce=7).rank().choose("an") == ["shortlist-adopted"]
    assert generous.status("bo") == "not-selected"


def test_a_jury_may_honour_nobody_where_the_charter_lets_it():
    town = compare_town(categories={"person": {"may_leave_empty": True}}).submit("an", unit="farm").read(an=2).rank()
    town.choose()
    assert town.status("an") == "not-selected"


def test_without_a_number_of_places_the_bar_decides():
    parts = {"categories": {"person": {"places": None}}, "judging": {"panel": {"bar": 60}}}
    town = compare_town(**parts)
    for name in ("an", "bo", "ce", "di"):
        town.submit(name, unit="farm")
    town.read(an=9, bo=8, ce=6, di=5).rank()
    with refused("not-candidates", nominations=["di"]):
        town.choose("an", "bo", "ce", "di")
    town.choose("an", "bo", "ce")


def test_a_first_review_keeps_more_names_than_there_are_places():
    keen = stage("compare", judging="panel", keep="3/2")
    town = Town(tiny(keen, CONFER)).opened().panel("judge-1", "judge-2")
    for name in ("an", "bo", "ce", "di"):
        town.submit(name, unit="farm")
    town.read(an=9, bo=8, ce=7, di=6).rank()
    with refused("places-empty", places=3):
        town.choose("an", "bo")
    town.choose("an", "bo", "ce")


def test_reserves_are_as_many_as_the_charter_says_and_nobody_stands_twice():
    town = judged(an=9, bo=8, ce=7, di=6).rank()
    with refused("too-many-reserves", most=1):
        town.choose("an", "bo", reserve=["ce", "di"])
    with refused("name-twice"):
        town.choose("an", "bo", reserve=["an"])
    with refused("name-twice"):
        town.choose("an", "an")


def test_every_category_has_its_list():
    town = judged(an=9).rank()
    with refused("other-categories", given=["person"]):
        town.choose(chosen={"person": ("an",)})


def test_a_ranking_comes_first():
    with refused("ranking-first"):
        judged(an=9).choose("an")


def test_a_list_may_be_chosen_again_until_a_place_has_been_filled():
    town = judged(an=9, bo=8, ce=7).rank()
    town.choose("an", "bo", reserve=["ce"])
    town.choose("an", "ce", reserve=["bo"])
    assert town.do(CLERK, acts.Withdraw(nomination="an")) == ["withdrawn", "place-filled"]
    with refused("places-already-filled"):
        town.choose("bo", "ce")


def test_nobody_is_honoured_twice():
    town = compare_town(categories={"team": {"reserve": 1}})
    town.submit("an", unit="farm").submit("te", unit="farm", category="team", members=("h-an", "h-2"))
    town.read(an=9, te=8).rank()
    with refused("honoured-twice", nominations=["an", "te"]):
        town.choose("an", team=["te"])
    town.choose("an", team=[])


def test_unless_the_charter_lets_them():
    town = compare_town(nominating={"one_honour_each": False})
    town.submit("an", unit="farm").submit("te", unit="farm", category="team", members=("h-an", "h-2"))
    assert town.read(an=9, te=8).rank().choose("an", team=["te"]) == ["shortlist-adopted"]


# --- the shortlist: composition


ATTRIBUTES = {
    "front": {"kind": "yes-no", "see": "public", "name": text("Front line")},
    "sector": {"kind": "choice", "see": "public", "name": text("Sector"), "of": ["firm", "farm"]},
    "head": {"kind": "yes-no", "see": "public", "name": text("Head")},
}
PEOPLE = {"category": "person"}


def composing(rule: dict, people: str, places: int = 5, also: Sequence[dict] = ()) -> Town:
    """Candidates as a row of letters: f of the front line, o of the office; heads in capitals. All of equal merit."""
    sizes = {"categories": {"person": {"places": places, "reserve": 0}}}
    town = compare_town(attributes=ATTRIBUTES, rule=[{"id": "r", **rule}, *also], **sizes)
    for n, letter in enumerate(people):
        attributes = {"front": letter.lower() == "f", "head": letter.isupper(), "sector": "firm"}
        town.submit(f"p{n}", unit=("farm", "shop")[n % 2], attributes=attributes)
    return town.read(**{f"p{n}": 5 for n in range(len(people))}).rank()


def chosen(people: str) -> list[str]:
    return [f"p{n}" for n in range(len(people))]


FRONT = {"among": PEOPLE, "count": {"front": True}}


@pytest.mark.parametrize(
    ("rule", "people", "low", "high"),
    [
        # a share at most, rounded down (Q3): 20 % of 5 is one, of 4 none
        ({"share_at_most": "20 %", "round": "down"}, "ffooo", None, 1),
        ({"share_at_most": "20 %", "round": "down"}, "fooo", None, 0),
        ({"share_at_most": "20 %", "round": "up"}, "ffoo", None, 1),
        ({"share_at_most": "20 %"}, "fooo", None, 0),
        # a share at least: exact needs the whole of it, so 45 % of 5 is three
        ({"share_at_least": "45 %"}, "ffooo", 3, None),
        ({"share_at_least": "45 %", "round": "down"}, "foooo", 2, None),
        ({"share_at_least": "45 %", "round": "up"}, "ffooo", 3, None),
        # over one half is more than one half
        ({"share_above": "1/2"}, "ffoo", 3, None),
        # plain counts
        ({"at_least": 2}, "foooo", 2, None),
        ({"at_most": 2}, "fffoo", None, 2),
    ],
)
def test_a_rule_bounds_a_share_or_a_count_of_the_list_and_says_which_way_it_rounds(rule, people, low, high):
    town = composing({**FRONT, **rule}, people, places=len(people))
    with refused("rule-broken", rule="r", each=None, among=len(people), counted=people.count("f"), low=low, high=high):
        town.choose(*chosen(people))


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        ({"share_at_most": "20 %", "round": "down"}, "foooo"),
        ({"share_at_most": "20 %", "round": "up"}, "fooo"),
        ({"share_at_least": "45 %"}, "fffoo"),
        ({"share_at_least": "45 %", "round": "down"}, "ffooo"),
        ({"share_above": "1/2"}, "fffo"),
        ({"at_least": 2, "at_most": 2}, "ffooo"),
    ],
)
def test_and_is_kept_right_up_to_the_bound(rule, people):
    town = composing({**FRONT, **rule}, people, places=len(people))
    assert town.choose(*chosen(people)) == ["shortlist-adopted"]


def test_a_rule_may_count_among_a_part_of_the_list():
    """Q5: of the front line, at most half are heads; heads elsewhere do not count."""
    rule = {"among": {"front": True}, "count": {"head": True}, "share_at_most": "1/2"}
    assert composing(rule, "FfOOO").choose(*chosen("FfOOO"))
    with refused("rule-broken", among=2, counted=2):
        composing(rule, "FFOOO").choose(*chosen("FFOOO"))


@pytest.mark.parametrize(("people", "keeps"), [("ffooo", True), ("foooo", False), ("fooo", True), ("oooo", False)])
def test_a_minimum_may_depend_on_how_many_there_are(people, keeps):
    """Q8: of five or more at least two, of fewer at least one."""
    few = {"id": "few", **FRONT, "at_least": 1, "if_among": {"at_most": 4}}
    town = composing({**FRONT, "at_least": 2, "if_among": {"at_least": 5}}, people, places=len(people), also=[few])
    if keeps:
        assert town.choose(*chosen(people)) == ["shortlist-adopted"]
    else:
        with refused("rule-broken"):
            town.choose(*chosen(people))


def test_a_rule_may_hold_for_each_unit():
    rule = {"among": PEOPLE, "each": "unit@office", "at_most": 2}
    town = composing(rule, "ooooo")  # three from the farm, two from the shop
    with refused("rule-broken", each="farm", counted=3, high=2):
        town.choose(*chosen("ooooo"))
    assert composing(rule, "oooo", places=4).choose(*chosen("oooo")) == ["shortlist-adopted"]


def test_and_then_also_for_a_unit_that_nobody_comes_from():
    rule = {"among": PEOPLE, "each": "unit@office", "at_least": 1}
    with refused("rule-broken", each="mill", counted=0, low=1):
        composing(rule, "oooo", places=4).choose(*chosen("oooo"))


def test_a_rule_may_hold_for_each_value_of_an_attribute():
    rule = {"among": PEOPLE, "each": "attribute@sector", "at_least": 1}
    with refused("rule-broken", each="farm", counted=0, low=1):
        composing(rule, "oo", places=2).choose("p0", "p1")


def test_a_rule_that_is_only_reported_binds_nobody():
    rule = {**FRONT, "at_least": 5, "report_only": True}
    assert composing(rule, "ooooo").choose(*chosen("ooooo")) == ["shortlist-adopted"]


def test_nor_does_any_rule_where_the_stage_leaves_composition_aside():
    free = stage("compare", judging="panel", composition=False)
    town = Town(tiny(free, CONFER, attributes=ATTRIBUTES, rule=[{"id": "r", **FRONT, "at_least": 2}])).opened()
    town.submit("an").read(an=5).rank()
    assert town.choose("an") == ["shortlist-adopted"]


def test_a_pool_keeps_its_places_and_its_people_outside_the_rules_it_names():
    """N8: one place for contest winners, who do not count against the limit on heads."""
    parts = {
        "pool": [
            {"id": "contest", "name": text("Contest"), "category": "person", "where": {"sector": "farm"}, "places": 1}
            | {"outside": ["heads"]}
        ],
        "rule": [{"id": "heads", "among": PEOPLE, "count": {"head": True}, "at_most": 0}],
        "attributes": ATTRIBUTES,
        "categories": {"person": {"places": 2, "reserve": 0}},
    }
    town = compare_town(**parts)
    town.submit("an", unit="farm", attributes={"sector": "farm", "head": True, "front": True})
    for name, head in (("bo", False), ("ce", False), ("di", True)):
        town.submit(name, unit="farm", attributes={"sector": "firm", "head": head, "front": True})
    town.read(an=5, bo=9, ce=8, di=7).rank()
    with refused("pool-short", pool="contest", places=1, chosen=0):
        town.choose("bo", "ce")
    with refused("rule-broken", rule="heads", counted=1, among=1):
        town.choose("an", "di")
    town.choose("an", "bo")


# --- a comparison that votes, and a second one


COUNCIL = {"asked": "council", "pass_above": "1/2", "base": "cast"}


def test_where_the_panel_votes_only_those_who_pass_are_chosen():
    charter = tiny({**stage("compare"), "vote": COUNCIL}, CONFER, judging={"other": {"readings": 1, "load": 1}})
    town = Town(charter).opened().submit("an").submit("bo")
    with refused("ballot-first", nominations=["an", "bo"]):
        town.choose("an", "bo")
    tallies = {"an": acts.Tally(agree=3), "bo": acts.Tally(agree=1, disagree=2)}
    record = {"ballot": "compare", "stage": "compare", "entitled": 3, "present": 3, "cast": 3}
    town.do(CLERK, acts.RecordBallot(**record, tallies=tallies))
    with refused("not-candidates", nominations=["bo"]):
        town.choose("an", "bo")
    town.choose("an")


def test_a_second_review_compares_those_who_hold_a_place_and_leaves_reserves_aside():
    first, second = stage("compare", judging="panel", keep="3/2"), stage("compare", "second", judging="panel")
    town = Town(tiny(first, second, CONFER)).opened().panel("judge-1", "judge-2")
    for name in ("an", "bo", "ce", "di"):
        town.submit(name, unit="farm")
    town.read(an=9, bo=8, ce=7, di=6).rank().choose("an", "bo", "ce", reserve=["di"])
    town.leave("compare").enter("second")
    with refused("not-standing", status="reserve"):
        town.assign("second", di=("judge-1", "judge-2"))
    town.read("second", an=5, bo=7, ce=9).rank("second")
    with refused("not-candidates", nominations=["di"]):
        town.choose("ce", "di", stage="second")
    town.choose("ce", "bo", reserve=["an"], stage="second")
    assert town.statuses("an", "bo", "ce", "di") == ["reserve", "standing", "standing", "not-selected"]
