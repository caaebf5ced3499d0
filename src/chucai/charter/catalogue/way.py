"""Words for faults in stages, dates, judging, votes, notices and honours."""

WAY = {
    "field-of-other-gate": {
        "zh": "“{key}”不用于“{gate}”环节，只用于：{gates}。请删去或移到相应环节。",
        "en": "“{key}” is not for the gate “{gate}”; it is for: {gates}. Remove it, or move it to such a stage.",
    },
    "keep-below-one": {
        "zh": "保留比例{keep}小于 1，入围人数会少于名额。应不小于 1。",
        "en": "Keeping {keep} names for each place leaves places empty. It must be 1 or more.",
    },
    "vet-without-work": {
        "zh": "环节“{stage}”没有可征求意见的部门，也没有需人工认定的资格规则，无人可办。请写 bodies，或删去本环节。",
        "en": "The stage “{stage}” asks no body and no eligibility rule refers anybody to it: nobody could close "
        "it. List bodies, or remove the stage.",
    },
    "consult-without-work": {
        "zh": "环节“{stage}”既无公示也无投票，无人可办。请写 notice 或 vote。",
        "en": "The stage “{stage}” has neither a notice nor a vote: nobody could close it. Give notice or vote.",
    },
    "compare-without-judging": {
        "zh": "环节“{stage}”没有评审方式，也没有投票，无法比选。请在 [judging] 中写明，或给出 vote。",
        "en": "The stage “{stage}” has no way of judging and no vote: nothing can be compared. Describe one under "
        "[judging], or give vote.",
    },
    "judging-not-named": {
        "zh": "有多种评审方式，环节“{stage}”没有写用哪一种。可用的有：{known}。",
        "en": "There are several ways of judging and the stage “{stage}” names none. There are: {known}.",
    },
    "places-and-allot": {
        "zh": "类别“{category}”的名额既写了定数又写了分配办法。请只保留一种。",
        "en": "The places of “{category}” are given both as a number and by a formula. Keep one.",
    },
    "weights-not-one": {
        "zh": "名额分配的各项比重合计{total}，应合计为 1，且不为负。",
        "en": "The weights by which places are shared out add up to {total}; they must add up to 1, none below nought.",
    },
    "figure-without-words": {
        "zh": "名额分配所用的数据没有中英文名称：{figures}。请在 names 中补上。",
        "en": "The figures by which places are shared out have no words: {figures}. Add them under names.",
    },
    "first-not-recommend": {
        "zh": "第一个环节是“{gate}”。人选从推荐环节进入，第一个环节应为 recommend。",
        "en": "The first stage is “{gate}”. Nominations come in at a stage of recommending: the first gate must be "
        "recommend.",
    },
    "last-not-confer": {
        "zh": "最后一个环节是“{gate}”，没有人授予荣誉。最后一个环节应为 confer。",
        "en": "The last stage is “{gate}”, so nothing is ever conferred. The last gate must be confer.",
    },
    "confer-before-end": {
        "zh": "环节“{stage}”在最后一个环节之前就已授予。confer 只能有一个，并放在最后。",
        "en": "The stage “{stage}” confers before the end. There is one confer, and it comes last.",
    },
    "tier-goes-down": {
        "zh": "本环节在“{tier}”，而此前已到“{former}”。推荐、比选、审核和授予应自下而上；公示可以回到基层。",
        "en": "This stage is at the tier “{tier}” after “{former}” was reached. Nominations go upwards; only a "
        "notice may return to a lower tier.",
    },
    "tier-skipped": {
        "zh": "由下往上推荐时跳过了层级：{skipped}。逐级推荐一般不越级。",
        "en": "The way up skips the tier {skipped}. Recommendation usually goes level by level.",
    },
    "notice-without-length": {
        "zh": "公示没有写期限。请写 working_days（工作日）或 days（自然日）。",
        "en": "The notice has no length. Give working_days or days.",
    },
    "body-without-deadline": {
        "zh": "没有写答复期限，部门不答复时环节无法办结。请写 working_days 或 days。",
        "en": "There is no time to answer, so a body that stays silent would hold the stage up for ever. Give "
        "working_days or days.",
    },
    "two-lengths": {
        "zh": "期限写了多种（{keys}）。请只保留一种。",
        "en": "The end is given in more than one way ({keys}). Keep one.",
    },
    "stage-without-end": {
        "zh": "环节“{stage}”没有写结束时间。请写 closes、working_days 或 days。",
        "en": "The stage “{stage}” has no end. Give closes, working_days or days.",
    },
    "closes-before-opens": {
        "zh": "结束日（{closes}）早于开始日（{opens}）。请改正。",
        "en": "The stage closes ({closes}) before it opens ({opens}). Correct one of the dates.",
    },
    "opens-on-day-off": {
        "zh": "开始日{day}不是工作日。可改为{next}。",
        "en": "The stage opens on {day}, which is not a working day. It could open on {next}.",
    },
    "closes-on-day-off": {
        "zh": "结束日{day}不是工作日，当天可能无人受理。可改为{next}。",
        "en": "The stage closes on {day}, which is not a working day: nobody may be there to receive papers. It "
        "could close on {next}.",
    },
    "opens-before-former-ends": {
        "zh": "开始日{day}时，上一环节尚未结束（到{former}）。请推迟。",
        "en": "The stage opens on {day}, before the stage before it ends ({former}). Open it later.",
    },
    "closes-before-former-ends": {
        "zh": "结束日{day}时，上一环节尚未结束（到{former}）。请推迟。",
        "en": "The stage closes on {day}, before the stage before it ends ({former}). Close it later.",
    },
    "no-working-day": {
        "zh": "从{first}到{last}没有一个工作日。请延长。",
        "en": "There is no working day between {first} and {last}. Make the stage longer.",
    },
    "notice-longer-than-stage": {
        "zh": "本环节到{last}结束，公示期却要到{needed}。请延长本环节。",
        "en": "The stage ends on {last}, but its notice runs to {needed}. Make the stage longer.",
    },
    "body-slower-than-stage": {
        "zh": "“{body}”的答复期限到{needed}，晚于本环节结束日{last}。请延长本环节或缩短答复期限。",
        "en": "The body “{body}” may answer until {needed}, after the stage ends ({last}). Make the stage longer, "
        "or the time to answer shorter.",
    },
    "year-without-table": {
        "zh": "{year}年的放假安排尚未收入“{calendar}”日历，有关日期为暂定。公布后请更新日历文件。",
        "en": "The calendar “{calendar}” has no table for {year}, so dates in it are provisional. Add the table "
        "once it is published.",
    },
    "step-does-not-fit": {
        "zh": "步长{step}不能把{low}到{high}分成整数段。请改步长或量程。",
        "en": "The step {step} does not divide the scale from {low} to {high}. Change the step or the scale.",
    },
    "mark-off-scale": {
        "zh": "评分细则中的“{mark}”不在量程上（{low}至{high}，步长{step}）。",
        "en": "“{mark}” in the rubric is not on the scale ({low} to {high} in steps of {step}).",
    },
    "enough-over-readings": {
        "zh": "每件只分派{readings}份评分，却要求至少{enough}份才能排名。请改正其中一个。",
        "en": "Each nomination gets {readings} sheets, but {enough} are needed to be ranked. Correct one of them.",
    },
    "bar-off-scale": {
        "zh": "入选线{bar}不在 0 到 100 之间。",
        "en": "The bar {bar} does not lie between 0 and 100.",
    },
    "bar-in-logits": {
        "zh": "等级量表模型（rating-scale）的评定值以 logit 计，不是百分制，入选线 {bar} 无从比较。"
        "请删去 bar，或把 merit 改为 severity。",
        "en": "The rating scale model gives merit in logits, not in points of 100, so the bar {bar} has no meaning. "
        'Remove the bar, or take merit = "severity".',
    },
    "criteria-scales-differ": {
        "zh": "等级量表模型（rating-scale）要求各评分项用同一量程，{criteria} 的量程不同。"
        "请统一量程，或把 merit 改为 severity。",
        "en": "The rating scale model needs one scale for all criteria, and those of {criteria} differ. Give them the "
        'same scale, or take merit = "severity".',
    },
    "scale-of-many-marks": {
        "zh": "评分项“{criterion}”的量程有 {marks} 档，等级量表模型（rating-scale）最多 {most} 档。"
        "请缩短量程、加大步长，或把 merit 改为 severity。",
        "en": "The scale of “{criterion}” has {marks} marks; the rating scale model takes at most {most}. Shorten it, "
        'make the step larger, or take merit = "severity".',
    },
    "trimmed-with-few": {
        "zh": "每件只有{readings}份评分，去掉最高最低分一般要多于5份。",
        "en": "With {readings} sheets each, dropping the top and bottom marks leaves little; it is usual with more "
        "than 5.",
    },
    "judging-without-criteria": {
        "zh": "没有评审指标。请在 [criteria] 中列出。",
        "en": "There are no criteria to judge by. List them under [criteria].",
    },
    "weights-not-hundred": {
        "zh": "各指标权重合计{total}，不是100。按比例计算不受影响，但容易误读。",
        "en": "The weights add up to {total}, not 100. They count in proportion all the same, but are easily misread.",
    },
    "electorate-of-other-tier": {
        "zh": "“{electorate}”在“{tier}”层级，本环节却在“{stage_tier}”层级。请改用本层级的投票人群。",
        "en": "The electorate “{electorate}” exists in each unit of the tier “{tier}”, but this stage is at "
        "“{stage_tier}”. Name one of this tier.",
    },
    "pass-mark-missing": {
        "zh": "投票没有写通过标准。请写 pass_above（超过）或 pass_at_least（达到）。",
        "en": "The vote has no pass mark. Give pass_above or pass_at_least.",
    },
    "two-pass-marks": {
        "zh": "投票写了两个通过标准。请只保留 pass_above 或 pass_at_least。",
        "en": "The vote has two pass marks. Keep pass_above or pass_at_least.",
    },
    "vote-cannot-pass": {
        "zh": "通过标准{share}永远达不到或永远成立。请改正。",
        "en": "A pass mark of {share} can never be reached, or never be missed. Correct it.",
    },
    "only-if-not-yes-no": {
        "zh": "“{attribute}”属“{kind}”类；only_if 只能用“yes-no”类属性。",
        "en": "“{attribute}” is of the kind “{kind}”; only_if names a yes-no.",
    },
    "notice-shows-nothing": {
        "zh": "公示“{notice}”没有写公示内容。请在 shows 中列出。",
        "en": "The notice “{notice}” shows nothing. List its fields under shows.",
    },
    "notice-shows-private": {
        "zh": '“{attribute}”属“{see}”信息，不能公示。请从 shows 中删去，或改为 see = "public"。',
        "en": "“{attribute}” is “{see}” and may not stand in a notice. Remove it from shows, or make it public.",
    },
    "sealed-without-release": {
        "zh": "封存的评选要写明多少年后开放档案（release_after_years）。",
        "en": "A sealed programme says after how many years its papers open (release_after_years).",
    },
    "release-when-open": {
        "zh": '公开的评选没有封存期。请删去 release_after_years，或改为 visibility = "sealed"。',
        "en": 'An open programme has nothing to release. Remove release_after_years, or make visibility "sealed".',
    },
    "notice-when-sealed": {
        "zh": "封存的评选在授予前不公开人选，环节“{stage}”却要公示。请删去公示，或改为公开。",
        "en": "A sealed programme names nobody before the award, yet the stage “{stage}” gives notice. Remove the "
        "notice, or make the programme open.",
    },
    "category-without-honour": {
        "zh": "类别“{category}”没有对应的荣誉。请在 [honours] 某一项的 for 中列出。",
        "en": "Nothing is conferred on the category “{category}”. List it under for of an honour.",
    },
    "grade-without-honour": {
        "zh": "类别“{category}”的等次“{grade}”没有对应的荣誉。请在 [honours] 中补上。",
        "en": "Nothing is conferred on the grade “{grade}” of “{category}”. Add an honour for it.",
    },
    "revocation-without-grounds": {
        "zh": "没有写撤销荣誉的情形。请列出，或删去 [revocation]。",
        "en": "There are no grounds on which an honour is lost. List them, or remove [revocation].",
    },
    "name-long": {
        "zh": "中文名称{length}个字，申报表一般限{limit}个字。",
        "en": "The Chinese name has {length} characters; the filing form usually allows {limit}.",
    },
    "filing-incomplete": {
        "zh": "申报项目一般要写明“{key}”，这里没有。",
        "en": "A filing usually states “{key}”, which is missing here.",
    },
    "cycle-short": {
        "zh": "周期{years}年，同一项目一般{limit}年一次。",
        "en": "The cycle is {years} years; the same programme is usually run once in {limit}.",
    },
    "places-many": {
        "zh": "“{kind}”类共{total}个名额，省以下项目一般不超过{limit}个。",
        "en": "There are {total} places of the kind “{kind}”; below the province {limit} is the usual limit.",
    },
    "notice-short": {
        "zh": "公示{days}个工作日，一般不少于{limit}个工作日。",
        "en": "The notice runs {days} working days; {limit} or more are usual.",
    },
}

