"""Every key of a charter file: what it is called in both languages, and what it means."""

from __future__ import annotations

from typing import NamedTuple

from chucai.charter.catalogue.fields_of_the_way import OF_THE_WAY


class FieldWords(NamedTuple):
    """Names for a key, and its meaning for the reference (English, as all of docs/reference)."""

    zh: str
    en: str
    means: str


def _words(table: dict[str, dict[str, tuple[str, str, str]]]) -> dict[str, dict[str, FieldWords]]:
    return {model: {key: FieldWords(*words) for key, words in keys.items()} for model, keys in table.items()}


OF_THE_PROGRAMME = {
    "Text": {
        "zh": ("中文", "Chinese", "the words in simplified Chinese"),
        "en": ("英文", "English", "the words in English"),
    },
    "Charter": {
        "charter": ("格式版本", "format", "version of this format; a newer one than the program knows is refused"),
        "id": ("代号", "id", "the programme, for good: rounds and events name it"),
        "edition": ("版次", "edition", "the year, or a number counted from 1; each edition is a file of its own"),
        "name": ("名称", "name", "as it stands on notices and certificates"),
        "host": ("主办单位", "host", "the unit at the root of the organisation tree"),
        "basis": ("依据", "basis", "documents the programme rests on"),
        "approval": ("批准文号", "approval", "number of the approval, where one is needed (G1)"),
        "level": (
            "级别",
            "level",
            "whose honour it is; those of the state are held against the usual limits, as warnings (G1 to G4)",
        ),
        "cycle_years": ("周期", "cycle", "how often the programme runs (G2)"),
        "immediate": ("及时性表彰", "immediate", "an emergency honour: no preset places (G6)"),
        "funding": ("经费", "funding", "where the money comes from (G4)"),
        "visibility": (
            "公开方式",
            "visibility",
            "open: notices name the nominees; sealed: nobody is named before the award (P10)",
        ),
        "release_after_years": ("封存年限", "sealed for", "years after which sealed papers open"),
        "calendar": ("工作日历", "calendar", "the holiday table working days are counted by"),
        "timezone": ("时区", "time zone", "where the days of the programme begin and end"),
        "tiers": ("层级", "tiers", "levels of the organisation, from the bottom up (N1)"),
        "categories": ("类别", "categories", "kinds of honour, with their places"),
        "themes": ("主题", "themes", "fields of merit by which stories are grouped"),
        "nominating": ("推荐办法", "nominating", "who may nominate, and with what papers"),
        "attributes": ("申报内容", "attributes", "what is asked of a nominee"),
        "eligibility": ("资格条件", "eligibility", "rules each nominee must satisfy"),
        "reaward": ("再次获评", "re-award", "how long earlier holders sit out"),
        "stages": ("环节", "stages", "the way of a nomination, in order"),
        "criteria": ("评审指标", "criteria", "what is judged"),
        "judging": ("评审方式", "judging", "ways of judging; a compare stage names one"),
        "rules": ("结构要求", "rules", "bounds on the list as a whole"),
        "pools": ("专项名额", "pools", "ring-fenced places"),
        "electorates": ("投票人群", "electorates", "who may vote or assess, under the names the roster uses"),
        "bodies": ("征求意见部门", "bodies", "offices asked in vetting"),
        "notices": ("公示", "notices", "public announcements"),
        "honours": ("荣誉", "honours", "what is conferred"),
        "revocation": ("撤销", "revocation", "on what grounds an honour is lost, and who decides"),
    },
    "Tier": {
        "id": ("代号", "id", "named by stages, rules and units"),
        "name": ("名称", "name", "what it is called"),
    },
    "Category": {
        "name": ("名称", "name", "what it is called"),
        "kind": ("对象", "kind", "who is honoured: a person, a team, or a work"),
        "places": (
            "名额",
            "places",
            "how many are honoured; left out: no fixed number, the bar of the judging decides",
        ),
        "may_leave_empty": ("可以空缺", "may leave empty", "fewer may be honoured, or nobody (J13)"),
        "slate": ("差额比例", "slate", "names forwarded for each place, at every tier (N4)"),
        "reserve": ("候补", "reserve", "names next in line when a place falls free"),
        "cap": ("上限", "cap", "places as a share of a body of people (Q9, Q10)"),
        "members": ("成员人数", "members", "how many people a team may have (E9)"),
        "grades": ("等次", "grades", "levels of honour, filled from the top in order of merit; their places add up"),
    },
    "Cap": {
        "share": ("比例", "share", "the largest share that may be honoured; rounded down"),
        "of": ("基数", "of", "how many people it is a share of"),
        "as_of": ("基准日", "as of", "the day they were counted"),
        "says": ("说明", "words", "who they are"),
    },
    "Members": {
        "min": ("最少", "least", "fewest members"),
        "max": ("最多", "most", "most members; left out: any number"),
    },
    "Grade": {
        "id": ("代号", "id", "named by honours"),
        "name": ("名称", "name", "what it is called"),
        "places": ("名额", "places", "how many are given"),
    },
    "Nominating": {
        "by": ("推荐主体", "by", "unit: units put forward their own; anyone: people do"),
        "self_nomination": ("自荐", "self-nomination", "whether people may nominate themselves (N12)"),
        "independent": (
            "推荐人独立",
            "independent",
            "the nominator stands outside the nominated group (N12); a declaration, which people check",
        ),
        "barred_roles": (
            "不得参评的角色",
            "barred roles",
            "who holds one of these in the round cannot be nominated (E7)",
        ),
        "per_nominator": ("每人推荐上限", "for each nominator", "nominations one nominator may make (N15)"),
        "support": ("推荐信", "letters of support", "how many, and from whom (N13)"),
        "statement_max": ("事迹字数上限", "length of the statement", "in characters (F4)"),
        "one_honour_each": ("一人一项", "one honour each", "nobody is honoured both alone and in a team, or twice"),
    },
    "Support": {
        "min": ("最少", "least", "fewest letters"),
        "max": ("最多", "most", "most letters"),
        "says": ("说明", "words", "who may write them"),
    },
    "Attribute": {
        "name": ("名称", "name", "a noun for tables and rules; of a yes-no: those to whom it applies"),
        "kind": ("类型", "kind", "what the answer is"),
        "see": (
            "公开范围",
            "who sees it",
            "public: may stand in a notice; office: stays inside; sensitive: masked even there, and in no rule",
        ),
        "ask": ("提问", "question", "the question on the form, where the name is not enough"),
        "of": ("可选值", "values", "values of a choice, in the order of the form"),
        "names": ("可选值名称", "names of values", "words for each value"),
        "unit": (
            "计量单位",
            "measure",
            "of a number: year, month, day, hour, person, time, yuan, pound, dollar, page, point or percent",
        ),
        "min": ("最小值", "least", "of a number"),
        "max": ("最大值", "most", "of a number"),
        "max_length": ("最大长度", "length", "of a text, in characters"),
        "only": ("适用类别", "only", "asked in this category alone"),
        "when": ("填写条件", "when", "asked only if this holds"),
        "optional": ("可以不填", "optional", "whether it may be left out"),
    },
    "Eligibility": {
        "id": ("代号", "id", "named in refusals and referrals"),
        "when": ("适用条件", "when", "whom the rule is about; left out: everybody"),
        "must": ("要求", "must", "what they must satisfy"),
        "clause": ("条款", "clause", "where the regulations say so"),
        "says": ("说明", "words", "the rule as it is told"),
        "otherwise": ("不符合时", "otherwise", "stop the nomination, or refer it to a person"),
    },
    "Reaward": {
        "attribute": ("依据的属性", "attribute", "the date attribute that holds the day of the last award"),
        "years": ("间隔年数", "years", "how long holders sit out (X6); left out: they never return"),
        "unless": ("例外", "unless", "who may return earlier, e.g. for a new outstanding contribution (E2)"),
        "clause": ("条款", "clause", "where the regulations say so"),
        "says": ("说明", "words", "the rule as it is told"),
    },
    "Rule": {
        "id": ("代号", "id", "named in lists, reports and pools"),
        "says": ("说明", "words", "the rule as it is told; left out: made from its parts"),
        "clause": ("条款", "clause", "where the regulations say so"),
        "among": ("基数", "among", "the denominator: among whom is counted; left out: the whole list"),
        "count": ("计入", "count", "who of them is counted; left out: all"),
        "at_least": ("不少于", "at least", "fewest that are counted"),
        "at_most": ("不超过", "at most", "most that are counted"),
        "share_at_least": ("比例不少于", "share at least", "smallest share of the denominator"),
        "share_at_most": ("比例不超过", "share at most", "largest share of the denominator"),
        "share_above": ("比例超过", "share above", "strictly more than this share (Q12: over one half)"),
        "round": (
            "取整",
            "rounding",
            "which way a share becomes a number of people (Q3); exact: compared as a fraction",
        ),
        "each": (
            "逐项",
            "for each",
            "repeats the rule for every unit of a tier (`unit@bureau`) or every value of a choice (`attribute@theme`)",
        ),
        "if_among": ("适用条件", "condition", "the rule binds only when the denominator is so large or so small (Q8)"),
        "standing": ("刚性", "standing", "what gives way first if no list can keep all: wish, policy, statute"),
        "report_only": ("仅通报", "reported only", "counted and shown, never binding (Q11)"),
    },
    "Condition": {
        "at_least": ("不少于", "at least", "smallest denominator"),
        "at_most": ("不超过", "at most", "largest denominator"),
    },
    "Pool": {
        "id": ("代号", "id", "named in reports"),
        "name": ("名称", "name", "what it is called"),
        "category": ("类别", "category", "whose places are ring-fenced (N8)"),
        "where": ("对象", "for", "who may take them; whoever satisfies it stands outside the rules named below"),
        "places": ("名额", "places", "at least so many of the category's places go to them"),
        "outside": ("不计入的规则", "outside", "rules that do not count them"),
    },
}

FIELD_WORDS = _words(OF_THE_PROGRAMME) | _words(OF_THE_WAY)
