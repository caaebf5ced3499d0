"""Words on pictures and in the tables beneath them."""

from __future__ import annotations

_COMMON = {
    "yes": {"zh": "是", "en": "yes"},
    "no": {"zh": "否", "en": "no"},
    "unit-person": {"zh": "人", "en": ""},
    "unit-team": {"zh": "个", "en": ""},
    "unit-work": {"zh": "项", "en": ""},
    "picture-data": {"zh": "本图数据", "en": "The data of this picture"},
    "picture-csv": {"zh": "下载数据（CSV）", "en": "Download the data (CSV)"},
    "standing-chosen": {"zh": "入选", "en": "chosen"},
    "standing-reserve": {"zh": "递补", "en": "reserve"},
    "standing-not-chosen": {"zh": "未入选", "en": "not chosen"},
}

_MERIT = {
    "merit-title": {
        "zh": "{category}：{chosen}{unit}入选，{near}{unit}与入选线难分高下",
        "en": "{category}: {chosen} chosen; {near} cannot be told apart from the cut",
    },
    "merit-title-no-cut": {
        "zh": "{category}：参评{all}{unit}，入选{chosen}{unit}，名额足够，不设入选线",
        "en": "{category}: {chosen} of {all} chosen; there were places for all, so there is no cut",
    },
    "merit-note": {
        "zh": "横线为综合评定值的区间，越长越不确定。区间跨过入选线（虚线）的，凭现有评分表分不出应在线上还是线下；"
        "两条区间相交并不是统计检验。",
        "en": "A bar is the interval of the estimated merit: the longer, the less certain. Where it crosses the cut (broken "
        "line), the score sheets cannot say on which side the name belongs. Two bars that overlap are not a test.",
    },
    "merit-note-no-cut": {
        "zh": "横线为综合评定值的区间，越长越不确定。",
        "en": "A bar is the interval of the estimated merit: the longer, the less certain.",
    },
    "merit-description": {
        "zh": "参评的{all}项推荐按综合评定值排列，入选线为{cut}分，{near}项的区间跨过该线。"
        "因结构要求，线上{out}项未入选，线下{brought}项入选。下方逐行列出{shown}项。全部数据见表。",
        "en": "{all:nomination|nominations} in order of merit; the cut lies at {cut} points and {near:interval holds|intervals "
        "hold} it. By the composition rules {out} above the cut were left out and {brought} below it brought in. "
        "{shown:row is|rows are} drawn one by one. The table has all data.",
    },
    "merit-description-no-cut": {
        "zh": "参评的{all}项推荐按综合评定值排列，名额足够，没有入选线。全部数据见表。",
        "en": "{all:nomination|nominations} in order of merit; there is a place for each, so there is no cut. "
        "The table has all data.",
    },
    "merit-interval": {"zh": "区间", "en": "interval"},
    "merit-mean": {"zh": "原始平均分", "en": "plain mean"},
    "merit-moved": {"zh": "因规则越线", "en": "moved by a rule"},
    "merit-band": {"zh": "难分区间：第{first}至{last}名", "en": "too close to call: ranks {first} to {last}"},
    "merit-cut": {"zh": "入选线 {cut}", "en": "cut {cut}"},
    "merit-rank": {"zh": "第{rank}名", "en": "rank {rank}"},
    "merit-places": {"zh": "{places}个名额", "en": "{places:place|places}"},
    "merit-near": {
        "zh": "入选线附近（{shown}项，按名次）",
        "en": "Near the cut ({shown:nomination|nominations} in order of rank)",
    },
    "merit-skipped": {"zh": "略去{ranks}名", "en": "{ranks:rank|ranks} left out here"},
    "merit-left-out": {"zh": "↓ 未入选：{rules}", "en": "↓ left out: {rules}"},
    "merit-brought-in": {"zh": "↑ 入选：{rules}", "en": "↑ brought in: {rules}"},
    "merit-spoken": {
        "zh": "第{rank}名 {nomination}：综合评定值{merit}（{low}至{high}），原始平均分{mean}，{standing}",
        "en": "Rank {rank}, {nomination}: merit {merit} ({low} to {high}), plain mean {mean}, {standing}",
    },
    "one-honour-each": {"zh": "一人只得一项荣誉", "en": "one honour for each person"},
    "merit-table": {"zh": "综合评定值（{category}）", "en": "Merit ({category})"},
}

