"""Words for names that point nowhere or stand twice."""

NAMES = {
    "id-twice": {
        "zh": "代号“{id}”用了两次。每个代号只能指一件事，请改其中一个。",
        "en": "The id “{id}” is used twice. An id names one thing: change one of them.",
    },
    "attribute-unknown": {
        "zh": "没有名为“{name}”的属性。{hint}",
        "en": "There is no attribute “{name}”. {hint}",
    },
    "attribute-built-in": {
        "zh": "“{attribute}”是系统自带的名称（类别、主题、单位），不能再作属性名。请换一个名称。",
        "en": "“{attribute}” is built in (category, theme, unit) and cannot name an attribute. Choose another name.",
    },
    "category-unknown": {
        "zh": "没有名为“{name}”的类别。{hint}",
        "en": "There is no category “{name}”. {hint}",
    },
    "choice-unknown": {
        "zh": "“{name}”不在可选值之列。{hint}",
        "en": "“{name}” is not among the values of this choice. {hint}",
    },
    "moment-unknown": {
        "zh": "“{name}”不是日期，也不是本轮的时点。日期不加引号，如 2026-03-02。{hint}",
        "en": "“{name}” is neither a date nor a moment of the round. A date has no quotation marks, such as "
        "2026-03-02. {hint}",
    },
    "tier-unknown": {
        "zh": "没有名为“{name}”的层级。{hint}",
        "en": "There is no tier “{name}”. {hint}",
    },
    "body-unknown": {
        "zh": "没有名为“{name}”的征求意见部门。{hint}",
        "en": "There is no body “{name}”. {hint}",
    },
    "notice-unknown": {
        "zh": "没有名为“{name}”的公示。{hint}",
        "en": "There is no notice “{name}”. {hint}",
    },
    "judging-unknown": {
        "zh": "没有名为“{name}”的评审方式。{hint}",
        "en": "There is no way of judging “{name}”. {hint}",
    },
    "criterion-unknown": {
        "zh": "没有名为“{name}”的评审指标。{hint}",
        "en": "There is no criterion “{name}”. {hint}",
    },
    "electorate-unknown": {
        "zh": "没有名为“{name}”的投票人群。请在 [electorates] 中列出。{hint}",
        "en": "There is no electorate “{name}”. List it under [electorates]. {hint}",
    },
    "rule-unknown": {
        "zh": "没有名为“{name}”的结构规则。{hint}",
        "en": "There is no rule “{name}”. {hint}",
    },
    "grade-unknown": {
        "zh": "这些类别没有名为“{name}”的等次。{hint}",
        "en": "These categories have no grade “{name}”. {hint}",
    },
    "role-unknown": {
        "zh": "没有名为“{name}”的角色。{hint}",
        "en": "There is no role “{name}”. {hint}",
    },
    "field-unknown": {
        "zh": "没有名为“{name}”的内容可以公示或隐去。{hint}",
        "en": "There is no field “{name}” to show or to hide. {hint}",
    },
    "measure-unknown": {
        "zh": "计量单位“{name}”没有中英文说法。{hint}",
        "en": "The measure “{name}” has no words in both languages. {hint}",
    },
    "calendar-unknown": {
        "zh": "没有名为“{calendar}”的工作日历。可用的有：{known}。",
        "en": "There is no calendar “{calendar}”. There are: {known}.",
    },
    "calendar-other": {
        "zh": "章程用“{name}”日历，给出的却是“{given}”。请给出同名的日历文件。",
        "en": "The charter counts by the calendar “{name}”, but “{given}” was given. Give the file of the same name.",
    },
    "timezone-unknown": {
        "zh": "没有“{timezone}”这个时区。写法如 Asia/Shanghai、Europe/London。",
        "en": "There is no time zone “{timezone}”. It reads like Asia/Shanghai or Europe/London.",
    },
    "never-used": {
        "zh": "“{name}”写了但没有任何环节用到。请在环节中使用，或删去。",
        "en": "“{name}” is written but no stage uses it. Use it in a stage, or remove it.",
    },
    "attribute-without-words": {
        "zh": "属性“{attribute}”没有中英文名称。请补 name 或 ask。",
        "en": "The attribute “{attribute}” has no words. Add name or ask.",
    },
    "choice-without-words": {
        "zh": "属性“{attribute}”的这些可选值没有中英文名称：{values}。请在 names 中补上。",
        "en": "These values of the attribute “{attribute}” have no words: {values}. Add them under names.",
    },
}
