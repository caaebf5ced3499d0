"""What the engine refuses and how it explains itself, in simplified Chinese and in English; braces hold facts."""

from __future__ import annotations

from chucai.engine.merit.words import REFUSALS as MERIT

SELECT: dict[str, dict[str, str]] = {
    "places-wrong": {
        "zh": "类别“{category}”的名额有误：{low} 至 {high}。名额应为不小于零的整数，下限不得大于上限。",
        "en": 'The places of category "{category}" are wrong: {low} to {high}. They must be whole numbers from zero up, '
        "the lower not above the upper.",
    },
    "candidate-twice": {
        "zh": "人选“{candidate}”出现了不止一次。请删去重复的一行。",
        "en": 'Candidate "{candidate}" comes more than once. Remove the repetition.',
    },
    "candidate-category-unknown": {
        "zh": "人选“{candidate}”的类别“{category}”没有设名额。请更正类别，或为该类别设名额。",
        "en": 'Candidate "{candidate}" is of category "{category}", which has no places. Correct the category or give it '
        "places.",
    },
    "candidate-merit-wrong": {
        "zh": "人选“{candidate}”的成绩 {merit} 不是允许范围内的整数（绝对值不超过 {largest}）。请以百万分之一为单位取整。",
        "en": 'The merit {merit} of candidate "{candidate}" is not a whole number of at most {largest} either way. Round '
        "it to millionths.",
    },
    "candidate-lot-wrong": {
        "zh": "人选“{candidate}”的签号 {lot} 超出范围（0 至 {largest}，0 表示由系统抽签）。",
        "en": 'The lot {lot} of candidate "{candidate}" is out of range (0 to {largest}; 0 means drawn here).',
    },
    "candidate-unknown": {
        "zh": "要求必选或排除的“{candidate}”不在人选之中。请核对编号。",
        "en": '"{candidate}", to be included or excluded, is not among the candidates. Check the id.',
    },
    "candidate-in-and-out": {
        "zh": "“{candidate}”同时被要求必选和排除。请只保留一项。",
        "en": '"{candidate}" is to be both included and excluded. Keep one of the two.',
    },
    "rule-twice": {
        "zh": "规则编号“{rule}”用了不止一次。请改用不同的编号。",
        "en": 'The rule id "{rule}" is used more than once. Give each rule its own.',
    },
    "rule-names-unknown-candidate": {
        "zh": "规则“{rule}”提到的“{candidate}”不在人选之中。请核对编号。",
        "en": 'Rule "{rule}" names "{candidate}", who is not among the candidates. Check the id.',
    },
    "selection-unfinished": {
        "zh": "在 {seconds} 秒的计算量内没有找到任何符合规则的名单，也未能证明不存在。请放宽计算量限制后重试。",
        "en": "No list that keeps the rules was found within {seconds} seconds of work, and none was ruled out. Allow "
        "more work and try again.",
    },
}

ASSIGN: dict[str, dict[str, str]] = {
    "assignment-infeasible": {
        "zh": "无法分派评委：有 {count} 项提名（{nominees}）尚需评阅 {needed} 次，而可以评阅它们的评委总共只能承担 "
        "{available} 次。每项可用评委人数：{eligible}；每项需要：{each}。请增加评委、提高评阅上限或减少评阅次数；"
        "回避不可放宽。",
        "en": "The assignment cannot be made: {count} nomination(s) ({nominees}) need {needed} more readings, but all who "
        "may read them can together give {available}. Eligible assessors of each: {eligible}; needed by each: {each}. Add "
        "assessors, raise loads or ask for fewer readings; recusals stand.",
    },
    "assignment-name-twice": {
        "zh": "编号“{id}”出现了不止一次。请删去重复的一项。",
        "en": 'The id "{id}" comes more than once. Remove the repetition.',
    },
    "assignment-readings-wrong": {
        "zh": "每项提名的评阅次数为 {readings}，应至少为 1。",
        "en": "Readings per nomination are {readings}; there must be at least one.",
    },
    "assignment-load-wrong": {
        "zh": "评委“{assessor}”的评阅上限为 {load}，不得小于零。",
        "en": 'The load of assessor "{assessor}" is {load}; it cannot be below zero.',
    },
    "assignment-pair-unknown": {
        "zh": "指定的分派“{nominee}”—“{assessor}”中有不存在的编号。请核对。",
        "en": 'The fixed pair "{nominee}" and "{assessor}" names somebody unknown. Check the ids.',
    },
    "assignment-fixed-pair-barred": {
        "zh": "评委“{assessor}”须回避提名“{nominee}”，不能指定分派。请另选评委。",
        "en": 'Assessor "{assessor}" is barred from nomination "{nominee}" and cannot be fixed to it. Name another.',
    },
    "assignment-fixed-too-many": {
        "zh": "提名“{nominee}”已指定 {fixed} 名评委，多于所需的 {readings} 名。请减少指定。",
        "en": 'Nomination "{nominee}" has {fixed} fixed assessors, more than the {readings} it needs. Fix fewer.',
    },
    "assignment-fixed-over-load": {
        "zh": "评委“{assessor}”已指定评阅 {fixed} 项，超过上限 {load}。请减少指定或提高上限。",
        "en": 'Assessor "{assessor}" has {fixed} fixed nominations, above the load of {load}. Fix fewer or raise the load.',
    },
    "assignment-affinity-wrong": {
        "zh": "评委“{assessor}”与提名“{nominee}”的契合度 {affinity} 不是允许范围内的整数。请换算成整数。",
        "en": 'The affinity {affinity} of "{assessor}" for "{nominee}" is not a whole number within bounds. Scale it to '
        "whole numbers.",
    },
    "assignment-affinity-too-large": {
        "zh": "契合度数值过大（最大 {largest}），超出精确计算的范围。请整体缩小后重试。",
        "en": "The affinities are too large (up to {largest}) to be added up exactly. Scale them all down.",
    },
}

