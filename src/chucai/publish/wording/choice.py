"""Words of how the list was chosen: what rules cost, other lists, smallest changes, how firm the list is."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "report-price": {"zh": "各条规则的代价", "en": "What each rule costs"},
    "price-title": {
        "zh": "{rules}条规则中{costly}条使名单总分降低，影响最大的是“{rule}”：没有这一条，总分（{total}分）可再高{merit}分",
        "en": "{costly} of {rules} rules cost the list merit. The dearest: “{rule}”; without it the list, {total} points in "
        "all, could have {merit} more",
    },
    "price-title-none": {
        "zh": "{rules}条规则没有使名单总分降低：没有这些规则，名单也不会更好",
        "en": "None of the {rules:rule|rules} costs the list any merit: without them it could not be better",
    },
    "price-note": {
        "zh": "蓝条为取消该规则（连同它的各个部分）后最优名单的总分可增加多少，竖线为每个部分各放宽一人时可增加多少，"
        "都是重新求解的准确数。代价不是反对规则的理由，只说明规则起了多大作用。",
        "en": "A bar is how much more merit the best list would have without the rule and all its parts; a tick, with room for "
        "one person more in each part. Both are exact, solved again. A price is no argument against a rule: it says what the "
        "rule does.",
    },
    "price-description": {
        "zh": "{rules}条规则各自的代价，按大小排列；名单总分{total}分。全部数据见表。",
        "en": "The price of {rules:rule|rules}, dearest first; the list has {total} points in all. The table has all data.",
    },
    "price-said": {"zh": "＋{merit}分", "en": "+{merit} points"},
    "price-places": {"zh": "，多{places}个名额", "en": ", {places:place|places} more"},
    "price-nothing-said": {"zh": "没有代价", "en": "costs nothing"},
    "price-spoken": {"zh": "没有“{rule}”，总分可再高{merit}分", "en": "Without “{rule}”: {merit} points more"},
    "price-table": {"zh": "各条规则的代价（{stage}）", "en": "What each rule costs ({stage})"},
    "report-others": {"zh": "还有没有同样好的名单", "en": "Is another list as good?"},
    "others-none": {
        "zh": "{stage}：没有。全部合规名单中，次优的一份总分少{less}分（重新求解得出的准确数）。",
        "en": "{stage}: no. Of all lists that keep every rule the next best has {less} points less.",
    },
    "others-alone": {
        "zh": "{stage}：没有。合规的名单只有这一份。",
        "en": "{stage}: no. This is the only list that keeps every rule.",
    },
    "others-equal": {
        "zh": "{stage}：有。至少还有{number}份合规名单总分相同，由公开种子抽签决定。",
        "en": "{stage}: yes. At least {number:other list|other lists} that keep every rule have the same merit; lots drawn "
        "from the public seed decided.",
    },
    "others-table": {
        "zh": "最接近的其他合规名单（{stage}）",
        "en": "The nearest other lists that keep every rule ({stage})",
    },
    "others-swap": {
        "zh": "逐条读：换入左列各项、换出右列各项，就得到该名单。",
        "en": "Read a row as: with these in and those out, that is the list.",
    },
    "report-firm": {"zh": "名单有多稳", "en": "How firm the list is"},
    "firm-title": {
        "zh": "在评分误差之内重排{draws}次：{chosen}项入选中，{firm}项几乎每次都在名单上，{open}项有时不在",
        "en": "With merits drawn {draws} times within their error, {firm} of the {chosen} chosen are on nearly every list; "
        "{open} are not",
    },
    "firm-note": {
        "zh": "每次按综合评定值的误差范围抽取一组分数，再在全部规则之下重新选出最优名单，共{draws}次。纵向为在其中多少份名单上；"
        "底色带内（5%至95%）难以断定。",
        "en": "Each of {draws:draw|draws} takes merits from within their error and chooses the best list under all rules "
        "again. The height is the share of these lists a nomination is on; in the shaded band (5 to 95 in a hundred) it is "
        "open.",
    },
    "firm-description": {
        "zh": "{all}项推荐各在{draws}份重排名单中的多少份上，按次数排列。全部数据见表。",
        "en": "On how many of {draws:list|lists} each of {all:nomination|nominations} is, the surest first. The table has all "
        "data.",
    },
    "firm-axis": {"zh": "按次数排列 →", "en": "from the surest →"},
    "firm-spoken": {
        "zh": "{nomination}（{standing}）：{draws}份名单中的{count}份",
        "en": "{nomination} ({standing}): on {count} of {draws:list|lists}",
    },
    "firm-table": {
        "zh": "各项推荐在重排名单上的次数（{stage}）",
        "en": "How often each nomination is on the list ({stage})",
    },
    "change-in": {"zh": "高{change}分即入选", "en": "in with {change} points more"},
    "change-out": {"zh": "低{change}分即落选", "en": "out with {change} points less"},
    "change-never-in": {"zh": "分数再高也不能入选", "en": "no merit would bring it in"},
    "change-never-out": {"zh": "规则不能缺少，分数再低也入选", "en": "no merit would take it out: the rules need it"},
    "column-change": {"zh": "最小变化", "en": "smallest change"},
    "column-price-dropped": {"zh": "取消后增加的总分", "en": "merit without it"},
    "column-price-places": {"zh": "取消后多用的名额", "en": "places without it"},
    "column-price-eased": {"zh": "放宽一人增加的总分", "en": "merit with one person's room"},
    "column-less": {"zh": "总分相差", "en": "merit less"},
    "column-enters": {"zh": "换入", "en": "in"},
    "column-leaves": {"zh": "换出", "en": "out"},
    "column-on-lists": {"zh": "在几份名单上", "en": "on lists"},
    "column-share-of-lists": {"zh": "占比", "en": "share"},
}
