"""Words for what is refused about rounds, stages, units, places and roles."""

REFUSALS = {
    # --- who may do what
    "unknown-act": {
        "zh": "没有名为“{act}”的操作。",
        "en": "There is no act “{act}”.",
    },
    "malformed-act": {
        "zh": "操作“{act}”填写有误：{faults}。请改正后重新提交。",
        "en": "The act “{act}” is not filled in as it should be: {faults}. Correct it and send it again.",
    },
    "role-may-not": {
        "zh": "{role}不能办理“{act}”，该操作由{roles}办理。",
        "en": "This role ({role}) may not do this: {act}. Who may: {roles}.",
    },
    "role-not-held": {
        "zh": "{who} 在本届中没有担任{role}。请由评选办公室任命，或换用所担任的角色。",
        "en": "{who} does not hold the role {role} in this round. The office appoints; or act in a role that is held.",
    },
    "not-your-unit": {
        "zh": "只能办理本单位的事项[，单位 {unit} 的联络员不是您]。",
        "en": "You act for your own unit only[; you are not coordinator of unit {unit}].",
    },
    "before-the-last": {
        "zh": "操作时间早于 {stream} 的上一事件（{last}）。请检查时钟后重试。",
        "en": "The moment given is earlier than the last event of {stream} ({last}). Check the clock and try again.",
    },
    # --- the round
    "round-not-open": {
        "zh": "本届尚未启动。请先由评选办公室启动。",
        "en": "The round has not been opened yet. The office opens it first.",
    },
    "round-already-open": {
        "zh": "本届已经启动，不能重复启动。",
        "en": "The round is open already and cannot be opened twice.",
    },
    "round-over": {
        "zh": "本届已经结束，只能办理后续落实、撤销和角色任免。",
        "en": "The round is over: only follow-through, the loss of an award and changes of roles are still possible.",
    },
    "stages-left": {
        "zh": "以下环节尚未结束，本届不能结束：{stages}。",
        "en": "The round cannot end: these stages are not closed: {stages}.",
    },
    "other-charter": {
        "zh": "所用的评选办法与本届采用的不一致（指纹 {charter}）。请使用本届的评选办法，或先办理修订。",
        "en": "This is not the charter the round runs under (digest {charter}). Use that one, or amend "
        "the round first.",
    },
    "other-calendar": {
        "zh": "节假日表与所指的不一致（{calendar}）。请附上评选办法指定的节假日表。",
        "en": "This is not the holiday table that was named ({calendar}). Attach the table the charter asks for.",
    },
    "nothing-changed": {
        "zh": "内容没有变化，无须办理。",
        "en": "Nothing would change, so there is nothing to do.",
    },
    "still-in-use": {
        "zh": "新的评选办法缺少已在使用的内容：{missing}。请保留这些内容后再修订。",
        "en": "The new charter lacks what is in use: {missing}. Keep these and amend again.",
    },
    # --- stages
    "no-such-stage": {
        "zh": "评选办法中没有环节“{stage}”。",
        "en": "The charter has no stage “{stage}”.",
    },
    "no-stage-open": {
        "zh": "目前没有进行中的环节。请先启动环节。",
        "en": "No stage is open. Open one first.",
    },
    "stage-already-opened": {
        "zh": "环节“{stage}”已经启动过。",
        "en": "Stage “{stage}” has been opened before.",
    },
    "stage-before-open": {
        "zh": "环节“{stage}”之前的环节尚未结束：{waiting}。请先结束这些环节。",
        "en": "Stage “{stage}” cannot open while earlier ones are not closed: {waiting}. Close these first.",
    },
    "stage-not-open": {
        "zh": "环节“{stage}”不在进行中[，目前为“{open}”]。",
        "en": "Stage “{stage}” is not open[; the stage now is “{open}”].",
    },
    "stage-missed": {
        "zh": "环节“{stage}”的截止日期 {closes} 已过，无法启动。请修订评选办法中的日期。",
        "en": "Stage “{stage}” was to end on {closes}, which is past. Amend the date in the charter.",
    },
    "stage-in-use": {
        "zh": "已启动的环节及其次序、已结束环节的规则不得改变：{stages}。",
        "en": "Stages that have been opened stay, in their order, and closed ones keep their rules: {stages}.",
    },
    "stage-blocked": {
        "zh": "环节“{stage}”还有 {number} 项未办结，不能结束：{blockers}。",
        "en": "Stage “{stage}” cannot close: {number:matter is|matters are} still open, among them {blockers}.",
    },
    "too-early": {
        "zh": "环节“{stage}”须在 {opens} 起启动。",
        "en": "Stage “{stage}” opens on {opens}, not before.",
    },
    "window-over": {
        "zh": "环节“{stage}”已于 {last} 截止。如需延长，请由评选办公室办理延期。",
        "en": "The window of stage “{stage}” ended on {last}. The office may extend a stage while it is open.",
    },
    "window-still-open": {
        "zh": "环节“{stage}”的期限到 {last} 为止，须在次日以后结束。",
        "en": "The window of stage “{stage}” runs until {last}; it can be closed from the day after.",
    },
    "not-later": {
        "zh": "延期后的日期须晚于现定的 {last}。",
        "en": "An extension must end later than {last}, the day set now.",
    },
    "other-gate": {
        "zh": "目前是“{gate}”环节，“{act}”只能在“{gates}”环节办理。",
        "en": "The stage open now is of the gate “{gate}”. This act ({act}) belongs to: {gates}.",
    },
    # --- units and places
    "no-such-unit": {
        "zh": "单位 {unit} 不在单位名册中。请核对代号，或先录入该单位。",
        "en": "Unit {unit} is not in the tree of units. Check its id, or enter the unit first.",
    },
    "unit-twice": {
        "zh": "同一单位在名册中出现两次。请保留一次。",
        "en": "A unit stands twice in the list. Keep it once.",
    },
    "unit-in-use": {
        "zh": "单位 {unit} 已在使用，环节启动后不能改变其层级或上级单位。",
        "en": "Unit {unit} is in use: once a stage has opened, its tier and parent stay.",
    },
    "no-such-tier": {
        "zh": "单位 {unit} 的层级“{tier}”不存在。可用的有：{known}。",
        "en": "Unit {unit} names the tier “{tier}”, which does not exist. There are: {known}.",
    },
    "no-such-parent": {
        "zh": "单位 {unit} 的上级单位[ {parent} ]不在名册中。除最高层级外，单位须有上级单位。",
        "en": "The parent[ {parent}] of unit {unit} is not in the tree. Every unit below the top tier needs a parent.",
    },
    "tier-skipped": {
        "zh": "单位 {unit} 不能隶属于 {parent}：上级单位须为“{wanted}”层级，不得越级。",
        "en": "Unit {unit} cannot stand under {parent}: its parent must be of the tier “{wanted}”, no tier is skipped.",
    },
    "top-unit-with-parent": {
        "zh": "单位 {unit} 属于最高层级，不能有上级单位。",
        "en": "Unit {unit} is of the top tier and cannot have a parent.",
    },
    "too-many-places": {
        "zh": "单位 {unit} 的“{category}”名额超出：上级单位共有 {own} 个，其他单位已分配 {given} 个。",
        "en": "Too many places of {category} for unit {unit}: the unit above has {own} "
        "and has given {given} to others.",
    },
    "places-by-formula": {
        "zh": "评选办法规定“{category}”名额按公式分配，不能为单位 {unit} 直接填写。"
        "请录入各单位数据后按公式分配；确需调整的用名额调剂并写明理由。",
        "en": "The charter shares the places of {category} out by a formula, so unit {unit} gets none by hand. "
        "Give the units' figures and allot; to change what comes of it, transfer places with a reason.",
    },
    "not-allotted": {
        "zh": "环节“{stage}”的“{category}”名额尚未按公式分配，单位 {unit} 暂不能上报。",
        "en": "The places of {category} at stage “{stage}” have not been allotted yet, so unit {unit} cannot forward "
        "a slate.",
    },
    "no-formula": {
        "zh": "评选办法没有为环节“{stage}”的“{category}”规定名额分配公式。",
        "en": "The charter has no formula for the places of {category} at stage “{stage}”.",
    },
    "figures-of-other-units": {
        "zh": "数据应涵盖该层级的全部单位，且只有这些单位；有出入的：{units}。",
        "en": "Figures are wanted of every unit of the tier and of no other. These are missing or too many: {units}.",
    },
    "figures-differ": {
        "zh": "单位 {unit} 的数据项不对，应为：{wanted}。",
        "en": "Unit {unit} has other figures than the formula wants: {wanted}.",
    },
    "too-few-places": {
        "zh": "单位 {unit} 只有 {held} 个“{category}”名额，不够调剂。",
        "en": "Unit {unit} holds {held:place|places} of {category}, fewer than are to be transferred.",
    },
    # --- roles
    "no-such-role": {
        "zh": "没有“{role}”这一角色。可用的有：{known}。",
        "en": "There is no role “{role}”. There are: {known}.",
    },
    "role-without-scope": {
        "zh": "{role}面向整届评选，任命时不填范围。",
        "en": "The role {role} is for the whole round: appoint without a scope.",
    },
    "nobody-named": {
        "zh": "没有写明任命何人。",
        "en": "Nobody is named to be appointed.",
    },
    "not-in-role": {
        "zh": "以下人员没有担任{role}，无法免去：{who}。",
        "en": "These do not hold the role {role}, so it cannot be taken from them: {who}.",
    },
    "units-of-others": {
        "zh": "任命中写明了其他人的所属单位：{who}。只能填写被任命人的单位。",
        "en": "Units are given for people who are not appointed here: {who}. Give those of the appointed only.",
    },
    "nominee-in-role": {
        "zh": "按评选办法，担任{role}的人员不得被推荐：{who}。请更换人选或先免去其角色。",
        "en": "Under the charter nobody who is {role} can be nominated: {who}. Name others, or end the role first.",
    },
    "no-such-body": {
        "zh": "没有征求意见单位“{body}”。可用的有：{known}。",
        "en": "There is no body “{body}”. There are: {known}.",
    },
    "no-such-electorate": {
        "zh": "没有名为“{scope}”的投票人群。",
        "en": "There is no electorate “{scope}”.",
    },
}
