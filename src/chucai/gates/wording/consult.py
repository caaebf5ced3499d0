"""Words for what is refused about notices, objections and ballots."""

REFUSALS = {
    # --- notices
    "stage-without-notice": {
        "zh": "环节“{stage}”不安排公示。",
        "en": "The charter has no notice at stage “{stage}”.",
    },
    "other-notice": {
        "zh": "这份公示的编号应为 {notice}。",
        "en": "The id of this notice is {notice}.",
    },
    "already-published": {
        "zh": "公示 {notice} 已经发布。",
        "en": "Notice {notice} has been published already.",
    },
    "nobody-to-list": {
        "zh": "没有可以列入的推荐[（公示 {notice}）][（环节“{stage}”）]。",
        "en": "There is nobody to list[ on notice {notice}][ at stage “{stage}”].",
    },
    "list-differs": {
        "zh": "名单与应列的不一致[，缺少：{missing}][，多出：{extra}]。",
        "en": "The list must name everybody concerned and nobody else[; missing: {missing}][; too many: {extra}].",
    },
    "no-such-notice": {
        "zh": "没有公示 {notice}。",
        "en": "There is no notice {notice}.",
    },
    # --- objections
    "no-objections": {
        "zh": "公示 {notice} 不受理异议。",
        "en": "Notice {notice} takes no objections.",
    },
    "objection-exists": {
        "zh": "编号 {objection} 已有异议。请换一个编号。",
        "en": "There is an objection {objection} already. Take another number.",
    },
    "not-on-notice": {
        "zh": "推荐 {nomination} 不在公示名单上。",
        "en": "Nomination {nomination} is not on the notice.",
    },
    "objection-late": {
        "zh": "异议日期 {day} 不在公示期（{first} 至 {last}）之内。",
        "en": "The objection counts as of {day}, outside the notice period from {first} to {last}.",
    },
    "no-postmark": {
        "zh": "信函须填写邮戳日期（按{counts_by}计）。",
        "en": "A letter needs the day of its postmark ({counts_by} counts).",
    },
    "postmark-in-future": {
        "zh": "邮戳日期 {day} 晚于今天。请核对。",
        "en": "The postmark {day} lies in the future. Check it.",
    },
    "real-name-needed": {
        "zh": "异议须实名提出（{clause}）。请写明姓名、单位和联系方式。",
        "en": "Objections are made in one's real name ({clause}): give name, unit and a way to reach you.",
    },
    "no-identity-committed": {
        "zh": "实名异议缺少异议人的身份信息。",
        "en": "The objection says it is named but carries no identity.",
    },
    "no-such-objection": {
        "zh": "没有异议 {objection}。",
        "en": "There is no objection {objection}.",
    },
    "nothing-sealed": {
        "zh": "异议 {objection} 是匿名的，没有封存的身份可以启封。",
        "en": "Objection {objection} is anonymous: there is no sealed identity to open.",
    },
    "already-unsealed": {
        "zh": "异议 {objection} 的身份已经启封。",
        "en": "The identity behind objection {objection} has been unsealed already.",
    },
    "already-conferred": {
        "zh": "推荐 {nomination} 已经表彰，异议成立须按撤销办理。",
        "en": "Nomination {nomination} is conferred: what is found now is a matter of annulling the award.",
    },
    # --- ballots
    "stage-without-vote": {
        "zh": "环节“{stage}”不安排票决。",
        "en": "The charter has no vote at stage “{stage}”.",
    },
    "other-ballot": {
        "zh": "这次票决的编号应为 {ballot}。",
        "en": "The id of this ballot is {ballot}.",
    },
    "ballot-exists": {
        "zh": "票决 {ballot} 正在进行，计票后方可再次安排。",
        "en": "Ballot {ballot} is under way; it must be counted before there is another.",
    },
    "no-electors": {
        "zh": "“{electorate}”还没有登记投票人。请先登记。",
        "en": "The electorate “{electorate}” has no members on the roster. Appoint them first.",
    },
    "no-such-ballot": {
        "zh": "没有票决 {ballot}。",
        "en": "There is no ballot {ballot}.",
    },
    "not-your-vote": {
        "zh": "只能投本人的票，不得代投。",
        "en": "Everybody casts their own vote, nobody another's.",
    },
    "not-an-elector": {
        "zh": "您不是“{electorate}”的投票人。",
        "en": "You are not a member of the electorate “{electorate}”.",
    },
    "ballot-closed": {
        "zh": "票决 {ballot} 已经截止。",
        "en": "Ballot {ballot} is closed.",
    },
    "ballot-still-open": {
        "zh": "票决 {ballot} 尚未截止，不能计票。",
        "en": "Ballot {ballot} is still open: close it before the count.",
    },
    "already-voted": {
        "zh": "您已经投过票。",
        "en": "You have voted already.",
    },
    "already-counted": {
        "zh": "票决 {ballot} 已经计票。",
        "en": "Ballot {ballot} has been counted already.",
    },
    "chair-has-spoken": {
        "zh": "主持人末位表态，票决 {ballot} 中主持人表态后不再收票。",
        "en": "The chair speaks last: after the chair's vote, ballot {ballot} takes no more.",
    },
    "chair-speaks-first": {
        "zh": "票决 {ballot} 由主持人首先表态。",
        "en": "In ballot {ballot} the chair votes first.",
    },
    "chair-must-decide": {
        "zh": "以下推荐票数相持，须由主持人裁决：{nominations}。",
        "en": "The votes are tied on {nominations}: the chair's casting vote is needed.",
    },
    "choices-differ": {
        "zh": "选票须对每一名候选对象表态，不多不少[：{wanted}]。无记名投票的选择只写在选票上。",
        "en": "A paper has one choice for each candidate[: {wanted}]. In a secret ballot choices stand "
        "on the slip alone.",
    },
    "present-impossible": {
        "zh": "到会 {present} 人与应到 {entitled} 人、投票 {cast} 人不符：投票不多于到会，到会不多于应到。",
        "en": "{present} present does not fit {cast} cast and {entitled} entitled: no more can vote than are present, "
        "no more be present than are entitled.",
    },
    "slips-in-named-vote": {
        "zh": "票决 {ballot} 为记名投票，不另计选票。",
        "en": "Ballot {ballot} is named: there are no slips to count.",
    },
    "slips-differ": {
        "zh": "选票 {slips} 张与投票 {cast} 人不符。",
        "en": "There are {slips:slip|slips} for {cast} who voted.",
    },
    "slips-disordered": {
        "zh": "票决 {ballot} 的选票须按号码排列，号码不得重复。",
        "en": "The slips of ballot {ballot} must stand in the order of their numbers, none twice.",
    },
    "tally-differs": {
        "zh": "以下推荐的票数之和与投票 {cast} 人不符：{nominations}。",
        "en": "The votes on {nominations} do not add up to the {cast} cast.",
    },
    "entitled-differs": {
        "zh": "应到 {entitled} 人与登记的投票人 {electors} 人不符。",
        "en": "{entitled} are said to be entitled, but the roster has {electors:elector|electors}.",
    },
}