# Refusals of the room: a file that cannot be used, a name that points nowhere.
REFUSALS = {
    "charter-faulty": {
        "zh": "章程有{number}处错误，不能使用；第一处在第{line}行。请运行 chucai charter check 逐条改正。",
        "en": "The charter has {number} faults and cannot be used; the first is on line {line}. Mend them one by "
        "one with chucai charter check.",
    },
    "calendar-faulty": {
        "zh": "日历文件有{number}处错误，不能使用；第一处在第{line}行。",
        "en": "The calendar file has {number} faults and cannot be used; the first is on line {line}.",
    },
    "calendar-unknown": {
        "zh": "没有名为“{calendar}”的工作日历。可用的有：{known}。",
        "en": "There is no calendar “{calendar}”. There are: {known}.",
    },
    "example-unknown": {
        "zh": "没有名为“{example}”的示例章程。可用的有：{known}。",
        "en": "There is no example charter “{example}”. There are: {known}.",
    },
    "stage-without-end": {
        "zh": "环节“{stage}”没有写结束时间。请在章程中写 closes、working_days 或 days。",
        "en": "The stage “{stage}” has no end. Give closes, working_days or days in the charter.",
    },
    "too-few-for-least": {
        "zh": "名额{places}个，不够{units}个单位每个至少{least}个。",
        "en": "{places} places are too few for {units} units with at least {least} each.",
    },
    "figure-missing": {
        "zh": "单位“{unit}”缺少名额分配所用的数据“{figure}”。",
        "en": "The unit “{unit}” lacks the figure “{figure}” by which places are shared out.",
    },
}