_COMPOSITION = {
    "composition-title": {
        "zh": "结构要求共{rules}条，全部符合，其中{tight}条恰在界限上",
        "en": "{rules:composition rule|composition rules}, all kept; {tight:stands|stand} exactly at the bound",
    },
    "composition-title-broken": {
        "zh": "结构要求共{rules}条，其中{broken}条不符合",
        "en": "{rules:composition rule|composition rules}, of which {broken:is|are} broken",
    },
    "composition-note": {
        "zh": "每条规则各有自己的分母：整条为分母，填色为计入人数，竖线为上下限，小箭头指向允许的一侧。",
        "en": "Each rule has a denominator of its own: the full bar. The filled part is what was counted; a tick is a bound, "
        "and its arrow points to the side that is allowed.",
    },
    "composition-description": {
        "zh": "{rules}条结构要求，逐条列出计数、分母、上下限和是否符合。全部数据见表。",
        "en": "{rules:composition rule|composition rules}, each with its count, its denominator, its bounds and whether it "
        "holds. The table has all data.",
    },
    "composition-clause": {"zh": "（{clause}）", "en": " ({clause})"},
    "composition-counted": {"zh": "{counted}／{among}（{share}）", "en": "{counted} of {among} ({share})"},
    "composition-exact": {"zh": "✓ 符合，恰在界限", "en": "✓ kept, at the bound"},
    "composition-holds": {"zh": "✓ 符合，余{spare}", "en": "✓ kept, {spare} to spare"},
    "composition-broken": {"zh": "✕ 不符合，差{spare}", "en": "✕ broken by {spare}"},
    "composition-reported": {"zh": "仅统计，不作要求", "en": "reported only, not binding"},
    "composition-idle": {"zh": "本轮不适用", "en": "does not apply here"},
    "composition-parts": {"zh": "{parts}个单位，最多者{most}", "en": "{parts:group|groups}, {most} in the largest"},
    "composition-parts-broken": {"zh": "✕ {broken}个不符合", "en": "✕ broken in {broken}"},
    "composition-table": {"zh": "入选名单与结构要求", "en": "The list against the rules"},
}

_GATES = {
    "gates-title": {"zh": "{parts}入选", "en": "{parts} honoured"},
    "gates-title-open": {"zh": "{parts}仍在评选", "en": "{parts} still in the running"},
    "gates-category": {
        "zh": "{category}{entered}{unit}中{passed}{unit}",
        "en": "{category} {passed} of {entered}",
    },
    "gates-title-hardest": {
        "zh": "；“{stage}”一关止步最多，共{ended}项",
        "en": "; more ended at this stage than at any other: {stage} ({ended})",
    },
    "gates-note": {
        "zh": "自上而下为各环节。宽度表示推荐数，各类用同一比例；向右分出的在该环节止步，或转为递补人选。",
        "en": "From top to bottom, one band for each stage. Width is the number of nominations, on one scale; what turns off "
        "to the right ended there or waits in reserve.",
    },
    "gates-description": {
        "zh": "{entered}项推荐经过{stages}个环节的流向图。全部数据见表。",
        "en": "How {entered:nomination|nominations} went through {stages:stage|stages}. The table has all data.",
    },
    "gates-reserve": {"zh": "转为递补 {n}", "en": "held in reserve {n}"},
    "gates-joined": {"zh": "＋ 递补补入 {n}", "en": "+ from reserve {n}"},
    "gates-open": {"zh": "尚未办结 {n}", "en": "still open {n}"},
    "gates-honoured": {"zh": "入选", "en": "honoured"},
    "gates-table": {"zh": "各环节推荐数", "en": "Nominations at each stage"},
    "end-returned": {"zh": "退回未再报", "en": "returned"},
    "end-not-selected": {"zh": "未入选", "en": "not selected"},
    "end-stopped": {"zh": "资格审查终止", "en": "stopped"},
    "end-disqualified": {"zh": "取消资格", "en": "disqualified"},
    "end-withdrawn": {"zh": "撤回", "en": "withdrawn"},
    "end-lapsed": {"zh": "逾期失效", "en": "lapsed"},
    "end-declined": {"zh": "本人谢绝", "en": "declined"},
}

