"""The sections of the shown programme that tell the way of a nomination and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter import describe, telling
from chucai.charter.calendar import Calendar
from chucai.charter.catalogue.phrases import GATES, MERITS, RECUSALS, ROLES
from chucai.charter.honours import Honour, Promise
from chucai.charter.judging import Criterion, Judging
from chucai.charter.model import Charter
from chucai.charter.nominee import Allotment
from chucai.charter.plan import Planned, plan
from chucai.charter.show_line import line
from chucai.charter.stages import Stage


def stages(charter: Charter, language: str, calendar: Calendar | None) -> Iterator[str]:
    tiers = " → ".join(tier.name.said(language) for tier in charter.tiers)
    yield line("tiers", language, tiers=tiers)
    planned = plan(charter, calendar) if calendar else tuple(Planned(stage, None) for stage in charter.stages)
    names = {tier.id: tier.name.said(language) for tier in charter.tiers}
    for n, each in enumerate(planned, 1):
        stage = each.stage
        gate = telling.worded(GATES, stage.gate, language)
        facts = {"n": n, "gate": gate, "tier": names.get(stage.tier, stage.tier), "time": _time(each, n, language)}
        yield line("stage", language, name=stage_name(stage, language), **facts)
        yield from (f"   - {detail}" for detail in _details(charter, stage, language))


def stage_name(stage: Stage, language: str) -> str:
    return stage.name.said(language) if stage.name else telling.worded(GATES, stage.gate, language)


def _time(planned: Planned, n: int, language: str) -> str:
    if planned.window is not None:
        return telling.window(planned.window, language)
    stage = planned.stage
    length = telling.time(stage.working_days, stage.days, language)
    if not length:
        return line("time-open", language)
    return line("from-start" if n == 1 else "after", language, time=length)


def _details(charter: Charter, stage: Stage, language: str) -> Iterator[str]:
    if stage.places:
        yield line("places", language, places=_places(charter, stage, language))
    yield from _allotments(charter, stage, language)
    if stage.gate == "compare":
        if stage.keep != 1:
            names, places = stage.keep.as_integer_ratio()
            yield line("keep-each" if places == 1 else "keep", language, names=names, places=places)
        if not stage.composition:
            yield line("no-rules", language)
    known = [charter.bodies[name].name.said(language) for name in stage.bodies if name in charter.bodies]
    if known:
        yield line("asks", language, bodies=telling.listed(known, language))
    if stage.notice is not None and stage.notice in charter.notices:
        yield line("gives-notice", language, notice=_notice_name(charter, stage.notice, language))
    if stage.vote is not None:
        yield describe.vote(charter, stage.vote, language)


def _places(charter: Charter, stage: Stage, language: str) -> str:
    pairs = stage.places.items()
    return telling.listed((f"{_category(charter, name, language)} {number}" for name, number in pairs), language)


def _category(charter: Charter, name: str, language: str) -> str:
    found = charter.categories.get(name)
    return found.name.said(language) if found else name


def _allotments(charter: Charter, stage: Stage, language: str) -> Iterator[str]:
    for category, allotment in stage.allot.items():
        by = [
            line("allot-by", language, figure=_figure(allotment, name, language), share=telling.share(weight, language))
            for name, weight in allotment.by.items()
        ]
        if allotment.least:
            by.append(line("allot-least", language, n=allotment.least))
        facts = {"category": _category(charter, category, language), "n": allotment.places}
        yield line("allot", language, by=telling.listed(by, language), **facts)


def _figure(allotment: Allotment, name: str, language: str) -> str:
    words = allotment.names.get(name)
    return words.said(language) if words else name


def judging(charter: Charter, language: str) -> Iterator[str]:
    for criterion in charter.criteria.values():
        yield "- " + telling.clauses(_criterion(criterion, language), language)
        for mark, words in criterion.rubric.items():
            yield "   - " + line("rubric", language, mark=mark, words=words.said(language))
    for way in charter.judging.values():
        yield "- " + telling.clauses(_judging(charter, way, language), language)


def _criterion(criterion: Criterion, language: str) -> Iterator[str]:
    low, high = criterion.scale
    name = criterion.name.said(language)
    yield line("criterion", language, name=name, weight=criterion.weight, low=low, high=high)
    if criterion.step != 1:
        yield line("step", language, step=criterion.step)
    if criterion.ask is not None:
        yield criterion.ask.said(language)


def _judging(charter: Charter, way: Judging, language: str) -> Iterator[str]:
    if way.criteria:
        names = (charter.criteria[name].name.said(language) for name in way.criteria if name in charter.criteria)
        yield telling.listed(names, language)
    if way.by:
        known = (charter.electorates[name].name.said(language) for name in way.by if name in charter.electorates)
        yield line("assessed-by", language, who=telling.listed(known, language))
    yield from _sheets(way, language)
    if way.blind:
        hidden = (describe.label(charter, field, language) for field in way.blind)
        yield line("blind", language, fields=telling.listed(hidden, language))
    if way.recuse:
        kinds = (telling.worded(RECUSALS, kind, language) for kind in way.recuse)
        yield line("recuse", language, kinds=telling.listed(kinds, language))
    yield line("merit", language, merit=telling.worded(MERITS, way.merit, language))
    if way.bar is not None:
        yield line("bar", language, bar=way.bar)
    if way.top_share is not None:
        yield line("top-share", language, share=telling.share(way.top_share, language))


def _sheets(way: Judging, language: str) -> Iterator[str]:
    if not way.assigned:
        yield line("readings-open", language, n=way.enough or way.readings)
        return
    yield line("readings", language, n=way.readings)
    if way.enough is not None:
        yield line("enough", language, n=way.enough)
    yield line("load", language, n=way.load)


def rules(charter: Charter, language: str) -> Iterator[str]:
    for rule in charter.rules:
        said = describe.rule(charter, rule, language)
        standing = telling.phrase(f"standing-{rule.standing}", language)
        if rule.report_only:
            yield f"- {said}"
        else:
            key = "rule" if rule.clause is None else "rule-clause"
            yield "- " + line(key, language, rule=said, standing=standing, clause=rule.clause)
        if rule.says is not None:  # so that a reader can hold the author's words against what is counted
            yield "   - " + line("in-full", language, rule=describe.rule_in_full(charter, rule, language))


def notices(charter: Charter, language: str) -> Iterator[str]:
    for name, notice in charter.notices.items():
        mark = "：" if telling.tongue_of(language) == "zh" else ": "
        yield f"- {_notice_name(charter, name, language)}{mark}{describe.notice(charter, notice, language)}"


def _notice_name(charter: Charter, name: str, language: str) -> str:
    """The notice's own name, else that of the stage that gives it."""
    own = charter.notices[name].name
    if own is not None:
        return own.said(language)
    giving = [stage for stage in charter.stages if stage.notice == name]
    return stage_name(giving[0], language) if giving else name


