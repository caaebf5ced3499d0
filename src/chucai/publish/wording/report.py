"""Words of the decision report."""

from __future__ import annotations

_PAGE = {
    "report-title": {"zh": "评选情况报告", "en": "How the names were chosen"},
    "report-page-title": {
        "zh": "{programme}（{edition}）评选情况报告",
        "en": "How the names were chosen: {programme} {edition}",
    },
    "report-rehearsal": {
        "zh": "演练：本页所有人员、单位、事迹和分数均为虚构。",
        "en": "A rehearsal: every person, unit, deed and score on this page is invented.",
    },
    "report-brief": {"zh": "要点", "en": "In brief"},
    "report-names": {
        "zh": "只有列入光荣榜的才写名字，其他一律只用推荐编号，评委只用代号。",
        "en": "Only those on the roll are named; everybody else appears as the number of a nomination, assessors as pseudonyms.",
    },
    "report-method": {"zh": "怎样评选", "en": "How we selected"},
    "report-host": {"zh": "主办单位", "en": "Held by"},
    "report-basis": {"zh": "依据", "en": "Basis"},
    "report-approval": {"zh": "批准文号", "en": "Approval"},
    "report-places": {"zh": "名额", "en": "Places"},
    "report-place": {"zh": "{category}{n}{unit}", "en": "{category} {n}"},
    "report-digest": {"zh": "评选办法指纹", "en": "Digest of the charter"},
    "report-stages": {"zh": "环节和起止日期", "en": "Stages and their dates"},
    "report-criteria": {"zh": "评分项", "en": "Criteria"},
    "report-gates": {"zh": "各环节推荐数", "en": "Through the gates"},
    "report-merit": {"zh": "综合评定", "en": "Merit and the cut"},
    "report-severity": {"zh": "评委宽严", "en": "Severity of assessors"},
    "report-composition": {"zh": "结构要求", "en": "The list against the rules"},
    "report-band": {
        "zh": "难分区间：第{first}名至第{last}名之间，有{near}项推荐的区间包含入选线（{cut}分），其中{chosen}项入选，{rest}项未入选。"
        "换一组同样称职的评委，这一部分的结果可能不同；评议应当用在这里。",
        "en": "Too close to call: between ranks {first} and {last}, the intervals of {near:nomination|nominations} hold the cut "
        "({cut} points); {chosen} of these were chosen and {rest} were not. Another panel, as able as this one, might have "
        "decided these cases otherwise; this is where deliberation belongs.",
    },
    "gate-recommend": {"zh": "推荐", "en": "recommend"},
    "gate-compare": {"zh": "比选", "en": "compare"},
    "gate-vet": {"zh": "审核", "en": "vet"},
    "gate-consult": {"zh": "公示和征求意见", "en": "consult"},
    "gate-confer": {"zh": "表彰", "en": "confer"},
    "working-days": {"zh": "{n}个工作日", "en": "{n:working day|working days}"},
    "days": {"zh": "{n}天", "en": "{n:day|days}"},
}

_JUDGED = {
    "judged-sheets": {
        "zh": "{assessors}名评委对{nominations}项推荐独立评分，共{sheets}份评分表，其中{amended}份经说明理由后修改；弃评{abstained}次；"
        "评分份数不足而未排序的{unranked}项。",
        "en": "{assessors:assessor|assessors} scored {nominations:nomination|nominations}, each alone, on "
        "{sheets:sheet|sheets}, {amended} of them amended with a reason; {abstained:abstention|abstentions}; "
        "{unranked} left unranked for want of sheets.",
    },
    "judged-design": {
        "zh": "每项推荐由{readings}名评委评分，每名评委至多评{load}项。",
        "en": "Each nomination goes to {readings:assessor|assessors}; nobody reads more than {load}.",
    },
    "judged-recused": {
        "zh": "申报利害关系{declarations}件，回避{recusals}件，经两人决定解除回避{lifted}件。",
        "en": "{declarations:interest|interests} declared, {recusals:recusal|recusals}, {lifted} lifted by two people.",
    },
    "judged-blind": {"zh": "评分时不显示姓名和单位。", "en": "Names and units were hidden from assessors."},
    "judged-engine": {"zh": "计算方法版本：{engine}", "en": "Version of the calculation: {engine}"},
    "merit-by-severity": {
        "zh": "综合评定值按评委宽严校正，并给出区间；原始平均分一并列出。",
        "en": "Merit is corrected for each assessor's severity and given with an interval; the plain mean stands beside it.",
    },
    "merit-by-mean": {"zh": "综合评定值为原始平均分。", "en": "Merit is the plain mean of the sheets."},
    "merit-by-trimmed": {
        "zh": "综合评定值为去掉一个最高分和一个最低分后的平均分（5名以上评委时）。",
        "en": "Merit is the mean without one highest and one lowest sheet, where there are more than five.",
    },
    "merit-by-zscore": {
        "zh": "综合评定值为按每名评委的平均分和离散程度标准化后的平均分。",
        "en": "Merit is the mean of marks standardised by each assessor's own mean and spread.",
    },
    "merit-by-rating-scale": {
        "zh": "综合评定值为多面等级评分模型的测算值（单位为对数比），已校正评委宽严和各评分项难度。",
        "en": "Merit is the measure of the many-facet rating scale model, in logits, corrected for each assessor's severity "
        "and each criterion's difficulty.",
    },
}