_SEVERITY = {
    "severity-title": {
        "zh": "{all}名评委中{apart}名明显偏严或偏宽，最严与最宽相差{span}分",
        "en": "{apart} of {all} assessors are clearly severe or lenient; {span} points lie between the ends",
    },
    "severity-title-even": {
        "zh": "{all}名评委宽严相当，没有明显偏严或偏宽的",
        "en": "None of the {all} assessors is clearly severe or lenient",
    },
    "severity-note": {
        "zh": "与其他评委评同样的推荐相比，偏严为打分偏低，偏宽为打分偏高；横线为区间。右侧为所评份数。评委以代号列出。",
        "en": "A severe assessor marks lower than the others would mark the same nominations, a lenient one higher; bars are "
        "intervals. At the right, how many score sheets each has filled. Assessors appear under pseudonyms.",
    },
    "severity-corrected": {"zh": "综合评定值已扣除宽严差异。", "en": " The merit used takes these differences out."},
    "severity-not-corrected": {
        "zh": "本办法不对宽严差异作校正。",
        "en": " By the charter, merit is not corrected for these differences.",
    },
    "severity-description": {
        "zh": "{all}名评委的宽严程度及区间、所评份数，逐行列出{shown}名。全部数据见表。",
        "en": "Severity of {all:assessor|assessors} with intervals and number of sheets; {shown:row is|rows are} drawn. "
        "The table has all data.",
    },
    "severity-harsh": {"zh": "明显偏严", "en": "clearly severe"},
    "severity-mild": {"zh": "明显偏宽", "en": "clearly lenient"},
    "severity-even": {"zh": "宽严适中", "en": "neither"},
    "severity-axis-mild": {"zh": "← 偏宽", "en": "← lenient"},
    "severity-axis-harsh": {"zh": "偏严 →", "en": "severe →"},
    "severity-load": {"zh": "份数", "en": "sheets"},
    "severity-hidden": {"zh": "居中{hidden}名从略", "en": "{hidden} between"},
    "severity-spoken": {
        "zh": "{assessor}：宽严程度{severity}分（{low}至{high}），评{sheets}份",
        "en": "{assessor}: {severity} points ({low} to {high}), {sheets:sheet|sheets}",
    },
    "severity-table": {"zh": "评委宽严程度（{stage}）", "en": "Severity of assessors ({stage})"},
}

_COLUMNS = {
    "column-rank": {"zh": "名次", "en": "rank"},
    "column-nomination": {"zh": "推荐编号", "en": "nomination"},
    "column-merit": {"zh": "综合评定值", "en": "merit"},
    "column-low": {"zh": "区间下限", "en": "low"},
    "column-high": {"zh": "区间上限", "en": "high"},
    "column-mean": {"zh": "原始平均分", "en": "plain mean"},
    "column-readings": {"zh": "评分份数", "en": "readings"},
    "column-standing": {"zh": "结果", "en": "standing"},
    "column-near-cut": {"zh": "难分高下", "en": "too close to call"},
    "column-rules": {"zh": "使其越线的规则", "en": "moved across the cut by"},
    "column-rule": {"zh": "规则", "en": "rule"},
    "column-clause": {"zh": "条款", "en": "clause"},
    "column-part": {"zh": "单位", "en": "group"},
    "column-counted": {"zh": "计入", "en": "counted"},
    "column-among": {"zh": "分母", "en": "among"},
    "column-low-bound": {"zh": "下限", "en": "at least"},
    "column-high-bound": {"zh": "上限", "en": "at most"},
    "column-holds": {"zh": "是否符合", "en": "kept"},
    "column-stage": {"zh": "环节", "en": "stage"},
    "column-category": {"zh": "类别", "en": "category"},
    "column-entered": {"zh": "进入", "en": "entered"},
    "column-joined": {"zh": "递补补入", "en": "from the reserve"},
    "column-passed": {"zh": "通过", "en": "passed"},
    "column-reserve": {"zh": "转为递补", "en": "held in reserve"},
    "column-assessor": {"zh": "评委", "en": "assessor"},
    "column-severity": {"zh": "宽严程度", "en": "severity"},
    "column-sheets": {"zh": "评分份数", "en": "sheets"},
}

WORDS = {**_COMMON, **_MERIT, **_COMPOSITION, **_GATES, **_SEVERITY, **_COLUMNS}