def honours(charter: Charter, language: str) -> Iterator[str]:
    for honour in charter.honours.values():
        yield "- " + telling.clauses(_honour(charter, honour, language), language)


def _honour(charter: Charter, honour: Honour, language: str) -> Iterator[str]:
    who = telling.listed((_category(charter, name, language) for name in honour.for_), language)
    if honour.grade is not None:
        who = line("category-grade", language, category=who, grade=_grade(charter, honour, language))
    yield line("honour", language, name=honour.name.said(language), who=who)
    for key in ("certificate", "medal"):
        if getattr(honour, key):
            yield line(key, language)
    if honour.prize is not None:
        yield line("prize", language, prize=honour.prize.said(language))
    if honour.valid_years is not None:
        yield line("valid", language, n=honour.valid_years)
    if honour.acceptance:
        yield line("acceptance", language)
    yield line(f"posthumous-{honour.posthumous}", language)
    if honour.follow_through:
        promises = (_promise(promise, language) for promise in honour.follow_through)
        yield line("follow", language, promises=telling.listed(promises, language))


def _grade(charter: Charter, honour: Honour, language: str) -> str:
    known = [category for name, category in charter.categories.items() if name in honour.for_]
    names = {grade.id: grade.name.said(language) for category in known for grade in category.grades}
    return names.get(honour.grade or "", honour.grade or "")


def _promise(promise: Promise, language: str) -> str:
    name = promise.name.said(language)
    return name if promise.within_days is None else line("within", language, name=name, n=promise.within_days)


def revocation(charter: Charter, language: str) -> Iterator[str]:
    if charter.revocation is None:
        return
    for ground in charter.revocation.grounds:
        yield "- " + line("ground", language, name=ground.name.said(language), means=line(ground.means, language))
    asks = charter.revocation.asks
    parts = [
        line("asks-for", language, who=_role(charter, asks, language)) if asks else "",
        line("decides", language, who=_role(charter, charter.revocation.decides, language)),
        line("published" if charter.revocation.published else "not-published", language),
    ]
    yield "- " + telling.clauses(parts, language)


def _role(charter: Charter, role: str, language: str) -> str:
    found = charter.electorates.get(role)
    return line("the", language, name=found.name.said(language)) if found else telling.worded(ROLES, role, language)
