"""Words for faults in categories, attributes, conditions, pools and composition rules."""

NOMINEES = {
    "immediate-with-places": {
        "zh": "及时性表彰不预设名额，发现一个、表彰一个；类别“{category}”却写了名额。请删去 places 或 immediate。",
        "en": "An immediate commendation has no preset places, yet the category “{category}” has. Remove places or "
        "immediate.",
    },
    "slate-below-one": {
        "zh": '差额比例为{slate}，推荐人数会少于名额。应不小于 1，如 "6/5"。',
        "en": 'A slate of {slate} names fewer people than there are places. It must be 1 or more, such as "6/5".',
    },
    "members-of-a-person": {
        "zh": '类别“{category}”是个人，没有成员人数。请删去 members，或把 kind 改为 "team"。',
        "en": "The category “{category}” honours a person, who has no members. Remove members, or make its kind "
        '"team".',
    },
    "low-above-high": {
        "zh": "下限（{low}）高于上限（{high}）。请对调或改正。",
        "en": "The lower limit ({low}) is above the upper one ({high}). Swap or correct them.",
    },
    "places-over-cap": {
        "zh": "名额{places}个，超过按基数计算的上限{cap}个（向下取整）。请减少名额或更新基数。",
        "en": "There are {places} places, more than the cap allows ({cap}, rounded down). Lower the places or "
        "bring the base up to date.",
    },
    "grades-not-places": {
        "zh": "类别“{category}”各等次名额合计{total}个，与总名额{places}个不符。请改为一致。",
        "en": "The grades of “{category}” add up to {total} places, but the category has {places}. Make them agree.",
    },
    "choice-without-values": {
        "zh": "选择题“{attribute}”没有可选值。请在 of 中列出。",
        "en": "The choice “{attribute}” has no values. List them under of.",
    },
    "field-of-other-kind": {
        "zh": "“{key}”只用于“{kind}”类属性。请从“{attribute}”中删去，或改变 kind。",
        "en": "“{key}” belongs to attributes of the kind “{kind}”. Remove it from “{attribute}”, or change the kind.",
    },
    "reaward-not-a-date": {
        "zh": "“{attribute}”应为日期类属性，记上次获评的日期。",
        "en": "“{attribute}” must be an attribute of the kind date, holding the day of the last award.",
    },
    "independent-and-self": {
        "zh": "既要求推荐人在被推荐集体之外，又允许自荐，二者矛盾。请保留一项。",
        "en": "The nominator must stand outside the nominated group, yet self-nomination is allowed. Keep one.",
    },
    "comparison-not-for-kind": {
        "zh": "“{attribute}”属“{kind}”类，不能用“{comparison}”比较。可用的有：{known}。",
        "en": "“{attribute}” is of the kind “{kind}” and cannot be compared by “{comparison}”. It can by: {known}.",
    },
    "value-not-of-kind": {
        "zh": "“{attribute}”属“{kind}”类，不能与“{value}”比较。是否类写 true 或 false，数字和日期不加引号，其余加引"
        "号。",
        "en": "“{attribute}” is of the kind “{kind}” and cannot be compared with “{value}”. A yes-no takes true or "
        "false, numbers and dates have no quotation marks, the others have.",
    },
    "sensitive-in-rule": {
        "zh": "名单上每个人属于哪些规则是要公布的，而“{attribute}”是敏感信息，会因此泄露。请改用其他属性，或改变其 "
        "see。",
        "en": "Which rules count a nominee is published, and “{attribute}” is sensitive: it would leak. Use "
        "another attribute, or change its see.",
    },
    "nobody-eligible": {
        "zh": "类别“{category}”不填这条资格规则（{rule}）所看的属性，全部会被挡下。请在 when 中写明适用的类别。",
        "en": "Nominees of “{category}” are not asked what the eligibility rule “{rule}” looks at, so it would "
        "hold nobody eligible. Say in when which category it is for.",
    },
    "rule-counts-nobody": {
        "zh": "没有哪类人选会被规则“{rule}”计入。请核对 among 和 count。",
        "en": "The rule “{rule}” cannot count anybody. Check among and count.",
    },
    "body-about-nobody": {
        "zh": "没有哪类人选需要征求“{body}”的意见。请核对 about。",
        "en": "No nominee can be one the body “{body}” is asked about. Check about.",
    },
    "pool-for-nobody": {
        "zh": "类别“{category}”中没有人能占用“{pool}”的专项名额。请核对 where。",
        "en": "Nobody in “{category}” can take a place of the pool “{pool}”. Check where.",
    },
    "asked-in-circle": {
        "zh": "“{attribute}”是否要填，最终取决于它自己。请解开 when 中的循环。",
        "en": "Whether “{attribute}” is asked depends, in the end, on itself. Untie the circle of when.",
    },
    "pools-over-places": {
        "zh": "类别“{category}”的专项名额合计{total}个，超过总名额{places}个。请减少。",
        "en": "The pools of “{category}” hold {total} places, but the category has {places}. Lower them.",
    },
    "share-out-of-range": {
        "zh": "比例{share}不在 0 与 1 之间。",
        "en": "The share {share} does not lie between 0 and 1.",
    },
    "rule-without-bound": {
        "zh": "规则“{rule}”没有写上限或下限。请写 at_least、at_most 或比例；只作通报的写 report_only = true。",
        "en": "The rule “{rule}” has no bound. Give at_least, at_most or a share; if it is only reported, write "
        "report_only = true.",
    },
    "rule-bounds-cross": {
        "zh": "规则“{rule}”的下限高于上限，任何名单都做不到。请改正其中一个。",
        "en": "The lower bound of the rule “{rule}” is above its upper one: no list can keep it. Correct one of them.",
    },
    "each-not-a-choice": {
        "zh": "“{attribute}”不是列有可选值的属性，不能逐值计算。请改用选择类属性，或先列出 themes。",
        "en": "“{attribute}” has no list of values to repeat a rule for. Use a choice, or list the themes first.",
    },
    "condition-empty": {
        "zh": "规则“{rule}”的 if_among 没有写人数。请写 at_least 或 at_most。",
        "en": "if_among of the rule “{rule}” gives no number. Write at_least or at_most.",
    },
    "places-cannot-be-filled": {
        "zh": "名额与结构规则无法同时满足（{rules}）：{sums}。请放宽其中一条，或调整名额。",
        "en": "No list can fill the places and keep these rules ({rules}): {sums}. Relax one of them, or change "
        "the places.",
    },
    "composition-not-checked": {
        "zh": "规则涉及的属性取值太多，或与本轮时点有关，未能验证名额能否填满。请另行测算。",
        "en": "The rules speak of too many values, or of moments of the round, so it was not checked whether the "
        "places can be filled. Work it out by hand.",
    },
}