_RECORD = {
    "near-title": {"zh": "因规则越过入选线的", "en": "Moved across the cut by a rule"},
    "near-why": {
        "zh": "名次在名额以内而未入选的，和名次在名额以外而入选的，逐一列出所因规则。",
        "en": "Everybody ranked within the places and left out, and everybody ranked beyond them and brought in, with the rule.",
    },
    "near-none": {"zh": "没有：入选名单与名次完全一致。", "en": "Nobody: the list follows the ranking exactly."},
    "near-table": {"zh": "因规则越线（{category}）", "en": "Moved by a rule ({category})"},
    "near-left-out": {"zh": "线上未入选", "en": "above the cut, left out"},
    "near-brought-in": {"zh": "线下入选", "en": "below the cut, brought in"},
    "near-no-rule": {"zh": "评审组决定（见“人的决定”）", "en": "the panel's decision (see “What people decided”)"},
    "people-title": {"zh": "人的决定", "en": "What people decided"},
    "selection-proven": {
        "zh": "{stage}：在全部结构要求之下，所提名单的综合评定值总和为{sum}分，已证明没有任何合规名单高于此数。",
        "en": "{stage}: the proposed list reaches {sum} points in all, and it is proven that no list that keeps every rule "
        "reaches more.",
    },
    "selection-gap": {
        "zh": "{stage}：在全部结构要求之下，所提名单的综合评定值总和为{sum}分；任何合规名单至多再高{gap}分。",
        "en": "{stage}: the proposed list reaches {sum} points in all; no list that keeps every rule can exceed it by more "
        "than {gap} points.",
    },
    "moves-none": {"zh": "评审组未改动所提名单。", "en": "The panel adopted the proposed list unchanged."},
    "moves-table": {"zh": "评审组对所提名单的改动", "en": "Where the panel departed from the proposed list"},
    "fills-title": {"zh": "递补", "en": "Reserves used"},
    "fills-none": {"zh": "比选之后没有名额空出。", "en": "No place fell vacant after the comparison."},
    "fills-table": {"zh": "空出的名额和递补", "en": "Places that fell vacant, and who took them"},
    "fills-lost": {"zh": "不递补，名额取消", "en": "nobody: the place was lost"},
    "vetting-title": {"zh": "征求有关单位意见", "en": "Opinions of the bodies asked"},
    "vetting-why": {
        "zh": "意见供审核参考，不是表决；具体内容不公开。",
        "en": "An opinion informs the vetting and is not a vote; what was found stays confidential.",
    },
    "vetting-table": {"zh": "各单位答复", "en": "Answers by body"},
    "notices-title": {"zh": "公示和异议", "en": "Notices and objections"},
    "notices-why": {
        "zh": "对异议人的身份予以保密，此处只列件数和处理结果。",
        "en": "Who objected stays sealed; here are numbers and outcomes alone.",
    },
    "notices-table": {"zh": "公示和异议处理", "en": "Notices, and what became of objections"},
    "votes-title": {"zh": "票决", "en": "Votes"},
    "votes-why": {
        "zh": "按评选办法规定的法定人数和通过比例计票；无记名投票只公布合计。",
        "en": "Counted by the quorum and the pass mark of the charter; of a secret ballot only sums are published.",
    },
    "votes-table": {"zh": "票决情况", "en": "Votes taken"},
    "answer-clear": {"zh": "无异议", "en": "clear"},
    "answer-concern": {"zh": "有情况说明", "en": "concern"},
    "answer-object": {"zh": "有异议", "en": "object"},
    "answer-none-held": {"zh": "未掌握情况", "en": "none held"},
    "answer-silence": {"zh": "逾期未复", "en": "no answer"},
    "outcome-upheld": {"zh": "成立", "en": "upheld"},
    "outcome-dismissed": {"zh": "不成立", "en": "dismissed"},
    "outcome-out-of-scope": {"zh": "不属受理范围", "en": "out of scope"},
    "outcome-open": {"zh": "尚未答复", "en": "open"},
}

