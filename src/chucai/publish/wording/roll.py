"""Words of the roll and of what all pages share."""

from __future__ import annotations

WORDS = {
    "page-skip": {"zh": "跳到正文", "en": "Skip to the text"},
    "page-languages": {"zh": "语言", "en": "Language"},
    "proof-title": {"zh": "如何核验", "en": "How to verify"},
    "proof-how": {
        "zh": "在任何一台电脑上，不需联网，也不需账号，运行下面的命令，即可核对每个名字的由来：",
        "en": "On any computer, without a network or an account, this command checks how each name got here:",
    },
    "proof-key": {
        "zh": "命令显示的签名公钥应与此相同（请另从表彰机关处核对）：",
        "en": "The verifier key it shows must be this one (compare it with what the conferring body publishes elsewhere):",
    },
    "proof-root": {
        "zh": "台账共{events}条事件，其树根为：",
        "en": "The ledger holds {events:event|events}; the root of its tree is:",
    },
    "roll-title": {"zh": "光荣榜", "en": "Roll of Honour"},
    "roll-page-title": {"zh": "{programme}（{edition}）光荣榜", "en": "Roll of Honour: {programme} {edition}"},
    "roll-contents": {"zh": "按主题", "en": "By theme"},
    "roll-other": {"zh": "其他", "en": "Others"},
    "roll-all": {"zh": "获表彰对象", "en": "Honoured"},
    "roll-order": {
        "zh": "同一主题内的排列不分名次。",
        "en": "Within a theme, the order of names is not an order of merit.",
    },
    "roll-lost": {"zh": "已撤销的表彰", "en": "Awards no longer held"},
    "roll-lost-why": {
        "zh": "下列表彰曾经授予，后按评选办法撤销；记录予以保留，名字不再列入光荣榜。",
        "en": "These awards were conferred and later withdrawn by the rules of the charter. The record stays; the names have "
        "left the roll.",
    },
    "roll-erased": {"zh": "（姓名已删除）", "en": "(name erased)"},
    "roll-forfeited": {"zh": "撤销表彰（因失格）", "en": "forfeited"},
    "roll-annulled": {"zh": "撤销表彰（因程序有误）", "en": "annulled"},
    "roll-column-nomination": {"zh": "推荐编号", "en": "nomination"},
    "roll-column-name": {"zh": "姓名或名称", "en": "name"},
    "roll-column-category": {"zh": "类别", "en": "category"},
    "roll-column-honour": {"zh": "荣誉", "en": "honour"},
    "roll-column-grade": {"zh": "等次", "en": "grade"},
    "roll-column-unit": {"zh": "单位", "en": "unit"},
    "roll-column-theme": {"zh": "主题", "en": "theme"},
    "roll-column-citation": {"zh": "颁奖词", "en": "citation"},
    "roll-column-document": {"zh": "文号", "en": "document"},
    "roll-column-conferred": {"zh": "表彰日期", "en": "conferred on"},
    "roll-column-lost": {"zh": "撤销情况", "en": "lost"},
}
