"""Words of public notices."""

from __future__ import annotations

_TITLE = {
    "notice-title": {
        "zh": "关于{programme}（{edition}）拟入选对象的公示",
        "en": "Public notice of those proposed for honour: {programme} {edition}",
    },
    "notice-title-forward": {
        "zh": "关于{programme}（{edition}）拟推荐对象的公示",
        "en": "Public notice of those proposed for recommendation: {programme} {edition}",
    },
    "notice-opening": {
        "zh": "根据{basis}，经{before}，{issuer}研究提出{proposed}：{counts}。现予公示。",
        "en": "Under {basis}, and after these stages: {before}, {issuer} puts on public notice {proposed}: {counts}.",
    },
    "notice-opening-plain": {
        "zh": "{issuer}研究提出{proposed}：{counts}。现予公示。",
        "en": "{issuer} puts on public notice {proposed}: {counts}.",
    },
    "notice-proposed": {"zh": "拟入选对象", "en": "those proposed for honour"},
    "notice-proposed-forward": {"zh": "拟推荐对象", "en": "those proposed for recommendation"},
    "notice-count-names": {"zh": "{n}名", "en": "{n:name|names}"},
    "notice-count-reserves": {"zh": "递补人选（差额）{n}名", "en": "in reserve {n}"},
    "notice-working-days": {
        "zh": "公示时间：{first}至{last}，共{n}个工作日（{counted}）。",
        "en": "Period: from {first} to {last}, {n:working day|working days} ({counted}).",
    },
    "notice-days": {
        "zh": "公示时间：{first}至{last}，共{n}天（{counted}）。",
        "en": "Period: from {first} to {last}, {n:day|days} ({counted}).",
    },
    "notice-first-counts": {"zh": "含首日", "en": "the first day counts"},
    "notice-first-not-counted": {"zh": "首日不计入", "en": "the first day does not count"},
    "notice-provisional": {
        "zh": "公示期跨入节假日安排尚未公布的年度，截止日如有变动，另行公告。",
        "en": "The period reaches into a year whose holidays are not yet published; a change of its last day will be announced.",
    },
}

_LIST = {
    "notice-list": {"zh": "公示名单", "en": "The list"},
    "notice-number": {"zh": "序号", "en": "No."},
    "notice-remark": {"zh": "备注", "en": "remark"},
    "notice-reserve": {"zh": "递补人选", "en": "in reserve"},
    "notice-line": {"zh": "{n}. {fields}", "en": "{n}. {fields}"},
    "notice-join": {"zh": "，", "en": ", "},
    "notice-deeds-of": {"zh": "{n}. {name}：", "en": "{n}. {name}: "},
    "notice-field-name": {"zh": "姓名（名称）", "en": "name"},
    "notice-field-unit": {"zh": "单位", "en": "unit"},
    "notice-field-category": {"zh": "类别", "en": "category"},
    "notice-field-theme": {"zh": "主题", "en": "theme"},
    "notice-field-grade": {"zh": "等次", "en": "grade"},
    "notice-field-members": {"zh": "成员", "en": "members"},
    "notice-field-deeds": {"zh": "主要事迹", "en": "Main deeds"},
}

_OBJECTIONS = {
    "notice-object": {
        "zh": "公示期间，对公示对象有异议的，可以通过来信、来电、来访等方式向受理单位反映，并说明具体事实，提供相应证据。"
        "受理单位对反映人的身份予以保密。",
        "en": "During this period anybody may object to a name on the list, by letter, telephone or visit to the office below, "
        "stating facts and giving evidence. The office keeps the identity of whoever objects sealed.",
    },
    "notice-real-name-refuse": {
        "zh": "反映问题须使用真实姓名并留下联系方式；匿名反映的，不予受理。",
        "en": "Objections must give the real name and a way to be reached; anonymous ones are not taken.",
    },
    "notice-real-name-lead-only": {
        "zh": "反映问题须使用真实姓名并留下联系方式；匿名反映的，有具体线索方作了解。",
        "en": "Objections must give the real name and a way to be reached; an anonymous one is looked into only if it gives "
        "a definite lead.",
    },
    "notice-real-name-accept": {
        "zh": "提倡使用真实姓名反映问题并留下联系方式；匿名反映的，也予受理。",
        "en": "Please give your real name and a way to be reached; anonymous objections are taken too.",
    },
    "notice-anonymous-refuse": {
        "zh": "反映问题请留下联系方式；匿名反映的，不予受理。",
        "en": "Please leave a way to be reached; anonymous objections are not taken.",
    },
    "notice-anonymous-lead-only": {
        "zh": "反映问题可以不署名，但须有具体线索。",
        "en": "An objection need not be signed, but must give a definite lead.",
    },
    "notice-anonymous-accept": {"zh": "反映问题可以不署名。", "en": "An objection need not be signed."},
    "notice-post-arrival": {"zh": "信函以到达日邮戳为准。", "en": "A letter counts by the postmark of its arrival."},
    "notice-post-sent": {"zh": "信函以寄出日邮戳为准。", "en": "A letter counts by the postmark of its posting."},
    "notice-answer": {
        "zh": "受理单位自收到异议之日起{n}个工作日内作出答复。",
        "en": "The office answers within {n:working day|working days} of receiving an objection.",
    },
    "notice-scope": {
        "zh": "仅对名次、等次有不同看法的，不属异议受理范围；名单文字有误的，请径向受理单位提出更正。",
        "en": "A different view of rank or grade alone is no objection; for a slip in the text please ask the office to mend it.",
    },
    "notice-no-proof": {
        "zh": "本公示不作为获得荣誉的凭证，最终结果以授予荣誉的决定为准。",
        "en": "This notice is no proof of an award; only the decision to confer is.",
    },
    "notice-office-name": {"zh": "受理单位：", "en": "Office: "},
    "notice-office-phone": {"zh": "电话：", "en": "Telephone: "},
    "notice-office-mail": {"zh": "电子邮箱：", "en": "E-mail: "},
    "notice-office-address": {"zh": "地址：", "en": "Address: "},
    "notice-office-postcode": {"zh": "邮编：", "en": "Postcode: "},
    "notice-office-hours": {"zh": "受理时间：", "en": "Hours: "},
}

WORDS = {**_TITLE, **_LIST, **_OBJECTIONS}
