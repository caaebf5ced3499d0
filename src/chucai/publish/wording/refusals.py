"""The codes this room refuses with, in words."""

from __future__ import annotations

WORDS = {
    "flow-does-not-add-up": {
        "zh": "“{category}”在环节“{stage}”的进出数对不上：进入数应等于上一环节的通过数，且不少于通过、递补和止步之和。",
        "en": "The counts of {category} at stage “{stage}” do not add up: what enters must be what the stage before let pass, "
        "and no less than what passes, waits and ends.",
    },
    "sealed": {
        "zh": "本评选封存：入选以外的材料在本届结束 {years} 年后方可公开，目前不能公开核验包和报告。需交审计时请用 --depth auditor。",
        "en": "This programme is sealed: its papers open {years} years after the round has ended, and until then neither "
        "bundle nor report may be published. For auditors there is --depth auditor.",
    },
    "not-announced": {
        "zh": "表彰尚未公布（当前环节：{stage}）：授予环节关闭之后方可公开。需交审计时请用 --depth auditor。",
        "en": "The awards have not been announced (the round is at “{stage}”): nothing is published before the stage that "
        "confers is closed. For auditors there is --depth auditor.",
    },
    "notice-empty": {
        "zh": "环节“{stage}”的公示没有公示对象。",
        "en": "The notice of stage “{stage}” lists nobody.",
    },
    "notice-field-not-shown": {
        "zh": "公示“{notice}”不得列出“{field}”：评选办法准许列出的字段里没有它。请从名单中去掉，或先修订评选办法。",
        "en": "Notice “{notice}” may not show “{field}”: the charter does not list it. Leave it out, or amend the charter first.",
    },
    "notice-field-not-public": {
        "zh": "“{field}”不是公开事项，不得列入公示。",
        "en": "“{field}” is not public and may not stand in a notice.",
    },
    "notice-leaks": {
        "zh": "公示文字中含有身份证号、电话、银行卡号或电子邮箱，请删去：{leaks}。",
        "en": "The notice holds identity, telephone or bank card numbers or mail addresses; take them out: {leaks}.",
    },
    "opening-malformed": {
        "zh": "核验包中有一份揭示的格式不符：应有 event、field、salt、value 四项。",
        "en": "An opening in the bundle is not well formed: it has the four keys event, field, salt and value.",
    },
}
