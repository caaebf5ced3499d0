"""Two sums that everything hangs on, each against its slow and obvious twin."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.judging import Vote
from chucai.charter.rules import Condition, Rule
from chucai.gates.acts import Tally
from chucai.gates.ballots import result
from chucai.gates.composition import bounds

SHARES = st.one_of(st.none(), st.builds(Fraction, st.integers(0, 12), st.integers(12, 13)))
NUMBERS = st.one_of(st.none(), st.integers(0, 9))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    condition = draw(st.one_of(st.none(), st.builds(Condition, at_least=NUMBERS, at_most=NUMBERS)))
    return Rule(
        id="r",
        at_least=draw(NUMBERS),
        at_most=draw(NUMBERS),
        share_at_least=draw(SHARES),
        share_at_most=draw(SHARES),
        share_above=draw(SHARES),
        round=draw(st.sampled_from(["up", "down", "exact"])),
        if_among=condition,
    )


def allowed(rule: Rule, among: int, counted: int) -> bool:
    """Whether so many may be counted, straight from what the rule says, in fractions of people."""
    if rule.if_among:
        if rule.if_among.at_least is not None and among < rule.if_among.at_least:
            return True
        if rule.if_among.at_most is not None and among > rule.if_among.at_most:
            return True
    least, most, above = rule.share_at_least, rule.share_at_most, rule.share_above
    tests = []
    if rule.at_least is not None:
        tests.append(counted >= rule.at_least)
    if rule.at_most is not None:
        tests.append(counted <= rule.at_most)
    if above is not None:
        tests.append(among == 0 or counted > above * among)  # of nobody there is no half to be more than
    if least is not None:  # a bound rounded down asks for a person less, up or exact for the whole of it
        whole = least * among
        tests.append(counted > whole - 1 if rule.round == "down" else counted >= whole)
    if most is not None:  # a bound rounded up grants the person that was begun
        whole = most * among
        tests.append(counted < whole + 1 if rule.round == "up" else counted <= whole)
    return all(tests)


@given(rules(), st.integers(0, 30))
def test_bounds_allow_just_the_counts_the_rule_allows(rule, among):
    low, high = bounds(rule, among)
    for counted in range(among + 10):
        within = (low is None or counted >= low) and (high is None or counted <= high)
        assert within == allowed(rule, among, counted)


def votes() -> st.SearchStrategy[Vote]:
    marks = st.one_of(
        st.builds(lambda share: {"pass_above": share}, SHARES.filter(bool)),
        st.builds(lambda share: {"pass_at_least": share}, SHARES.filter(bool)),
    )
    return st.builds(
        lambda mark, quorum, base, tie: Vote(asked="council", quorum=quorum, base=base, tie=tie, **mark),
        marks,
        SHARES,
        st.sampled_from(["entitled", "present", "cast"]),
        st.sampled_from(["fails", "chair", "again"]),
    )


@given(votes(), st.data())
def test_a_result_is_what_counting_hands_gives(vote, data):
    entitled = data.draw(st.integers(1, 15))
    present = data.draw(st.integers(0, entitled))
    papers = [
        data.draw(st.sampled_from(["agree", "disagree", "defer"])) for _ in range(data.draw(st.integers(0, present)))
    ]
    chair = data.draw(st.sampled_from(["agree", "disagree"]))
    tally = Tally(agree=papers.count("agree"), disagree=papers.count("disagree"), defer=papers.count("defer"))
    found = result(
        vote, {"an": tally}, entitled=entitled, present=present, cast=len(papers), seed="s", chair={"an": chair}
    )

    hands = sum(1 for paper in papers if paper == "agree")
    people = {"entitled": entitled, "present": present, "cast": len(papers)}[vote.base]
    enough_there = vote.quorum is None or Fraction(present, entitled) >= vote.quorum
    if vote.pass_above is not None:
        wins, ties = hands > vote.pass_above * people, hands == vote.pass_above * people
    else:
        wins, ties = hands >= vote.pass_at_least * people, False
    passes = enough_there and (wins or (ties and vote.tie == "chair" and chair == "agree"))
    assert found.quorate == enough_there
    assert (found.passed == ("an",)) == passes
    assert (found.again == ("an",)) == (not enough_there or (ties and vote.tie == "again"))


@pytest.mark.parametrize(("places", "most"), [(5, 1), (4, 0), (83, 16), (37, 7)])
def test_q3_a_fifth_rounded_down(places, most):
    """Five places or more allow one county official, fewer none; 83 allow sixteen, 37 allow seven."""
    rule = Rule(id="few-county", share_at_most=Fraction(1, 5), round="down")
    assert bounds(rule, places) == (None, most)