EXPLANATIONS: dict[str, dict[str, str]] = {
    "conflict-low": {
        "zh": "规则“{rule}”要求至少 {bound} 人，符合条件的人选有 {standing} 人。",
        "en": 'Rule "{rule}" needs at least {bound}; {standing} candidates stand for it.',
    },
    "conflict-high": {
        "zh": "规则“{rule}”至多允许 {bound} 人，符合条件的人选有 {standing} 人。",
        "en": 'Rule "{rule}" lets at most {bound} pass; {standing} candidates stand for it.',
    },
    "conflict-share": {
        "zh": "规则“{rule}”限定比例，符合条件的人选有 {standing} 人。",
        "en": 'Rule "{rule}" bounds a share; {standing} candidates stand for it.',
    },
    "conflict-exact": {
        "zh": "名额（{rule}）为 {bound} 个，人选有 {standing} 人。",
        "en": "There are {bound} places ({rule}) and {standing} candidates.",
    },
    "conflict-include": {"zh": "已要求必选（{rule}）。", "en": "Somebody must be included ({rule})."},
    "repair-low": {
        "zh": "办法 {number}：把规则“{rule}”的下限降低 {people} 人，改为 {to} 人。",
        "en": 'Way {number}: lower the minimum of rule "{rule}" by {people} to {to}.',
    },
    "repair-high": {
        "zh": "办法 {number}：把规则“{rule}”的上限提高 {people} 人，改为 {to} 人。",
        "en": 'Way {number}: raise the maximum of rule "{rule}" by {people} to {to}.',
    },
    "repair-share": {
        "zh": "办法 {number}：允许规则“{rule}”的比例相差 {people} 人。",
        "en": 'Way {number}: let the share of rule "{rule}" be missed by {people}.',
    },
    "repair-exact": {
        "zh": "办法 {number}：名额（{rule}）减少 {people} 个，改为 {to} 个。",
        "en": "Way {number}: fill {people} fewer places ({rule}), {to} in all.",
    },
    "repair-include": {
        "zh": "办法 {number}：取消必选要求（{rule}）。",
        "en": "Way {number}: drop the order to include ({rule}).",
    },
    "displaced": {
        "zh": "“{id}”成绩 {merit}，未入选：入选者中有 {swaps} 人排在其后，但换下其中任何一人都会违反规则：{rules}。",
        "en": '"{id}" with merit {merit} was left out: {swaps} of the chosen are behind, but taking the place of any of '
        "them would break a rule: {rules}.",
    },
    "displaced-not-proven": {
        "zh": "“{id}”成绩 {merit}，未入选：计算在证明名单最优之前停止，换入此人可能更好。",
        "en": '"{id}" with merit {merit} was left out, but the computation stopped before the list was proven best: a '
        "swap may be better.",
    },
    "needed": {
        "zh": "“{id}”成绩 {merit}，入选：有 {ahead} 名排在其前的人选未入选，但由其中任何一人替换都会违反规则：{rules}。",
        "en": '"{id}" with merit {merit} was chosen although {ahead} left out are ahead: any of them in this place would '
        "break a rule: {rules}.",
    },
    "needed-not-proven": {
        "zh": "“{id}”成绩 {merit}，入选：计算在证明名单最优之前停止，换成他人可能更好。",
        "en": '"{id}" with merit {merit} was chosen, but the computation stopped before the list was proven best.',
    },
    "price-dropped": {
        "zh": "若取消规则“{rule}”，名单总成绩可增加 {merit} 分，多用 {places} 个名额。",
        "en": 'Without rule "{rule}" the list could have {merit} points more in all, and {places} more places filled.',
    },
    "price-moved": {
        "zh": "若规则“{rule}”放宽 1 人，名单总成绩可增加 {merit} 分，多用 {places} 个名额。",
        "en": 'With rule "{rule}" eased by one person the list could have {merit} points more in all, and {places} more '
        "places filled.",
    },
    "turn-in": {
        "zh": "“{id}”的成绩若提高 {change} 分即可入选；同时入选：{enters}；落选：{leaves}。",
        "en": '"{id}" would be chosen with {change} points more. Coming with it: {enters}. Going out: {leaves}.',
    },
    "turn-in-barred": {
        "zh": "“{id}”无论成绩多高都不能入选，因为规则不允许：{rules}。",
        "en": 'No merit would bring "{id}" in; these rules stand against it: {rules}.',
    },
    "turn-out": {
        "zh": "“{id}”的成绩若降低 {change} 分即落选；替补入选：{enters}；同时落选：{leaves}。",
        "en": '"{id}" would drop out with {change} points less. Coming instead: {enters}. Going out with it: {leaves}.',
    },
    "turn-out-barred": {
        "zh": "“{id}”无论成绩多低都会入选，因为规则不能缺少此人：{rules}。",
        "en": 'No merit would take "{id}" out; these rules need it: {rules}.',
    },
}

REFUSALS: dict[str, dict[str, str]] = {**MERIT, **SELECT, **ASSIGN}
