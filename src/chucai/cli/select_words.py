"""What `chucai select` says."""

from __future__ import annotations

SELECT: dict[str, dict[str, str]] = {
    "select-chosen": {"zh": "{category} {rank:>4}  {id}  {merit}", "en": "{category} {rank:>4}  {id}  {merit}"},
    "select-reserve": {"zh": "{category} 递补 {rank}  {id}  {merit}", "en": "{category} reserve {rank}  {id}  {merit}"},
    "select-optimal": {
        "zh": "选出 {number} 名，总成绩 {total}：规则允许的名单中没有更好的。",
        "en": "{number} chosen, merit {total} in all: no list the rules allow is better.",
    },
    "select-proof-bound": {
        "zh": "证明：上界等于总成绩，只靠加法即可核对。",
        "en": "Proof: the bound equals the merit; addition alone can check it.",
    },
    "select-proof-search": {
        "zh": "证明：除 {core} 名外均由上界决定，这 {core} 名的每一种可能都已逐一试过，未用求解器。",
        "en": "Proof: the bound settles everybody but {core}, and every list that differs in these was tried, without "
        "a solver.",
    },
    "select-ties": {
        "zh": "没有另一份总分相同而签号更小的合规名单。",
        "en": "No list that keeps the rules has the same merit and lower lots.",
    },
    "select-proof-core": {
        "zh": "证明：除 {core} 名外均由上界决定，这 {core} 名由整数求解器精确求解。",
        "en": "Proof: the bound settles everybody but {core}, and among these an exact integer solver chose.",
    },
    "select-proof-gap": {
        "zh": "未证明最优：最多还可能好 {gap} 分（{core} 名未定）。",
        "en": "Not proven best: a list could be better by up to {gap} points ({core} names are open).",
    },
    "select-stopped": {
        "zh": "未证明最优：计算量用尽。现有名单总成绩 {total}，上界 {bound}，最多还可能好 {gap} 分（{share}%）。",
        "en": "Not proven best: the limit came first. This list has {total}, the bound is {bound}: a list could be "
        "better by up to {gap} points ({share} %).",
    },
    "select-infeasible": {"zh": "没有任何名单能同时符合这些规则。", "en": "No list keeps all these rules."},
    "select-in": {"zh": "{id} 按要求必选：{reason}", "en": "{id} is included by order: {reason}"},
    "select-out": {"zh": "{id} 按要求排除：{reason}", "en": "{id} is excluded by order: {reason}"},
    "select-more": {
        "zh": "  …… 另有 {number} 条（--all 全部列出）",
        "en": "  ... and {number} more (--all tells them)",
    },
    "select-what-if": {
        "zh": "如果这样改：入选 {enters}；落选 {leaves}；总成绩变化 {merit}，名额变化 {places}。",
        "en": "If it were so: in {enters}; out {leaves}; merit changes by {merit}, places by {places}.",
    },
    "select-what-if-not": {
        "zh": "如果这样改：没有任何名单能同时符合这些规则。",
        "en": "If it were so: no list keeps all these rules.",
    },
    "select-against": {
        "zh": "与已采用的名单相比：入选 {enters}；落选 {leaves}；总成绩变化 {merit}，名额变化 {places}。",
        "en": "Beside the adopted list: in {enters}; out {leaves}; merit changes by {merit}, places by {places}.",
    },
    "select-if-places": {
        "zh": "“{text}”不是“类别=名额”，例如 person=100。",
        "en": "“{text}” is not CATEGORY=PLACES, such as person=100.",
    },
    "select-chance": {
        "zh": "{id}：{draws} 次抽样中 {count} 次在最优名单上",
        "en": "{id}: on the best list in {count} of {draws} draws",
    },
    "select-no-se": {
        "zh": "抽样需要“se”（标准误）列，表格中没有。",
        "en": "Draws need a column “se” (standard error), which the table lacks.",
    },
    "select-no-answer": {
        "zh": "{file} 不是 chucai select --json 的结果。",
        "en": "{file} is no answer of chucai select --json.",
    },
    "select-not-utf-8": {"zh": "{file} 不是 UTF-8 编码的文本。", "en": "{file} is not text in UTF-8."},
    "doing-explaining": {"zh": "求解释", "en": "explanations"},
    "doing-draws": {"zh": "抽样", "en": "draws"},
}
