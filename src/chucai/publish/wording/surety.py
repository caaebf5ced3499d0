"""Words of the pictures that say how far the marks can be trusted: chances of a place, and what hangs on one assessor."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "report-chance": {"zh": "评分能定到哪一步", "en": "How far the marks decide"},
    "report-leave": {"zh": "少了任何一位评委会怎样", "en": "Without any one assessor"},
    "chance-title": {
        "zh": "{category}：{places}个名额中{sure}个已由评分确定，{open}{unit}入选与否评分难以分辨",
        "en": "{category}: marks settle {sure} of {places:place|places}; they leave it open for {open:nomination|nominations}",
    },
    "chance-note": {
        "zh": "每个点是一个推荐，纵向为按综合评定值进入名额的可能性；底色带内（5%至95%）评分不足以分辨。组合规则未计入。",
        "en": "Each mark is a nomination; its height is the chance of being among the best by merit. In the shaded band (5 to "
        "95 in a hundred) the marks leave it open. Rules of composition are not counted.",
    },
    "chance-description": {
        "zh": "{all}个推荐进入{places}个名额的可能性，按名次画出前{shown}个；{open}个在难以分辨的范围内。全部数据见表。",
        "en": "Chance of one of {places:place|places} for {all:nomination|nominations}; the first {shown} by rank are drawn, "
        "{open} lie in the open band. The table has all data.",
    },
    "chance-cut": {"zh": "名额 {places}", "en": "{places:place|places}"},
    "chance-rank": {"zh": "名次 →", "en": "rank →"},
    "chance-spoken": {
        "zh": "{nomination}：第{rank}名，进入名额的可能性{chance}",
        "en": "{nomination}: rank {rank}, chance of a place {chance}",
    },
    "chance-table": {"zh": "进入名额的可能性（{category}）", "en": "Chance of a place ({category})"},
    "leave-title": {
        "zh": "{category}：{places}个名额中{safe}个不因缺少任何一位评委而改变；{all}位评委中{matter}位会影响名单",
        "en": "{category}: {safe} of {places:place|places} hang on no single assessor; without {matter} of {all} the list "
        "would change",
    },
    "leave-title-none": {
        "zh": "{category}：去掉{all}位评委中的任何一位，按分排定的名单都不变",
        "en": "{category}: the list by merit stays the same without any one of {all:assessor|assessors}",
    },
    "leave-note": {
        "zh": "逐一去掉每位评委的评分表，按其余评分重排名额内的名单（宽严估计不变，不计组合规则）。影响名单不等于评得不对：线边差距小，少一份就会变。评委以代号列出。",
        "en": "The sheets of each assessor are left out in turn, and the places filled by the rest (severities held, rules of "
        "composition not counted). To matter is not to be wrong: near the cut one sheet less is enough. Assessors appear "
        "under pseudonyms.",
    },
    "leave-description": {
        "zh": "{all}位评委，其中{matter}位缺席会改变名单；{leaves}个推荐可能退出，{enters}个可能进入。全部数据见表。",
        "en": "{all:assessor|assessors}, {matter} of whom matter to the list; {leaves:nomination|nominations} might leave, "
        "{enters} might enter. The table has all data.",
    },
    "leave-leaves": {"zh": "会退出名额", "en": "would leave"},
    "leave-enters": {"zh": "会进入名额", "en": "would enter"},
    "leave-nothing": {"zh": "没有变化", "en": "nothing changes"},
    "leave-strip": {
        "zh": "每格一位评委，高度为变动的名额数（最多{most}个）",
        "en": "A cell an assessor, as high as places change (at most {most})",
    },
    "leave-rows": {"zh": "名次与推荐编号，取决于几位评委", "en": "Rank and nomination: on how many assessors it hangs"},
    "leave-nobody": {"zh": "没有任何推荐的名额取决于某一位评委。", "en": "No place hangs on any one assessor."},
    "leave-hidden": {"zh": "另有{hidden}个从略，见表", "en": "{hidden} more are in the table"},
    "leave-spoken": {
        "zh": "去掉{assessor}（{sheets}份）：退出{leaves}个，进入{enters}个",
        "en": "Without {assessor} ({sheets:sheet|sheets}): {leaves} leave, {enters} enter",
    },
    "leave-table": {"zh": "逐一去掉评委后的变化（{category}）", "en": "Changes without each assessor ({category})"},
    "column-chance": {"zh": "可能性", "en": "chance"},
    "column-open": {"zh": "难以分辨", "en": "left open"},
    "column-leaves-without": {"zh": "会退出", "en": "would leave"},
    "column-enters-without": {"zh": "会进入", "en": "would enter"},
}
