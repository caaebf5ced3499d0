"""Words for what is refused about awards, and for what a check of the ledger finds."""

REFUSALS = {
    "already-accepted": {
        "zh": "推荐 {nomination} 已经表示接受。",
        "en": "The award has been accepted already for nomination {nomination}.",
    },
    "no-such-honour": {
        "zh": "没有表彰项目“{honour}”。可用的有：{known}。",
        "en": "There is no honour “{honour}”. There are: {known}.",
    },
    "other-grade": {
        "zh": "推荐 {nomination} 按排序应为[“{grade}”]等次，与所授项目不符。",
        "en": "By the ranking nomination {nomination} comes to another grade[: {grade}].",
    },
    "referral-open": {
        "zh": "推荐 {nomination} 还有未裁定的条件：{rules}。",
        "en": "Nobody has ruled yet on {rules} for nomination {nomination}.",
    },
    "acceptance-first": {
        "zh": "推荐 {nomination} 须先征得本人接受，再授予。",
        "en": "Nomination {nomination} must accept before the award is conferred.",
    },
    "not-conferred": {
        "zh": "推荐 {nomination} 没有获得表彰。",
        "en": "Nomination {nomination} holds no award.",
    },
    "already-lost": {
        "zh": "推荐 {nomination} 的表彰已经撤销。",
        "en": "The award of nomination {nomination} is lost already.",
    },
    "no-such-ground": {
        "zh": "评选办法没有规定撤销事由“{ground}”。可用的有：{known}。",
        "en": "The charter has no ground “{ground}”. There are: {known}.",
    },
    "other-means": {
        "zh": "事由“{ground}”应按“{means}”办理。",
        "en": "On the ground “{ground}” an award is lost in another way: {means}.",
    },
    "no-such-promise": {
        "zh": "该表彰没有后续落实事项“{promise}”。可用的有：{known}。",
        "en": "This honour has no follow-through “{promise}”. There are: {known}.",
    },
    "promise-closed": {
        "zh": "推荐 {nomination} 的后续落实事项“{promise}”已经办结。",
        "en": "The follow-through “{promise}” of nomination {nomination} is closed.",
    },
    # --- what an audit of events finds
    "event-without-act": {
        "zh": "事件“{kind}”不出自任何操作。",
        "en": "No act makes an event “{kind}” like this.",
    },
    "other-events": {
        "zh": "按规则应得的事件是“{wanted}”，台账中是“{found}”[，不同之处：{fields}]。",
        "en": "The rules give {wanted} here; the ledger has {found}[, with another {fields}].",
    },
    "act-impossible": {
        "zh": "操作“{act}”无法重新裁定（{error}），所记内容不可能出自本系统。",
        "en": "This act ({act}) cannot be decided again ({error}): no round makes such an event.",
    },
    "charter-missing": {
        "zh": "缺少指纹为 {charter} 的评选办法，无法核对。",
        "en": "The charter with digest {charter} is not attached, so nothing can be checked under it.",
    },
    "calendar-missing": {
        "zh": "缺少指纹为 {calendar} 的节假日表，无法核对。",
        "en": "The holiday table with digest {calendar} is not attached, so no day can be counted.",
    },
}
