"""Words for what the merit engine refuses and warns of; braces hold facts, ``{n:one|many}`` a number with its noun."""

from __future__ import annotations

REFUSALS: dict[str, dict[str, str]] = {
    "no-ratings": {
        "zh": "没有任何评分，无法测算综合评定值。请先收回评分表。",
        "en": "There are no score sheets, so no merit can be estimated. Collect the sheets first.",
    },
    "repeated-rating": {
        "zh": "评委“{assessor}”对“{nominee}”评了不止一次。请保留一份有效评分表，其余作废后重新测算。",
        "en": 'Assessor "{assessor}" scored "{nominee}" more than once. Keep one valid sheet, void the others and run '
        "again.",
    },
    "mark-off-scale": {
        "zh": "评委“{assessor}”给“{nominee}”的评分项“{criterion}”打了 {mark} 分，超出允许范围 {low} 至 {high}。"
        "请与评委核实后更正。",
        "en": 'Assessor "{assessor}" gave "{nominee}" {mark} on "{criterion}", off the scale of {low} to {high}. '
        "Check with the assessor and correct the sheet.",
    },
    "mark-not-whole": {
        "zh": "评委“{assessor}”给“{nominee}”的评分项“{criterion}”打了 {mark}，不是最小分差的整数倍。"
        "请改为按最小分差计的整数。",
        "en": 'Assessor "{assessor}" gave "{nominee}" {mark} on "{criterion}", which is not a whole number of steps. '
        "Write the mark as a whole number of the criterion's step.",
    },
    "composite-not-whole": {
        "zh": "综合分 {mark} 不是整数。请把综合分乘以单位换算成整数后再提交。",
        "en": "Composite {mark} is not a whole number. Multiply composites by the unit and pass integers.",
    },
    "criterion-unknown": {
        "zh": "评委“{assessor}”给“{nominee}”的评分表中有未设权重的评分项“{criterion}”。请删去该项，或先给它设定权重（评选办法的权重只能通过修订改变）。",
        "en": 'The sheet of "{assessor}" for "{nominee}" has the criterion "{criterion}", which carries no weight. '
        "Remove it, or give it a weight (in a round: amend the charter first).",
    },
    "sheet-empty": {
        "zh": "评委“{assessor}”给“{nominee}”的评分表是空的。未评请记为弃评，不要交空表。",
        "en": 'The sheet of "{assessor}" for "{nominee}" is empty. Record an abstention instead of an empty sheet.',
    },
    "weights-unfit": {
        "zh": "评分项“{criterion}”的权重不是正数，或没有给出任何权重。每个评分项的权重都应大于零。",
        "en": 'The weight of criterion "{criterion}" is not above zero, or no weight is given. Give every criterion '
        "one.",
    },
    "sheet-weight-unfit": {
        "zh": "评分表的精度权重必须是大于零的有限数，实际为 {weight}。",
        "en": "A sheet's precision weight must be a finite number above zero; found {weight}.",
    },
    "scale-unfit": {
        "zh": "评分项“{criterion}”没有分值范围，或最低分不小于最高分。请改正分值范围。",
        "en": 'Criterion "{criterion}" has no scale, or its lowest mark is not below its highest. Correct the scale.',
    },
    "group-missing": {
        "zh": "被推荐对象“{nominee}”没有归入任何组别。请补全分组。",
        "en": 'Nominee "{nominee}" is in no group. Complete the groups.',
    },
    "method-unknown": {
        "zh": "没有名为“{method}”的综合评定方法。可用的有：{known}。",
        "en": 'There is no method "{method}". Known methods: {known}.',
    },
    "nominees-unknown": {
        "zh": "被推荐对象只能按 fixed（固定）或 random（随机）处理，不能是“{nominees}”。",
        "en": 'Nominees are "fixed" or "random", not "{nominees}".',
    },
    "level-unfit": {
        "zh": "区间的把握程度须在百分之 50 至 99 之间，实际为 {level}。",
        "en": "The level of an interval lies between 50 and 99 in a hundred; {level} was asked.",
    },
    "places-unfit": {
        "zh": "名额不能为负数（实际为 {places}）。",
        "en": "Places cannot be fewer than zero ({places} asked).",
    },
    "seed-unfit": {
        "zh": "随机种子须为非负整数（实际为 {seed}）。",
        "en": "The seed is a whole number from zero up ({seed} given).",
    },
    "file-columns": {
        "zh": "文件须含有 {needed} 各列，实际只有：{found}。请补全后重新读取。",
        "en": "The file needs the columns {needed}; it has {found}. Complete it and read it again.",
    },
    "file-cells": {
        "zh": "文件的 {column} 列有空格、非数字或超出范围的编码。请补全并改正后重新读取。",
        "en": "Column {column} of the file has an empty cell, something that is no number, or a code out of range. "
        "Complete it and read it again.",
    },
    "file-unsorted": {
        "zh": "自第 {row} 行起的一段没有按被推荐对象编码从 0 起连续排列。请先按 nominee 列排序并重新编码。",
        "en": "Somewhere after row {row} nominees' codes do not rise by one at a time from 0. Sort by nominee and number "
        "again.",
    },
    "columns-unequal": {
        "zh": "各列长度不一致：被推荐对象 {nominees}、评委 {assessors}、分数 {marks}、权重 {weights}。",
        "en": "The columns differ in length: nominees {nominees}, assessors {assessors}, marks {marks}, "
        "weights {weights}.",
    },
    "code-unknown": {
        "zh": "编码 {code} 不在{side}名单之内。",
        "en": "Code {code} points outside the list of {side} ids.",
    },
    "id-repeated": {
        "zh": "名单（{side}）中“{id}”出现不止一次。",
        "en": 'The list of {side} ids has "{id}" more than once.',
    },
    "nominee-unread": {
        "zh": "没有评委评过“{nominee}”，无法测算其综合评定值。请补评，或将其移出本次测算。",
        "en": 'Nobody scored "{nominee}", so it has no merit. Have it scored, or leave it out of this estimate.',
    },
    "sheets-needed": {
        "zh": "“{method}”方法需要逐项的评分表，不能只给综合分。",
        "en": 'The method "{method}" needs the sheets with their criteria, not composites alone.',
    },
    "scale-not-shared": {
        "zh": "等级评分模型要求各评分项（{criteria}）使用同一分值范围。请统一范围，或改用其他方法。",
        "en": "The rating scale model needs one scale for all criteria ({criteria}). Use one scale, or another method.",
    },
    "scale-too-long": {
        "zh": "等级评分模型最多处理 {most} 个分档、{levels} 个对象与评委；实际用到 {categories} 个分档。"
        "分档多时请用宽严校正方法，对象多时请按类别分开测算。",
        "en": "The rating scale model takes at most {most} categories and {levels} nominees with assessors; "
        "{categories} categories are in use. Use the severity method for long scales, and split large tables.",
    },
    "one-category-only": {
        "zh": "所有评分都是 {mark}，等级评分模型无从测算。",
        "en": "Every mark is {mark}; the rating scale model has nothing to work on.",
    },
    "facets-not-connected": {
        "zh": "等级评分模型没有唯一解：被推荐对象、评委与 {criteria} 个评分项之间的评分不相连，或用到的分档（{categories} 个）"
        "相对评分太多。请让评委对每个对象评满各项，或用宽严校正方法。",
        "en": "The rating scale model has no single answer: marks do not connect nominees, assessors and criteria "
        "({criteria} of them), or {categories} categories are too many for so few marks. Have assessors mark every criterion, "
        "or use the severity method.",
    },
    "comparisons-not-connected": {
        "zh": "选票把对象分成 {groups} 组（{named}），组与组之间没有任何比较，无法排出先后。请补充跨组比较，或分组测算。",
        "en": "The ballots leave {groups} groups of nominees that nobody compared with each other ({named}). Add "
        "comparisons across them, or estimate each group by itself.",
    },
    "ballot-repeats": {
        "zh": "评委“{assessor}”的选票中“{nominee}”出现不止一次。请更正这张选票。",
        "en": 'A ballot of "{assessor}" names "{nominee}" more than once. Correct the ballot.',
    },
    "ballot-says-nothing": {
        "zh": "评委“{assessor}”的选票没有排出任何先后。请至少列出一名，并写明与谁相比。",
        "en": 'A ballot of "{assessor}" puts nobody before anybody. Name at least one, and who else was read.',
    },
    "too-many-to-compare": {
        "zh": "选票涉及 {nominees} 个对象，超过上限 {most}。请按类别分开测算。",
        "en": "The ballots concern {nominees} nominees; at most {most} are taken. Estimate by category.",
    },
    "influence-unknown": {
        "zh": "“{method}”方法没有逐一剔除评委的速算公式，请逐一重新测算。",
        "en": 'The method "{method}" has no short cut for leaving one assessor out; estimate anew for each.',
    },
    "spreads-unfit": {
        "zh": "评委评分的离散程度只能取 alike（一律相同）或 own（各自估计），且 own 只用于宽严校正方法；"
        "实际为 {spreads}、{method}。",
        "en": 'Spreads are "alike", or "own" with the severity method; asked were "{spreads}" and "{method}".',
    },
    "ballots-alone-or-with-severity": {
        "zh": "选票只能单独测算，或与宽严校正方法（默认设置）合并测算，不能与“{method}”或另设的分组、离散程度、随机对象合用。",
        "en": 'Ballots stand alone or beside the severity method as it is by default, not beside "{method}", groups, own '
        "spreads or random nominees.",
    },
    "plan-unfit": {
        "zh": "测算补评数量时，目标误差须大于零，份数上限（{most}）须至少为 1。",
        "en": "A plan needs a standard error above zero and a limit of at least one sheet (given: {most}).",
    },
    "nominee-unscored": {
        "zh": "“{nominee}”在选票中出现而没有评分表。选票与评分合并测算时，每个对象至少要有一份评分表。",
        "en": '"{nominee}" is on a ballot and has no sheet. Where both are used together everybody needs a sheet.',
    },
}

