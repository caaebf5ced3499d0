"""What `chucai assign` says, and what `--check` finds wrong."""

from __future__ import annotations

WORDS = {
    "totals": {
        "zh": "{nominees} 项提名，{assessors} 名评委，{pairs} 次评阅；"
        "契合度合计 {affinity}，目标值 {objective}，上界 {bound}。",
        "en": "{nominees} nominations, {assessors} assessors, {pairs} readings. Affinity {affinity}, objective "
        "{objective}, bound {bound}.",
    },
    "optimal": {"zh": "已证明为最优。", "en": "Proven optimal."},
    "linked": {
        "zh": "连通前已证明为最优；为使各组相连做了 {swaps} 次对调。",
        "en": "Proven optimal before {swaps} swap(s) linked the groups.",
    },
    "not-proven": {
        "zh": "未证明为最优：计算量已用尽（--effort）。",
        "en": "Not proven optimal: the work allowed was used up (--effort).",
    },
    "worst": {
        "zh": "最低一项提名的总契合度 {worst}，最差一对 {worst_pair}；评阅量 {least} 至 {most}。",
        "en": "The worst-off nomination has {worst}, the worst pair {worst_pair}; loads from {least} to {most}.",
    },
    "worst-bound": {
        "zh": "任何分派的最低一项都不高于 {worst_bound}。",
        "en": "No assignment has a worst-off nomination above {worst_bound}.",
    },
    "spread": {
        "zh": "评阅图 {components} 组；预计宽严差的方差 {severity}，成绩标准误 {se}（以一次打分的误差为单位）。",
        "en": "{components} group(s). Expected variance of a severity difference {severity}, standard error of a merit "
        "{se} (in errors of one mark).",
    },
    "apart": {
        "zh": "评阅图分为 {components} 组，组间宽严不可比较。可用 --connect 使其相连。",
        "en": "{components} groups that share no reading: severities cannot be compared between them. "
        "--connect links them.",
    },
    "apart-still": {
        "zh": "评阅图分为 {components} 组，组间宽严不可比较；在现有条件下没有可以使其相连的对调。",
        "en": "{components} groups that share no reading: severities cannot be compared between them. No swap that the "
        "terms allow links them.",
    },
    "rounded": {
        "zh": "{rounded} 个契合度的小数超过 {decimals} 位，已四舍六入五成双至 {decimals} 位。",
        "en": "{rounded} affinities were finer than {decimals} decimals and were rounded to these, half to even.",
    },
    "removed": {"zh": "排除配对 {number} 个：{reason}。", "en": "{number} pair(s) taken out: {reason}."},
    "kept": {"zh": "保留原有配对 {kept} 个，共 {of} 个。", "en": "{kept} of {of} previous pairs kept."},
    "anchors": {
        "zh": "跨组评阅的提名 {number} 项，用以连接各组的宽严。",
        "en": "{number} nomination(s) are read across panels, to tie their severities together.",
    },
    "stand-ins": {
        "zh": "每项提名的候补评委见“stand-in”各行；{without} 项没有候补。",
        "en": "Reserve judges stand in the rows marked stand-in; {without} nomination(s) have none.",
    },
    "way": {
        "zh": "每项提名评阅 {readings} 次，评委 {assessors} 名，每人约 {load} 项：成绩标准误 {se}。",
        "en": "{readings} readings of each nomination by {assessors} assessors, about {load} each: merit se {se}.",
    },
    "holds": {
        "zh": "核验通过：每项都合条件，上界 {bound} 由价格算出，未用求解器。",
        "en": "It holds: every term is kept, and the bound {bound} follows from the prices, without a solver.",
    },
    "holds-searched": {
        "zh": "其中 {searched} 由求解器穷尽搜索得出，核验只能确认到此范围。",
        "en": "Of it {searched} is the word of the solver, which searched what the prices leave open.",
    },
    "no-answer": {
        "zh": "{file} 不是 chucai assign --json --proof 的结果。",
        "en": "{file} is no answer of chucai assign --json --proof.",
    },
    "fault": {"zh": "  {says}：{names}", "en": "  {says}: {names}"},
    "needs-readings": {"zh": "请给出 --readings（每项提名几名评委）。", "en": "Say how many read each: --readings."},
    "needs-pairs": {"zh": "请给出配对文件 PAIRS。", "en": "Name the file of PAIRS."},
    "needs-nominees": {
        "zh": "请用 --nominees 给出提名数，或给出配对文件。",
        "en": "Say how many nominations there are with --nominees, or name a file of PAIRS.",
    },
    "one-fairness": {"zh": "--fair 与 --fair-pair 只能选一个。", "en": "Choose one of --fair and --fair-pair."},
    "one-load": {
        "zh": "--load 与 --min-load、--max-load 请只用一种。",
        "en": "Say the loads once: --load, or --min-load and --max-load.",
    },
    "too-fine": {
        "zh": "“{text}”比配对文件中的契合度更细（{decimals} 位小数）。",
        "en": "“{text}” is no number, or finer than the affinities of the file ({decimals} decimals).",
    },
    "precision-wrong": {
        "zh": "标准误 {text} 应大于零（以一次打分的误差为单位）。",
        "en": "{text} should be above zero (in errors of one mark).",
    },
    "load-wrong": {"zh": "“{text}”应写作 1..4、..4、1.. 或 4。", "en": "“{text}” should be 1..4, ..4, 1.. or 4."},
}

# What the checker finds (`engine.assign.check`).
FAULTS = {
    "pair-not-allowed": {"zh": "不允许的配对", "en": "a pair that is not allowed"},
    "pair-twice": {"zh": "重复的配对", "en": "a pair that comes twice"},
    "fixed-pair-missing": {"zh": "缺少指定的配对", "en": "a fixed pair that is missing"},
    "readings-wrong": {"zh": "评阅次数不符", "en": "a wrong number of readings"},
    "load-out-of-bounds": {"zh": "评阅量超出范围", "en": "a load out of bounds"},
    "loads-misstated": {"zh": "评阅量与配对不符", "en": "loads that the pairs do not give"},
    "experts-missing": {"zh": "缺少够格的评委", "en": "too few experts"},
    "objective-misstated": {"zh": "目标值与配对不符", "en": "an objective that the pairs do not give"},
    "worst-misstated": {"zh": "最低一项与配对不符", "en": "a worst-off sum that the pairs do not give"},
    "proof-broken": {"zh": "证明无法核算", "en": "a proof that cannot be added up"},
    "bound-not-proved": {"zh": "价格不能证明上界", "en": "a bound that the prices do not prove"},
    "bound-exceeded": {"zh": "目标值高于上界", "en": "an objective above its bound"},
    "not-optimal": {"zh": "称为最优，但目标值低于上界", "en": "called optimal, yet below the bound"},
}
