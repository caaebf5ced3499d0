"""The words of a verdict: what was proved, what was not looked at, what is wrong and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chucai.cli import talk
from chucai.errors import Refused
from chucai.ledger.words import FAULTS, PROOFS

VERDICTS: dict[str, dict[str, str]] = {
    "gates-obeyed": {
        "zh": "每道关口都按章程把住：{acts} 个行为逐一重新裁定，结果与台账相同。",
        "en": "Every gate was obeyed: {acts} acts were decided again under the charter and gave the same events.",
    },
    "roll-equal": {
        "zh": "光荣榜与事件完全一致：{awards} 项表彰。",
        "en": "The roll equals what the events say: {awards} awards.",
    },
    "openings-hold": {
        "zh": "{openings} 份原文与事件中的承诺相符。",
        "en": "{openings} texts open the commitments in their events.",
    },
    "memberships-follow": {
        "zh": "资格与构成归类由材料中的属性推出：{dossiers} 份材料中核对 {opened} 份。",
        "en": "Eligibility and memberships follow from the attributes: {opened} of {dossiers} dossiers were opened.",
    },
    "ranking-reproduced": {
        "zh": "由评分表重算，得到同一排名（{stage}：{nominations} 名；使用了评分引擎）。",
        "en": "The ranking was reproduced from the score sheets ({stage}: {nominations} nominations; with the engine).",
    },
    "shortlist-best": {
        "zh": "重新求解，规则允许的最优名单就是这一份（{stage}：{names} 名；使用了求解引擎）。",
        "en": "The shortlist was reproduced: no list the rules allow is better ({stage}: {names} names; with the engine).",
    },
    "shortlist-moved": {
        "zh": "名单与求解结果有出入，由人调整 {moves} 处，理由已载明（{stage}）。",
        "en": "The shortlist differs from the solver's by {moves} moves that people made, with reasons ({stage}).",
    },
    "unchecked-key-expected": {
        "zh": "未核对：签名公钥是否属于表彰机关。",
        "en": "Not checked: whether the signing key is the conferring body's.",
    },
    "unchecked-memberships-follow": {
        "zh": "未核对：资格与构成归类是否由属性推出（公开级核验包不含属性）。",
        "en": "Not checked: whether memberships follow from attributes (a public bundle holds none).",
    },
    "unchecked-ranking-reproduced": {
        "zh": "未核对：由评分表重算排名和名单（未装或未用评分引擎）。",
        "en": "Not checked: ranking and shortlist were not computed again (engine not installed, or left out).",
    },
    "unchecked-roll-equal": {"zh": "未核对：光荣榜。", "en": "Not checked: the roll."},
    "unchecked-gates-obeyed": {"zh": "未核对：各道关口。", "en": "Not checked: the gates."},
    "unchecked-openings-hold": {"zh": "未核对：承诺的原文。", "en": "Not checked: the openings."},
    "gate-broken": {
        "zh": "这一事件不是规则所给出的结果：{why}",
        "en": "The rules do not give this event: {why}",
    },
    "nothing-to-replay": {"zh": "没有可重演的事件或日历。", "en": "There are no events or no calendar to replay."},
    "attachment-unreadable": {"zh": "附件 {name} 无法读取。", "en": "The attachment {name} cannot be read."},
    "roll-differs": {
        "zh": "光荣榜与事件不一致，首处在 {nomination}。",
        "en": "The roll is not what the events say, first at {nomination}.",
    },
    "opening-without-commitment": {
        "zh": "原文“{field}”没有对应的承诺。",
        "en": "The text of “{field}” has no commitment in this event.",
    },
    "opening-differs": {
        "zh": "原文“{field}”与承诺不符。",
        "en": "The text of “{field}” is not what was committed to.",
    },
    "memberships-differ": {
        "zh": "由属性推不出事件中的资格与归类。",
        "en": "The memberships in this event do not follow from the attributes.",
    },
    "ranking-differs": {
        "zh": "由评分表重算的排名与采纳的不同：{number} 处，首处 {nomination}。",
        "en": "The score sheets give another ranking: {number} lines differ, first {nomination}.",
    },
    "shortlist-differs": {
        "zh": "规则允许有更好的名单，且未载明调整理由（{stage}）。",
        "en": "The rules allow a better list, and no move was given a reason ({stage}).",
    },
    "other-engine": {
        "zh": "排名由引擎 {engine} 得出，此处为 {here}，无法重算。",
        "en": "The ranking was made by engine {engine}; here is {here}, so it cannot be repeated.",
    },
    "recount-refused": {"zh": "引擎无法重算：{refusal}", "en": "The engine could not repeat it: {refusal}"},
}


def said(code: str, facts: Mapping[str, Any]) -> str:
    """The words for a code of a verdict; refusals inside a broken gate are told in their own words."""
    language = talk.language()
    if code == "gate-broken":
        others = {name: value for name, value in facts.items() if name != "refusal"}
        facts = {"why": talk.refusal(Refused(str(facts.get("refusal")), **others))}
    for known in (VERDICTS, PROOFS, FAULTS):
        if code in known:
            return talk.filled(known[code][language], facts)
    return talk.refusal(Refused(code, **facts))


def where(finding: Any) -> str:
    places = [talk.words("verify-line", line=finding.line)] if finding.line else []
    places += [finding.receipt] if finding.receipt else []
    return f"{' · '.join(places)}: " if places else ""
