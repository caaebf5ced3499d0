"""What happens at each kind of gate in a rehearsal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from chucai.charter.stages import Stage
from chucai.cli.rehearsal.comparing import compare
from chucai.cli.rehearsal.play import AUTHORITY, SECRETARY, Play
from chucai.cli.rehearsal.voting import meeting, paper_votes
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.asked import moments
from chucai.gates.confer import grade_of
from chucai.gates.dossier import Draft, write
from chucai.gates.model import Nomination
from chucai.gates.recommend import capacity
from chucai.gates.standing import bodies_about, paper_id, unit_at


def recommend(play: Play, stage: Stage) -> None:
    if stage is play.charter.stages[0]:
        submit(play)
        mend(play, stage)
    if stage.vote:
        paper_votes(play, stage)
    forward(play, stage)


def submit(play: Play) -> None:
    for name, draft in play.script.drafts():
        _submit(play, name, draft)
    play.send("nominations")


def _submit(play: Play, name: str, draft: Draft) -> None:
    salt = lambda field: play.committed(f"{name}|{field}", "").salt  # noqa: E731 - one line says it
    written = write(play.charter, draft, moments(play.charter, play.state), salt)
    act = acts.Submit(nomination=name, category=draft.category, unit=draft.unit, **written.fields)
    play.hand(play.coordinator(draft.unit), act, written.openings)


def mend(play: Play, stage: Stage) -> None:
    """Some come back from the office with the clause quoted, and are handed in again; a few are withdrawn."""
    drafts = dict(play.script.drafts())
    for nomination in play.standing(stage):
        if play.script.sent_back(nomination):
            play.hand(SECRETARY, acts.Return(nomination=nomination.id, clause="F4"))
            _revise(play, nomination, drafts[nomination.id])
        if play.script.taken_back(nomination):
            play.hand(play.coordinator(nomination.unit), acts.Withdraw(nomination=nomination.id))
    play.send()


def _revise(play: Play, nomination: Nomination, draft: Draft) -> None:
    salt = lambda field: play.committed(f"{nomination.id}|again|{field}", "").salt  # noqa: E731 - one line says it
    written = write(play.charter, draft, moments(play.charter, play.state), salt)
    act = acts.Revise(nomination=nomination.id, **written.fields)
    play.hand(play.coordinator(nomination.unit), act, written.openings)


def forward(play: Play, stage: Stage) -> None:
    """Every unit of the tier sends up its slates."""
    by_unit: dict[tuple[str, str], list[str]] = defaultdict(list)
    for nomination in play.standing(stage):
        unit = play.state.tree.ancestor(nomination.unit, stage.tier)
        if unit is not None and _passed(play, stage, unit, nomination.id):
            by_unit[unit, nomination.category].append(nomination.id)
    for (unit, category), names in sorted(by_unit.items()):
        ranked, reserve = play.script.slate(names, capacity(play.charter, play.state, stage, unit, category))
        act = acts.ForwardSlate(
            stage=stage.id, unit=unit, category=category, ranked=tuple(ranked), reserve=tuple(reserve)
        )
        play.hand(play.coordinator(unit), act)
    play.send("slates")


def _passed(play: Play, stage: Stage, unit: str, name: str) -> bool:
    if stage.vote is None:
        return True
    ballot = play.state.ballot(
        paper_id(stage.id, unit_at(play.charter, play.state, stage, play.state.nomination(name)))
    )
    return ballot is None or name not in ballot.candidates or name in ballot.passed


def vet(play: Play, stage: Stage) -> None:
    """Referrals are ruled on, bodies asked; answers come in; what is open afterwards is ruled on by people."""
    people = play.standing(stage, ("standing", "reserve"))
    for nomination in people:
        for rule in sorted(rule for rule, outcome in nomination.referred.items() if outcome is None):
            outcome = play.script.ruling(nomination, rule)
            play.hand(SECRETARY, acts.RuleReferral(nomination=nomination.id, rule=rule, outcome=outcome))
    play.send("referrals")
    people = play.standing(stage, ("standing", "reserve"))
    asked = [(n, body) for n in people for body in bodies_about(play.charter, play.state, stage, n)]
    for nomination, body in asked:
        play.hand(SECRETARY, acts.AskOpinion(nomination=nomination.id, body=body))
    play.send("opinions asked")
    silent = _answers(play, asked)
    _silences(play, silent)
    _rulings(play, [nomination.id for nomination in people])


def _answers(play: Play, asked: Sequence[tuple[Nomination, str]]) -> list[tuple[str, str]]:
    silent = []
    for nomination, body in asked:
        opinion = play.script.opinion(nomination, body)
        if opinion is None:
            silent.append((nomination.id, body))
            continue
        finding = play.committed(f"{nomination.id}|{body}|finding", opinion)
        act = acts.GiveOpinion(nomination=nomination.id, body=body, opinion=opinion, finding=finding.commitment)
        play.hand(play.officer(body), act, [finding])
    play.send("opinions given")
    return silent


def _silences(play: Play, silent: Sequence[tuple[str, str]]) -> None:
    """The deadline of whoever kept silent passes, and the clock notes it."""
    dues = [play.state.nomination(name).opinions[body].due for name, body in silent]
    known = [due for due in dues if due is not None]
    if known:
        play.forward_to(play.calendar.next_working_day(max(known).fromordinal(max(known).toordinal() + 1)))
    for name, body in silent:
        play.hand(acts.Actor(id="clock", role="system"), acts.NoteSilence(nomination=name, body=body))
    play.send("silences")


def _rulings(play: Play, names: Sequence[str]) -> None:
    for name in names:
        nomination = play.state.nomination(name)
        for body, opinion in sorted(nomination.opinions.items()):
            if opinion.answer in ("concern", "object", "silence") and opinion.ruled is None:
                outcome = play.script.ruling(nomination, body)
                reason = play.committed(f"{name}|{body}|reason", f"{body}: {outcome}")
                play.hand(
                    AUTHORITY,
                    acts.RuleOpinion(nomination=name, body=body, outcome=outcome, reason=reason.commitment),
                    [reason],
                )
                play.send()
                if outcome == "stop":
                    break


def consult(play: Play, stage: Stage) -> None:
    if stage.notice:
        publish(play, stage)
        for name in play.state.notices():
            notice = play.state.notice(name)
            if notice is not None and notice.stage == stage.id:
                _objections(play, name)
        play.send("objections")
    if stage.vote:
        meeting(play, stage)


def publish(play: Play, stage: Stage) -> None:
    rules = play.charter.notices[stage.notice or ""]
    papers: dict[str | None, tuple[list[str], list[str]]] = {}
    for status in ("standing", "reserve"):
        for nomination in play.standing(stage, (status,)):
            unit = unit_at(play.charter, play.state, stage, nomination)
            listed, reserves = papers.setdefault(unit, ([], []))
            (listed if status == "standing" else reserves).append(nomination.id)
    for unit, (listed, reserves) in papers.items():
        act = acts.PublishNotice(
            notice=paper_id(stage.id, unit),
            stage=stage.id,
            unit=unit,
            listed=tuple(listed),
            reserves=tuple(reserves) if rules.reserves else (),
        )
        play.hand(play.coordinator(unit) if unit else SECRETARY, act)
    play.send("notices")


def _objections(play: Play, name: str) -> None:
    """Objections come in while the notice runs, and are answered before the stage can close."""
    notice = play.state.notice(name)
    complaints = play.script.complaints(notice) if notice else ()
    for number, complaint in enumerate(complaints, 1):
        key = f"{name}-{number}"
        identity = play.committed(f"objection|{key}|identity", f"objector {number} (invented)")
        grounds = play.committed(f"objection|{key}|grounds", complaint.grounds)
        act = acts.Object(
            notice=name,
            objection=key,
            about=complaint.about,
            named=True,
            identity=identity.commitment,
            grounds=grounds.commitment,
        )
        play.hand(acts.Actor(id=f"objector-{key}", role="public"), act, [identity, grounds])
        play.send()
        answer = play.committed(f"objection|{key}|answer", complaint.answer)
        reply = acts.AnswerObjection(notice=name, objection=key, outcome=complaint.outcome, answer=answer.commitment)
        play.hand(SECRETARY, reply, [answer])
        play.send()


def confer(play: Play, stage: Stage) -> None:
    for nomination in play.standing(stage):
        if play.script.declines(nomination):
            play.hand(
                acts.Actor(id=nomination.person or "nominee", role="nominee"), acts.Decline(nomination=nomination.id)
            )
    play.send("refusals")
    if stage.vote:
        meeting(play, stage)
    for nomination in play.standing(stage):
        _confer(play, stage, nomination)
    play.send("awards")


def _confer(play: Play, stage: Stage, nomination: Nomination) -> None:
    ballot = play.state.ballot(stage.id) if stage.vote else None
    if ballot is not None and nomination.id in ballot.candidates and nomination.id not in ballot.passed:
        return
    honour = _honour(play, nomination)
    if play.charter.honours[honour].acceptance:
        play.hand(acts.Actor(id=nomination.person or "nominee", role="nominee"), acts.Accept(nomination=nomination.id))
    words = play.script.citation(nomination)
    citation = play.committed(f"{nomination.id}|award|citation", words) if words else None
    act = acts.Confer(
        nomination=nomination.id,
        honour=honour,
        document=play.script.document(),
        citation=citation.commitment if citation else None,
    )
    play.hand(AUTHORITY, act, [citation] if citation else [])


def _honour(play: Play, nomination: Nomination) -> str:
    """The honour of the nomination's category, of the grade that falls to it where there are grades."""
    grade = grade_of(play.charter, play.state, nomination)
    for name, honour in play.charter.honours.items():
        if nomination.category in honour.for_ and honour.grade in (None, grade):
            return name
    raise Refused("no-such-honour", honour=nomination.category, known=sorted(play.charter.honours))


GATES: dict[str, Callable[[Play, Stage], None]] = {
    "recommend": recommend,
    "compare": compare,
    "vet": vet,
    "consult": consult,
    "confer": confer,
}
