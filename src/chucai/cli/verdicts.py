"""The words of a verdict: what was proved, what was not looked at, what is wrong and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chucai.cli import talk
from chucai.errors import Refused
from chucai.ledger.words import FAULTS, PROOFS

VERDICTS: dict[str, dict[str, str]] = {
    "gates-obeyed": {
        "zh": "每道关口都按评选办法把住：{acts} 个操作逐一重新裁定，结果与台账相同。",
        "en": "Every gate was obeyed: {acts:act was|acts were} decided again and gave the same events.",
    },
    "roll-equal": {
        "zh": "光荣榜与事件完全一致：{awards} 项表彰。",
        "en": "The roll equals what the events say: {awards:award|awards}.",
    },
    "openings-hold": {
        "zh": "{commitments} 个承诺值中揭示了 {openings} 个，原文均与之相符。",
        "en": "{openings} of {commitments:commitment|commitments} are opened; each text is what was committed to.",
    },
    "charter-expected": {
        "zh": "本届所依据的正是您给出的评选办法。",
        "en": "The round ran under the charter you named.",
    },
    "memberships-follow": {
        "zh": "资格与构成归类由材料中的属性推出：{dossiers} 份材料中核对 {opened} 份。",
        "en": "Eligibility and memberships follow from the attributes of {opened} of {dossiers:dossier|dossiers}.",
    },
    "dates-in-order": {
        "zh": "事件自记的时间与其在台账中的先后一致。",
        "en": "The moments that events give themselves agree with their order in the ledger.",
    },
    "unchecked-dates-in-order": {
        "zh": "未核对：日期。部分事件自记的时间早于台账中排在其前的事件（可能为事后补录）。",
        "en": "Not checked: dates. Some events are dated before others that stand ahead of them in the ledger "
        "(entered later, perhaps).",
    },
    "ranking-reproduced": {
        "zh": "由评分表重算，得到同一排序（{stage}：{nominations} 名；使用了评分引擎）。",
        "en": "The ranking was reproduced from the score sheets "
        "({stage}: {nominations:nomination|nominations}; with the engine).",
    },
    "list-proved-by-bound": {
        "zh": "求解所得名单最优（{stage}）：由乘数算出的上界等于名单总成绩，只用加法核对，未用求解器。",
        "en": "The solver's list is the best the rules allow ({stage}): the bound, re-counted without a solver, "
        "equals its merit.",
    },
    "list-proved-by-search": {
        "zh": "求解所得名单最优（{stage}）：除 {core} 名外均由上界决定；"
        "这 {core} 名的每一种可能都已逐一试过，只用加法，未用求解器。",
        "en": "The solver's list is the best the rules allow ({stage}): the bound settles all but {core} names, and "
        "every list that differs in these was tried, by addition alone, without a solver.",
    },
    "list-ties-by-lot": {
        "zh": "没有另一份总分相同而签号更小的合规名单（{stage}）：同分由公开种子抽签决定。",
        "en": "No list that keeps the rules has the same merit and lower lots ({stage}): between equals the lots drawn "
        "from the public seed decided.",
    },
    "list-proved-but-core": {
        "zh": "求解所得名单（{stage}）：除 {core} 名外均由上界决定（已用加法核对）；"
        "这 {core} 名据称由整数求解器精确求解。",
        "en": "The solver's list ({stage}): the bound, re-counted without a solver, settles all but {core} names; "
        "among these an exact integer solver is said to have chosen.",
    },
    "list-within-gap": {
        "zh": "求解所得名单（{stage}）符合规则但未证明最优：上界高出百万分之 {gap} 分。",
        "en": "The solver's list ({stage}) keeps the rules but was not proved best: the bound is {gap} millionths "
        "higher.",
    },
    "shortlist-best": {
        "zh": "重新求解，结构要求允许的最优入选名单就是这一份（{stage}：{names} 名；使用了求解引擎）。",
        "en": "The shortlist was reproduced: no list the rules allow is better ({stage}: {names:name|names}; with the "
        "engine).",
    },
    "shortlist-moved": {
        "zh": "名单与求解结果只差由人调整的 {moves} 处，理由已载明（{stage}；使用了求解引擎）。",
        "en": "The shortlist is the solver's but for {moves:move|moves} that people made, with reasons ({stage}; with "
        "the engine).",
    },
    "shortlist-shorter": {
        "zh": "名单少于求解结果 {left} 名，评选办法允许空缺（{stage}）。",
        "en": "The shortlist is the solver's but for {left:place|places} left empty, as the charter allows ({stage}; "
        "with the engine).",
    },
    "unchecked-key-expected": {
        "zh": "未核对：签名公钥是否属于表彰机关。",
        "en": "Not checked: whether the signing key is the conferring body's.",
    },
    "unchecked-memberships-follow": {
        "zh": "未全部核对：资格与构成归类是否由属性推出（公开级核验包不含属性；由类别、单位、主题可知的已核对）。",
        "en": "Not checked for all: whether memberships follow from attributes (a public bundle holds none; what "
        "category, "
        "unit and theme tell was checked).",
    },
    "unchecked-charter-expected": {
        "zh": "未核对：这份评选办法是否就是公布的那一份（可用 --charter 给出）。",
        "en": "Not checked: whether this is the charter that was published (name it with --charter).",
    },
    "unchecked-charter-amended": {
        "zh": "请注意：评选办法在本届进行中修订过，各环节依据的是当时有效的版本。",
        "en": "Take note: the charter was amended during the round; each stage went by the one then in force.",
    },
    "unchecked-calendar-known": {
        "zh": "未核对：所用节假日表与本软件自带的不同，期限按它计算。",
        "en": "Not checked: the holiday table is not the one that ships with Chucai; windows were counted with it.",
    },
    "unchecked-openings-complete": {
        "zh": "未核对：部分承诺值的揭示不在本审计级核验包中（已删除或未收入）。",
        "en": "Not checked: some texts are not in this auditor's bundle (erased, or left out).",
    },
    "unchecked-names-open": {
        "zh": "未核对：光荣榜上部分姓名已删除（或未收入核验包），榜上相应各项未写姓名；"
        "这些表彰确由事件得出，但授予何人无从核对。",
        "en": "Not checked: some names on the roll (erased, or left out of the bundle). The roll gives no name there; "
        "the award follows from the events, but whose it is cannot be seen from this bundle.",
    },
    "unchecked-citations-open": {
        "zh": "未核对：部分表彰有公开颁奖词，但原文不在核验包中。",
        "en": "Not checked: some awards have public words that are not in the bundle.",
    },
    "unchecked-ranking-reproduced": {
        "zh": "未核对：由评分表重算排序和名单（未装或未用评分引擎）。",
        "en": "Not checked: ranking and shortlist were not computed again (engine not installed, or left out).",
    },
    "unchecked-roll-equal": {"zh": "未核对：光荣榜。", "en": "Not checked: the roll."},
    "unchecked-gates-obeyed": {"zh": "未核对：各道关口。", "en": "Not checked: the gates."},
    "unchecked-openings-hold": {"zh": "未核对：承诺值的揭示。", "en": "Not checked: the openings."},
    "gate-broken": {
        "zh": "这一事件不是规则所给出的结果：{why}",
        "en": "The rules do not give this event: {why}",
    },
    "not-a-bundle": {
        "zh": '这不是核验包：核验包是文本文件，以 {{"chucai-bundle": ...}} 开头。'
        "评选办法请用 chucai charter check 检查。",
        "en": 'This is not a bundle: a bundle is a text file that begins with {{"chucai-bundle": ...}}. '
        "For a charter use chucai charter check.",
    },
    "key-not-of-round": {
        "zh": "核验包由 {signed} 签署，而本届开启时公布的是 {named}。",
        "en": "The bundle is signed by {signed}, but the round was opened with {named}.",
    },
    "charter-not-expected": {
        "zh": "本届依据的评选办法指纹为 {found}，您给出的为 {expected}。",
        "en": "The round ran under the charter with digest {found}; the one you named has {expected}.",
    },
    "part-impossible": {
        "zh": "核验包的内容使一项核对无法进行（{error}）。",
        "en": "The contents of the bundle make one of the checks impossible ({error}).",
    },
    "attachment-unknown": {
        "zh": "附件 {name} 不属于核验包。",
        "en": "The attachment {name} does not belong into a bundle.",
    },
    "attachment-misnamed": {
        "zh": "附件 {name} 的内容指纹是 {digest}，与其名称不符。",
        "en": "The attachment {name} has another digest than its name says: {digest}.",
    },
    "roll-missing": {"zh": "核验包中没有光荣榜。", "en": "There is no roll in the bundle."},
    "opening-doubled": {"zh": "同一承诺值的揭示出现了两次。", "en": "A commitment is opened twice."},
    "opening-not-public": {
        "zh": "公开级核验包不得揭示“{field}”：它不在光荣榜上。",
        "en": "A public bundle may not open “{field}”: it is not on the roll.",
    },
    "nothing-to-replay": {"zh": "没有可重演的事件或日历。", "en": "There are no events or no calendar to replay."},
    "attachment-unreadable": {"zh": "附件 {name} 无法读取。", "en": "The attachment {name} cannot be read."},
    "roll-differs": {
        "zh": "光荣榜与事件不一致，首处在 {nomination}。",
        "en": "The roll is not what the events say, first at {nomination}.",
    },
    "opening-without-commitment": {
        "zh": "原文“{field}”没有对应的承诺值。",
        "en": "The text of “{field}” has no commitment in this event.",
    },
    "opening-differs": {
        "zh": "原文“{field}”与承诺值不符。",
        "en": "The text of “{field}” is not what was committed to.",
    },
    "memberships-differ": {
        "zh": "由属性推不出事件中的资格与归类。",
        "en": "The memberships in this event do not follow from the attributes.",
    },
    "ranking-differs": {
        "zh": "由评分表重算的排序与采纳的不同：{number} 处，首处 {nomination}。",
        "en": "The score sheets give another ranking: {number:line differs|lines differ}, first {nomination}.",
    },
    "shortlist-differs": {
        "zh": "规则允许有更好的名单，且未载明调整理由（{stage}）。",
        "en": "The rules allow a better list, and no move was given a reason ({stage}).",
    },
    "method-differs": {
        "zh": "排序自称用“{method}”方法，评选办法规定为“{wanted}”。",
        "en": "The ranking claims the method “{method}”; the charter says “{wanted}”.",
    },
    "objective-differs": {
        "zh": "名单自称总分 {objective}，重算为 {wanted}。",
        "en": "The shortlist claims a total of {objective}; computed again it is {wanted}.",
    },
    "reserves-differ": {
        "zh": "递补人选或其次序与重新求解的不同（{stage}：{categories}）。",
        "en": "The reserves, or their order, are not those the solver gives ({stage}: {categories}).",
    },
    "other-engine": {
        "zh": "排序由引擎 {engine} 得出，此处为 {here}，无法重算。",
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
