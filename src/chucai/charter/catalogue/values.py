"""Words for the values a key may take, by key."""

from chucai.charter.catalogue.headings import LEVELS
from chucai.charter.catalogue.phrases import GATES, MERITS, RECUSALS, ROLES

VALUES = {
    "level": LEVELS,
    "gate": GATES,
    "merit": MERITS,
    "recuse": RECUSALS,
    "barred_roles": ROLES,
    "asks": ROLES,
    "decides": ROLES,
    "visibility": {
        "open": {"zh": "公开", "en": "open"},
        "sealed": {"zh": "封存", "en": "sealed"},
    },
    "kind": {
        "person": {"zh": "个人", "en": "a person"},
        "team": {"zh": "集体", "en": "a team"},
        "work": {"zh": "作品", "en": "a work"},
        "choice": {"zh": "选择", "en": "a choice"},
        "yes-no": {"zh": "是非", "en": "yes or no"},
        "number": {"zh": "数字", "en": "a number"},
        "date": {"zh": "日期", "en": "a date"},
        "text": {"zh": "文字", "en": "a text"},
    },
    "by": {
        "unit": {"zh": "单位推荐", "en": "units"},
        "anyone": {"zh": "任何人均可推荐", "en": "anybody"},
    },
    "see": {
        "public": {"zh": "可公示", "en": "public"},
        "office": {"zh": "内部掌握", "en": "office"},
        "sensitive": {"zh": "敏感信息", "en": "sensitive"},
    },
    "otherwise": {
        "stop": {"zh": "不予受理", "en": "the nomination stops"},
        "refer": {"zh": "人工认定", "en": "a person decides"},
    },
    "base": {
        "entitled": {"zh": "应到会人数", "en": "those entitled"},
        "present": {"zh": "实到会人数", "en": "those present"},
        "cast": {"zh": "有效票数", "en": "the valid votes"},
    },
    "tie": {
        "fails": {"zh": "不通过", "en": "fails"},
        "chair": {"zh": "主持人决定", "en": "the chair decides"},
        "lot": {"zh": "抽签", "en": "by lot"},
        "again": {"zh": "重新投票", "en": "voted on again"},
    },
    "chair_speaks": {
        "first": {"zh": "首先", "en": "first"},
        "last": {"zh": "末位", "en": "last"},
    },
    "silence": {
        "block": {"zh": "不得通过", "en": "holds the nomination back"},
        "consent": {"zh": "视为同意", "en": "counts as consent"},
    },
    "anonymous": {
        "refuse": {"zh": "不予受理", "en": "refused"},
        "lead-only": {"zh": "作为线索处理", "en": "taken as a lead only"},
        "accept": {"zh": "受理", "en": "accepted"},
    },
    "post_counts_by": {
        "arrival": {"zh": "到达日", "en": "the day of arrival"},
        "sent": {"zh": "寄出日", "en": "the day of sending"},
    },
    "upheld": {
        "substitute": {"zh": "候补递补", "en": "a reserve moves up"},
        "lose": {"zh": "名额不补", "en": "the place is lost"},
    },
    "posthumous": {
        "no": {"zh": "只授予在世者", "en": "living persons only"},
        "alive-at-receipt": {"zh": "推荐时须在世", "en": "alive when nominated"},
        "yes": {"zh": "可以追授", "en": "yes"},
    },
    "means": {
        "forfeit": {"zh": "取消荣誉", "en": "forfeited"},
        "annul": {"zh": "撤销授予决定", "en": "annulled"},
    },
    "round": {
        "up": {"zh": "向上取整", "en": "up"},
        "down": {"zh": "向下取整", "en": "down"},
        "exact": {"zh": "按比例精确比较", "en": "exact"},
    },
    "standing": {
        "statute": {"zh": "刚性要求", "en": "required by statute"},
        "policy": {"zh": "一般要求", "en": "policy"},
        "wish": {"zh": "尽量做到", "en": "wish"},
    },
}
