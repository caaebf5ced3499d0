"""Why an assignment is refused, in simplified Chinese and in English; braces hold facts."""

from __future__ import annotations

REFUSALS: dict[str, dict[str, str]] = {
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
    "assignment-units-short": {
        "zh": "无法分派评委：以下单位的提名可用评委不足（可用／需要）：{units}。共 {count} 项提名（{nominees}），尚需评阅 "
        "{needed} 次，只有 {available} 次。请从其他单位增加评委；回避不可放宽。",
        "en": "The assignment cannot be made: nominations of these units have too few eligible assessors (eligible/needed): "
        "{units}. In all {count} nomination(s) ({nominees}) need {needed} more readings and can get {available}. Add "
        "assessors from elsewhere; recusals stay.",
    },
    "assignment-experts-short": {
        "zh": "有 {count} 项提名（{nominees}）够格的评委不足 {experts} 名（现有：{have}）。请降低所要求的契合度，或增加评委。",
        "en": "{count} nomination(s) ({nominees}) have fewer than {experts} assessor(s) of the affinity asked for (they have "
        "{have}). Ask for less affinity, or add assessors.",
    },
    "assignment-loads-idle": {
        "zh": "评阅下限无法满足：{count} 名评委（{assessors}）合计至少应评阅 {wanted} 次，但可供其评阅的只有 {available} 次。"
        "请降低下限，或为他们增加可评的提名。",
        "en": "The least loads cannot be met: {count} assessor(s) ({assessors}) should have at least {wanted} readings "
        "together, but there are {available} for them. Lower the least load or allow them more pairs.",
    },
    "assignment-terms-too-tight": {
        "zh": "各项要求单独可以满足，合在一起却无法满足（每项提名的内行评委 {experts} 名，评阅下限最高 {low}）。请放宽其中一项。",
        "en": "Each demand can be met by itself, but not all together (experts for each nomination: {experts}; highest least "
        "load: {low}). Ease one of them.",
    },
    "assignment-pair-twice": {
        "zh": "提名“{nominee}”与评委“{assessor}”的配对出现了不止一次。请删去重复的一行。",
        "en": 'The pair of nomination "{nominee}" and assessor "{assessor}" comes more than once. Remove the repetition.',
    },
    "assignment-experts-wrong": {
        "zh": "内行评委人数 {experts} 有误：应在 0 与评阅次数 {readings} 之间。",
        "en": "The number of experts, {experts}, is wrong: it must lie between 0 and the {readings} readings.",
    },
    "assignment-load-price-wrong": {
        "zh": "均衡评阅量的代价 {price} 有误：不得小于零。",
        "en": "The price of load, {price}, is wrong: it must not be below zero.",
    },
    "assignment-loads-wrong": {
        "zh": "评委“{assessor}”的评阅量有误：下限 {low}，上限 {high}。下限不得小于零，也不得大于上限。",
        "en": 'The loads of assessor "{assessor}" are wrong: at least {low}, at most {high}. The lower must be zero or more, '
        "and not above the upper.",
    },
    "assignment-fair-too-large": {
        "zh": "可配对数 {pairs} 超过 {most}，无法在合理时间内精确保护最低总分。请改用“保护最差配对”的方式。",
        "en": "With {pairs} pairs (more than {most}) the floor on the worst-off sum is not searched for exactly. Protect the "
        "worst pair instead.",
    },
    "pairs-encoding": {
        "zh": "{file} 的文字编码无法识别。请另存为 UTF-8 编码的 CSV。",
        "en": "The encoding of {file} is not known. Save it as CSV in UTF-8.",
    },
    "pairs-column-missing": {
        "zh": "{file} 缺少“{column}”列。现有各列：{known}。",
        "en": "{file} has no column “{column}”. There are: {known}.",
    },
    "pairs-cell-wrong": {
        "zh": "{file} 第 {line} 行“{column}”列的“{found}”不能用。编号不得为空；契合度须为数。",
        "en": "{file}, line {line}: “{found}” will not do in column “{column}”. An id may not be empty; affinity is a number.",
    },
    "pairs-none": {
        "zh": "{file} 中没有任何配对。",
        "en": "There is no pair in {file}.",
    },
    "plan-wrong": {
        "zh": "规划参数有误：提名 {nominees}，评委 {assessors}，评阅次数 {readings}。每项提名应有至少 2 名评委，且不多于评委人数。",
        "en": "The plan is wrong: {nominees} nominations, {assessors} assessors, {readings} readings. Each nomination needs "
        "at least 2 assessors, and no more than there are.",
    },
    "assignment-assessor-unknown": {
        "zh": "{file} 中的评委“{assessor}”不在配对表中。请核对编号。",
        "en": 'Assessor "{assessor}" in {file} stands in no pair of the table. Check the id.',
    },
    "plan-out-of-reach": {
        "zh": "标准误 {se}（以一次打分的误差为单位）无法达到：即使每项提名由 {readings} 名评委评阅也不够。请放宽精度或提高评阅上限。",
        "en": "A standard error of {se} (in errors of one mark) is out of reach even with {readings} readings of each "
        "nomination. Ask for less precision or allow larger loads.",
    },
}
