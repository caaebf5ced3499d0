"""Words for what is refused when nominations come in and go up."""

REFUSALS = {
    "no-such-nomination": {
        "zh": "没有编号为 {nomination} 的推荐。",
        "en": "There is no nomination {nomination}.",
    },
    "nomination-exists": {
        "zh": "编号 {nomination} 已有推荐。请换一个编号，或修改原推荐。",
        "en": "There is a nomination {nomination} already. Take another number, or revise that one.",
    },
    "not-standing": {
        "zh": "推荐 {nomination} 目前的状态是“{status}”[（环节“{stage}”）]，不能办理此项操作。",
        "en": "Nomination {nomination} is “{status}”[ at stage “{stage}”], so this cannot be done with it.",
    },
    "no-such-category": {
        "zh": "没有类别“{category}”。可用的有：{known}。",
        "en": "There is no category “{category}”. There are: {known}.",
    },
    "other-category": {
        "zh": "推荐 {nomination} 属于“{category}”类别，与此项不符。",
        "en": "Nomination {nomination} is of the category {category}, which does not fit here.",
    },
    "no-such-theme": {
        "zh": "没有主题“{theme}”。",
        "en": "There is no theme “{theme}”.",
    },
    # --- submitting
    "submissions-closed": {
        "zh": "推荐只在第一个环节受理，目前已是“{stage}”。",
        "en": "Nominations come in at the first stage only; the stage now is “{stage}”.",
    },
    "units-nominate": {
        "zh": "本项目由单位推荐，不受理个人推荐。请向所在单位提出。",
        "en": "In this programme units nominate. Ask the unit concerned to put the name forward.",
    },
    "self-nomination": {
        "zh": "不得推荐本人或本人所在的集体（{clause}）。",
        "en": "Nobody nominates themselves or a team they belong to ({clause}).",
    },
    "nominations-used-up": {
        "zh": "每位推荐人最多提出 {most} 项推荐，已用完。",
        "en": "A nominator may make {most:nomination|nominations}, and that number is used up.",
    },
    "not-eligible": {
        "zh": "不符合参评条件：{rules}[（{clauses}）]。",
        "en": "Not eligible: {rules}[ ({clauses})].",
    },
    "no-name-committed": {
        "zh": "材料缺少被推荐对象的姓名或名称。",
        "en": "The dossier lacks the nominee's name.",
    },
    "attribute-unreadable": {
        "zh": "“{attribute}”的内容与评选办法规定的类型不符。请核对后重填。",
        "en": "The value of “{attribute}” is not of the kind the charter asks for. Check it and enter it again.",
    },
    "team-without-members": {
        "zh": "集体推荐须列出成员。",
        "en": "A team is nominated with its members: list them.",
    },
    "team-size": {
        "zh": "集体有 {members} 名成员，应不少于 {min} 名[、不多于 {max} 名]。",
        "en": "The team has {members:member|members}; at least {min} are needed[ and at most {max} allowed].",
    },
    "member-twice": {
        "zh": "同一人在成员名单中出现两次。",
        "en": "Somebody stands twice in the list of members.",
    },
    "support-letters": {
        "zh": "附有 {given} 封推荐信，应为 {min} 至 {max} 封。",
        "en": "{given:letter|letters} of support came with it; between {min} and {max} are asked for.",
    },
    "statement-too-long": {
        "zh": "事迹材料 {length} 字，超过 {most} 字的上限。请压缩后再报。",
        "en": "The statement has {length} characters, more than {most}. Shorten it.",
    },
    # --- sent back to be mended
    "dossier-frozen": {
        "zh": "推荐 {nomination} 的材料已经固定，退回修改后方可变更。",
        "en": "The dossier of nomination {nomination} is frozen; it can be changed only after it is returned.",
    },
    "already-returned": {
        "zh": "推荐 {nomination} 已经退回，正在修改。",
        "en": "Nomination {nomination} has been returned already and is with its unit.",
    },
    "not-your-nomination": {
        "zh": "推荐 {nomination} 不是由您提出的。",
        "en": "Nomination {nomination} was made by somebody else.",
    },
    # --- slates
    "slate-full": {
        "zh": "单位 {unit} 的“{category}”最多上报 {places} 名，名单中有 {names} 名。请减少人选，或申请增加名额。",
        "en": "Unit {unit} may forward {places:name|names} in category {category}; the slate has {names}: "
        "take some off or ask for places.",
    },
    "name-twice": {
        "zh": "[单位 {unit} 的]名单[（“{category}”）]中有人出现两次。请保留一次。",
        "en": "A name stands twice on the list[ of unit {unit}][ in category {category}]. Keep it once.",
    },
    "other-tier": {
        "zh": "单位 {unit} 不在“{tier}”层级，不能在本环节上报名单。",
        "en": "Unit {unit} is not of the tier “{tier}”, which forwards its slates at this stage.",
    },
    "not-of-this-unit": {
        "zh": "推荐 {nomination} 不归单位 {unit} 上报。",
        "en": "Nomination {nomination} does not come from unit {unit} or below it.",
    },
    "vote-not-passed": {
        "zh": "推荐 {nomination} 未经[单位 {unit} ]票决通过，不能进入下一步。",
        "en": "Nomination {nomination} has not passed the vote[ in unit {unit}], so it goes no further.",
    },
    "no-slate": {
        "zh": "单位 {unit} 没有上报过“{category}”名单。",
        "en": "Unit {unit} has forwarded no slate of {category}.",
    },
    "no-vacancy": {
        "zh": "单位 {unit} 的“{category}”名单没有空缺，无须递补。",
        "en": "Nobody on the slate of unit {unit} ({category}) has fallen out, so nobody moves up.",
    },
    "no-reserve": {
        "zh": "单位 {unit} 的“{category}”没有可以递补的人选。",
        "en": "Unit {unit} has no reserve left in category {category}.",
    },
    "too-late-for-reserve": {
        "zh": "目前已是“{open}”环节，“{stage}”名单的递补人选会漏过中间的关口，不能递补。",
        "en": "The stage now is “{open}”: a reserve from the slate of “{stage}” would pass a gate by, "
        "so it is too late to move up.",
    },
}