_COLUMNS = {
    "column-gate": {"zh": "关口", "en": "gate"},
    "column-tier": {"zh": "层级", "en": "tier"},
    "column-first": {"zh": "开始", "en": "first day"},
    "column-last": {"zh": "截止", "en": "last day"},
    "column-length": {"zh": "办法规定", "en": "by the charter"},
    "column-criterion": {"zh": "评分项", "en": "criterion"},
    "column-weight": {"zh": "权重", "en": "weight"},
    "column-scale": {"zh": "分值", "en": "scale"},
    "column-crossing": {"zh": "情形", "en": "crossing"},
    "column-left": {"zh": "空出者", "en": "who left"},
    "column-why": {"zh": "原因", "en": "why"},
    "column-taken-by": {"zh": "递补者", "en": "who took the place"},
    "column-move-out": {"zh": "移出", "en": "out"},
    "column-move-into": {"zh": "移入", "en": "in"},
    "column-reason": {"zh": "理由", "en": "reason"},
    "column-body": {"zh": "征求意见单位", "en": "body"},
    "column-asked": {"zh": "征求件数", "en": "asked"},
    "column-stopped": {"zh": "据此终止", "en": "stopped on it"},
    "column-notices": {"zh": "公示数", "en": "notices"},
    "column-listed": {"zh": "公示对象", "en": "listed"},
    "column-objections": {"zh": "异议件数", "en": "objections"},
    "column-vote": {"zh": "票决", "en": "vote"},
    "column-ballots": {"zh": "场次", "en": "ballots"},
    "column-entitled": {"zh": "应到会", "en": "entitled"},
    "column-present": {"zh": "实到会", "en": "present"},
    "column-cast": {"zh": "投票", "en": "cast"},
    "column-quorate": {"zh": "达到法定人数的场次", "en": "with a quorum"},
    "column-candidates": {"zh": "表决对象", "en": "candidates"},
    "column-passed-vote": {"zh": "通过", "en": "passed"},
    "column-least": {"zh": "通过者最低赞成票", "en": "fewest votes that passed"},
}

_PROOF = {
    "report-proof": {"zh": "核验包证明什么", "en": "What the bundle proves"},
    "proves-intro": {
        "zh": "本轮全部事件都在核验包里。任何人都可以离线核验：",
        "en": "Every event of this round is in the bundle. Anybody can check, offline, that",
    },
    "proves-place": {
        "zh": "每条事件都在原位，自签名以来没有增删、改动或调换；",
        "en": "each event stands in its place, and none was added, removed, changed or moved since it was signed;",
    },
    "proves-gates": {
        "zh": "每道关口都按评选办法办理，期限、票数、回避和公示都合规；",
        "en": "each gate was passed by the rules of the charter: dates, votes, recusals and notices;",
    },
    "proves-count": {
        "zh": "入选名单重新清点后符合全部结构要求；",
        "en": "the list, counted again, keeps every composition rule;",
    },
    "proves-merit": {
        "zh": "由评分表可以重新算出同样的排序和入选名单；",
        "en": "the score sheets give the same ranking and the same list when they are computed again;",
    },
    "proves-roll": {"zh": "光荣榜与事件完全一致。", "en": "the roll is exactly what the events say."},
    "proves-not-intro": {"zh": "它不能证明：", "en": "It cannot prove"},
    "proves-not-truth": {
        "zh": "事迹是否属实，评分是否公允——这由公示、异议和评委负责；",
        "en": "that the deeds are true or the scores fair: notices, objections and assessors answer for those;",
    },
    "proves-not-names": {
        "zh": "未入选者是谁——公开版只有编号，只有审计版附有揭示；",
        "en": "who was not chosen: the public bundle has numbers only, the auditor's one the openings;",
    },
    "proves-not-key": {
        "zh": "签名公钥属于谁——请与表彰机关另行公布的公钥核对。",
        "en": "whose key signed it: compare the key with what the conferring body publishes elsewhere.",
    },
}

WORDS = {**_PAGE, **_JUDGED, **_RECORD, **_COLUMNS, **_PROOF}