WARNINGS: dict[str, dict[str, str]] = {
    "traces-sampled": {
        "zh": "被推荐对象与评委均超过 {most} 个，方差改用 {probes} 组随机符号测算（由此带来的误差约为方差的百万分之 {error}），"
        "误差和入选概率由 {draws} 次抽样得出。",
        "en": "Nominees and assessors both number more than {most}, so variances were estimated with {probes} columns of "
        "random signs (which moves them by about {error} parts per million), and errors and chances with {draws} draws.",
    },
    "panels-not-connected": {
        "zh": "评委分成 {parts} 个互不相连的部分（{named}），部分之间没有共同评过的对象，宽严程度无从比较；"
        "按宽严校正的排序只在各部分之内有效。请安排若干评委跨组评审。",
        "en": "The assessors fall into {parts} parts that share no nominee ({named}), so severity cannot be compared "
        "across parts; ranks corrected for severity hold inside each part only. Have some assessors read across.",
    },
    "flat-marks": {
        "zh": "有 {count} 位评委评了至少 {fewest} 个对象而分数全部相同（{named}），其评分区分不出高下。",
        "en": "{count:assessor|assessors} read {fewest} nominees or more and gave all the same mark ({named}); "
        "their sheets tell no nominee from another.",
    },
    "too-few-readings": {
        "zh": "有 {count} 个对象的评分表不足 {fewest} 份（{named}），其综合评定值主要取决于个别评委。",
        "en": "{count:nominee has|nominees have} fewer than {fewest} sheets ({named}); such merit rests on a single assessor.",
    },
    "criteria-missing": {
        "zh": "有 {sheets} 份评分表缺少部分评分项，只按已评项折算，所占分量相应减小。",
        "en": "{sheets:sheet lacks|sheets lack} some criteria; such sheets are folded over those present and count for less.",
    },
    "variance-zero-nominee": {
        "zh": "被推荐对象之间的差别没有超出评分误差，排序与抽签无异。",
        "en": "Nominees differ no more than error would make them differ; the ranking is no better than a lot.",
    },
    "variance-zero-assessor": {
        "zh": "看不出评委之间有宽严差别，未作宽严校正。",
        "en": "No difference in severity shows between assessors; no correction was made.",
    },
    "variance-zero-residual": {
        "zh": "评分可由被推荐对象和评委完全解释，没有剩余误差；请核对评分是否各自独立作出。",
        "en": "Nominees and assessors explain the marks completely, with no error left. Check that the marks were "
        "given independently.",
    },
    "marks-all-equal": {
        "zh": "全部 {readings} 份评分相同，无法排序。",
        "en": "All {readings} sheets have the same mark; there is nothing to rank.",
    },
    "no-nominee-read-twice": {
        "zh": "{nominees} 个对象都只有一份评分，分不清是事迹突出还是评委偏宽；排序只是原始分的顺序，区间按全部分差估计。",
        "en": "Each of the {nominees} nominees has one sheet, so merit cannot be told from leniency; the ranking is "
        "that of the raw marks, and intervals take the whole spread of marks as error.",
    },
    "severity-unknown": {
        "zh": "评委宽严程度与评分误差无法区分（评委各只评了一个对象，或评审安排重叠太少），未作宽严校正。",
        "en": "Severity cannot be told from error (each assessor read one nominee, or the panels overlap too little); "
        "no correction was made.",
    },
    "not-converged": {
        "zh": "方差测算经 {iterations} 步仍未收敛，结果请谨慎使用。",
        "en": "The variances had not settled after {iterations} steps; use the result with care.",
    },
    "extreme-marks": {
        "zh": "有 {count} 位对象或评委的评分全部是最高档或最低档（{named}），其测算值没有上限或下限；"
        "已按向内收 0.3 档处理，请谨慎比较。",
        "en": "{count:nominee or assessor has|nominees or assessors have} only highest or only lowest marks ({named}), which "
        "points nowhere in particular; their sums were drawn in by 0.3 of a mark. Compare them with care.",
    },
    "category-unused": {
        "zh": "分档 {marks} 没有人用过，已与相邻分档并为连续档次。",
        "en": "Nobody gave the marks {marks}; the categories around them were closed up.",
    },
    "comparisons-one-sided": {
        "zh": "有对象从未落后或从未领先，其测算值没有上限或下限；已为每个对象加记对平均水平 {added} 次胜、{added} 次负。",
        "en": "Some nominee never lost or never won, which puts it nowhere in particular; {added} of a win and {added} of a "
        "loss against an average nominee were added for everybody.",
    },
    "spreads-alike": {
        "zh": "各评委误差的大小看不出差别（对数方差 {seen}，单凭偶然也有 {expected}），各评委一律同等对待。",
        "en": "Assessors' errors do not differ in size (their logs scatter by {seen}, by chance alone by {expected}), so all "
        "were taken alike.",
    },
    "criteria-as-rows": {
        "zh": "等级评分模型把 {criteria} 个评分项当作各自独立的判断；若一个印象影响各项（光环效应），误差会被低估。",
        "en": "The rating scale model takes the {criteria} criteria as independent judgements; where one impression "
        "colours them all (halo), errors are understated.",
    },
}
