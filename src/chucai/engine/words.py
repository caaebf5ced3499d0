"""What the engine refuses and how it explains itself, in simplified Chinese and in English; braces hold facts."""

from __future__ import annotations

from chucai.engine.assign.words import REFUSALS as ASSIGN
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
    "draws-wrong": {
        "zh": "成绩抽样有误（{number} 次）：须至少一次，每次每人一个整数，标准误不小于零。",
        "en": "The draws of merits are wrong ({number}): at least one, a whole number for everybody in each, standard "
        "errors not below zero.",
    },
    "table-encoding": {
        "zh": "表格的文字编码无法识别。请另存为 UTF-8 编码的 CSV。",
        "en": "The encoding of the table is not known. Save it as CSV in UTF-8.",
    },
    "table-unreadable": {
        "zh": "表格无法读取（{reason}）。请另存为 CSV。",
        "en": "The table cannot be read ({reason}). Save it as CSV.",
    },
    "table-column-missing": {
        "zh": "表格缺少“{column}”列。现有各列：{known}。",
        "en": "The table has no column “{column}”. There are: {known}.",
    },
    "table-column-twice": {
        "zh": "“{column}”与“{first}”两列含义相同。请只保留一列。",
        "en": "The columns “{first}” and “{column}” mean the same. Keep one of them.",
    },
    "table-row-length": {
        "zh": "第 {line} 行有 {cells} 格，而表头有 {columns} 列。请补齐或删去多余的格，含分隔符的文字请加引号。",
        "en": "Line {line} has {cells} cells under {columns} columns. Even them out; quote text that holds the separator.",
    },
    "table-cell-wrong": {
        "zh": "第 {line} 行“{column}”列的“{found}”不能用。编号不得为空，成绩、标准误为数，签号为不小于零的整数。",
        "en": "Line {line}: “{found}” will not do in column “{column}”. An id may not be empty; merit and standard error "
        "are numbers, a lot is a whole number from zero up.",
    },
    "table-id-twice": {
        "zh": "第 {line} 行的编号“{id}”与第 {first} 行重复。请删去一行。",
        "en": "Line {line}: the id “{id}” stands in line {first} already. Remove one of them.",
    },
    "rule-column-unknown": {
        "zh": "规则“{rule}”用到的“{column}”不是表格的列。现有：{known}。",
        "en": "Rule “{rule}” asks for “{column}”, which is no column of the table. There are: {known}.",
    },
    "rule-does-not-fit": {
        "zh": "规则“{rule}”的比较不适合列中的值（{columns}）：例如把文字与数相比。请核对规则和表格。",
        "en": "Rule “{rule}” compares what cannot be compared in {columns}, such as text with a number. Mend the rule or "
        "the table.",
    },
    "rule-unknown": {
        "zh": "没有编号为“{rule}”的规则。现有：{known}。",
        "en": "There is no rule “{rule}”. There are: {known}.",
    },
    "places-unknown": {
        "zh": "没有“{category}”这一类别的名额。现有：{known}。",
        "en": "There are no places of category “{category}”. There are: {known}.",
    },
    "selection-unfinished": {
        "zh": "在 {seconds} 秒的计算量内没有找到任何符合规则的名单，也未能证明不存在。请放宽计算量限制后重试。",
        "en": "No list that keeps the rules was found within {seconds} seconds of work, and none was ruled out. Allow "
        "more work and try again.",
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
    "equal": {
        "zh": "“{into}”与“{out}”成绩同为 {merit}，互换不违反任何规则，由抽签决定。",
        "en": '"{into}" could stand in the place of "{out}" with the same merit, {merit}, and every rule kept; the lot '
        "decided.",
    },
    "other-none": {
        "zh": "没有其他合规名单与此名单总成绩相同；次优名单少 {less} 分。",
        "en": "No other list that keeps every rule is as good; the next one has {less} points less.",
    },
    "other-equal": {
        "zh": "另有一份总成绩相同的合规名单：换入 {enters}，换出 {leaves}；由抽签决定。",
        "en": "Another list is as good and keeps every rule: {enters} in, {leaves} out. The lots decided.",
    },
    "other-less": {
        "zh": "次优名单之一少 {less} 分：换入 {enters}，换出 {leaves}。",
        "en": "A next best list has {less} points less: {enters} in, {leaves} out.",
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
    "price-nothing": {
        "zh": "取消后名单总成绩不变的规则：{rules}。",
        "en": "Rules without which the list could have no more merit: {rules}.",
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
