"""Words for what is refused when the proof of a list is re-counted."""

REFUSALS = {
    "proof-unreadable": {
        "zh": "证明数据无法读取（{reason}）。请使用选择结果中原样导出的证明。",
        "en": "The proof cannot be read ({reason}). Use the proof as the selection wrote it.",
    },
    "proof-of-another-list": {
        "zh": "名单自称总分 {objective}，所附证明却属于总分 {proved} 的名单。",
        "en": "The shortlist claims a total of {objective}, but its proof is of a list with {proved}.",
    },
    "proof-name-unknown": {
        "zh": "名单中的“{name}”不在人选之中。",
        "en": "“{name}” on the list is not among the candidates.",
    },
    "proof-order-ignored": {
        "zh": "必选人选“{name}”不在名单上。",
        "en": "“{name}”, who must be included, is not on the list.",
    },
    "proof-places-differ": {
        "zh": "类别“{category}”选了 {chosen} 名，名额为 {places}；每个名额限一人一次。",
        "en": "Category “{category}” has {chosen} chosen for {places} places; nobody may be named twice.",
    },
    "proof-rule-broken": {
        "zh": "名单不符合规则“{rule}”（{side}）。",
        "en": "The list breaks the rule “{rule}” ({side}).",
    },
    "proof-objective-differs": {
        "zh": "证明自称名单总分 {claimed}，重算为 {counted}。",
        "en": "The proof claims a total of {claimed}; counted again it is {counted}.",
    },
    "proof-row-unknown": {
        "zh": "证明中的“{row}”不对应任何规则。",
        "en": "“{row}” in the proof is no row of the rules.",
    },
    "proof-row-endless": {
        "zh": "证明中“{row}”的乘数方向有误：规则在这一侧没有限额。",
        "en": "The multiplier of “{row}” has the wrong sign: the rule has no bound on that side.",
    },
    "proof-upper-differs": {
        "zh": "由证明的乘数算出的上界为 {counted}，证明自称 {claimed}。",
        "en": "The multipliers give the bound {counted}; the proof claims {claimed}.",
    },
    "proof-bound-wrong": {
        "zh": "自称上界 {bound} 不在总分 {objective} 与可证上界 {upper} 之间。",
        "en": "The claimed bound {bound} does not lie between the total {objective} and what is proved, {upper}.",
    },
    "proof-core-differs": {
        "zh": "上界未能决定的人选有 {counted} 名，与证明所列 {claimed} 名不符。",
        "en": "The bound leaves {counted} names open; the proof lists {claimed}, or others.",
    },
    "proof-better-list": {
        "zh": "另有一份合规名单总分高出百万分之 {more} 分：换入 {enters}，换出 {leaves}。",
        "en": "Another list keeps every rule and has {more} millionths of a point more: {enters} in, {leaves} out.",
    },
    "proof-tie-lost": {
        "zh": "另有一份合规名单总分相同而签号更小：换入 {enters}，换出 {leaves}。同分时应由抽签决定。",
        "en": "Another list keeps every rule, has the same merit and lower lots: {enters} in, {leaves} out. Between "
        "equals the lots decide.",
    },
}
