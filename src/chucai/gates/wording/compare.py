"""Words for what is refused when assessors judge and the panel chooses."""

REFUSALS = {
    "stage-without-judging": {
        "zh": "环节“{stage}”没有规定评审方式，不在此打分。",
        "en": "The charter gives stage “{stage}” no way of judging: nothing is scored there.",
    },
    "not-an-assessor": {
        "zh": "{assessor} 不是本届评委。请先任命。",
        "en": "{assessor} is not an assessor of this round. Appoint them first.",
    },
    "not-your-sheet": {
        "zh": "只能办理本人的评审事项，不能代 {assessor} 办理。",
        "en": "Assessors act for themselves: this is {assessor}'s to do.",
    },
    # --- interests
    "already-undertaken": {
        "zh": "{assessor} 已经签署过承诺书。",
        "en": "{assessor} has signed the undertaking already.",
    },
    "undertaking-first": {
        "zh": "{assessor} 尚未签署独立、保密承诺书，签署后方可评审。",
        "en": "{assessor} must sign the undertaking (independence, confidentiality) before judging.",
    },
    "already-declared": {
        "zh": "{assessor} 已就推荐 {nomination} 申报过利害关系。",
        "en": "{assessor} has declared an interest in nomination {nomination} already.",
    },
    "already-recused": {
        "zh": "{assessor} 已对推荐 {nomination} 回避。",
        "en": "{assessor} is recused from nomination {nomination} already.",
    },
    "recused": {
        "zh": "{assessor} 因“{interest}”须对推荐 {nomination} 回避。请改由其他评委评审。",
        "en": "{assessor} is barred from nomination {nomination} ({interest}). Let another assessor read it.",
    },
    "not-recused": {
        "zh": "{assessor} 对推荐 {nomination} 没有可以解除的回避。",
        "en": "{assessor} has no recusal from nomination {nomination} that could be lifted.",
    },
    "recused-cannot-lift": {
        "zh": "回避不得由回避人 {assessor} 本人解除，须由另外两人办理。",
        "en": "A recusal is never lifted by the recused ({assessor}), but by two others.",
    },
    "lift-not-proposed": {
        "zh": "解除 {assessor} 对推荐 {nomination} 的回避，须先由一人提出。",
        "en": "Nobody has proposed to lift the recusal of {assessor} from nomination {nomination}: that comes first.",
    },
    "second-person-needed": {
        "zh": "解除 {assessor} 对推荐 {nomination} 的回避，须由提出人以外的另一人确认。",
        "en": "Lifting the recusal of {assessor} from nomination {nomination} needs a second person to confirm it.",
    },
    # --- assigning
    "panel-reads-freely": {
        "zh": "环节“{stage}”由评委自行选阅，不分配评委。",
        "en": "At stage “{stage}” assessors read what they choose: nothing is assigned.",
    },
    "reader-twice": {
        "zh": "推荐 {nomination} 的同一评委分配了两次。",
        "en": "An assessor is assigned twice to nomination {nomination}.",
    },
    "too-few-readers": {
        "zh": "推荐 {nomination} 只分配了 {readers} 名评委，至少须 {wanted} 名。",
        "en": "Nomination {nomination} would have {readers:reader|readers}; at least {wanted} are needed.",
    },
    "load-too-high": {
        "zh": "以下评委的任务超过每人 {load} 项的上限：{assessors}。请分给其他评委。",
        "en": "More than {load:nomination|nominations} for {assessors}: share them with other assessors.",
    },
    "not-assigned": {
        "zh": "推荐 {nomination} 没有分配给 {assessor}。",
        "en": "Nomination {nomination} is not assigned to {assessor}.",
    },
    # --- sheets
    "already-assessed": {
        "zh": "{assessor} 已提交[推荐 {nomination} 的]评分表。如需改分，请说明理由办理更正。",
        "en": "{assessor} has handed in a sheet[ for nomination {nomination}]. To change it, amend it with a reason.",
    },
    "already-abstained": {
        "zh": "{assessor} 已经弃评。",
        "en": "{assessor} has abstained already.",
    },
    "no-sheet": {
        "zh": "{assessor} 没有提交推荐 {nomination} 的评分表，无从更正。",
        "en": "There is no sheet of {assessor} for nomination {nomination} to amend.",
    },
    "other-criteria": {
        "zh": "评分表所列指标（{given}）与规定不符，应为：{wanted}。",
        "en": "The sheet has marks for {given}; it must have one for each of: {wanted}.",
    },
    "mark-off-scale": {
        "zh": "“{criterion}”的分值 {mark}（每档 {step}）不在 {low} 至 {high} 之间。",
        "en": "The mark {mark} for “{criterion}” (in steps of {step}) is not on the scale from {low} to {high}.",
    },
    # --- ranking
    "sheets-missing": {
        "zh": "评分期限内还有 {number} 项推荐的评分表未交齐：{nominations}。",
        "en": "Sheets for {number:nomination|nominations} are still to come while the window is open: {nominations}.",
    },
    "other-sheets": {
        "zh": "排序依据的评分表与现有的不一致（环节“{stage}”）。请按现有评分表重新排序。",
        "en": "The ranking of stage “{stage}” was made from other sheets than there are now. Rank them again.",
    },
    "too-many-top-marks": {
        "zh": "以下评委给出的最高分超过其评分的 {share}，评分无效：{assessors}。请其更正。",
        "en": "More than {share} of the marks given by {assessors} are top marks, which voids them: have them amended.",
    },
    "ranking-incomplete": {
        "zh": "排序与应排的推荐不一致[，缺少：{missing}][，多出：{extra}]。",
        "en": "The ranking must hold everybody with enough sheets, once[; missing: {missing}][; too many: {extra}].",
    },
    "unranked-differ": {
        "zh": "评分表不足、不予排序的应为：{wanted}。",
        "en": "Those with too few sheets to be ranked are not the ones named; they are: {wanted}.",
    },
    "ranking-disordered": {
        "zh": "“{category}”排序中，推荐 {nomination} 的名次与综合评定值不符。",
        "en": "In the ranking of {category} nomination {nomination} does not stand where its merit puts it.",
    },
    "readings-differ": {
        "zh": "以下推荐的评分表份数与实际不符：{nominations}。",
        "en": "The number of sheets stated for these is not the number there is: {nominations}.",
    },
    "ranking-adopted": {
        "zh": "环节“{stage}”的排序已经采纳，评分表不能再更正。",
        "en": "The ranking of stage “{stage}” has been adopted: sheets can no longer be amended.",
    },
    "ranking-first": {
        "zh": "环节“{stage}”须先采纳排序，再确定入选名单。",
        "en": "Stage “{stage}” has no adopted ranking yet: adopt it before the shortlist.",
    },
    # --- shortlist
    "shortlist-adopted": {
        "zh": "环节“{stage}”的入选名单已经确定，评审到此结束。",
        "en": "The shortlist of stage “{stage}” has been adopted: judging is over.",
    },
    "ballot-first": {
        "zh": "环节“{stage}”须先完成票决，尚无结果的有：{nominations}。",
        "en": "Stage “{stage}” decides by vote, and no count has decided on: {nominations}.",
    },
    "places-already-filled": {
        "zh": "环节“{stage}”的名单已有递补，不能重新确定。",
        "en": "Places of stage “{stage}” have been filled from the reserve: the list cannot be adopted anew.",
    },
    "other-categories": {
        "zh": "入选名单须逐一列出评选办法的各个类别，现列出：{given}。",
        "en": "A shortlist has one list for each category of the charter; given were: {given}.",
    },
    "not-candidates": {
        "zh": "“{category}”名单中有不能入选的推荐：{nominations}（未进入本环节、未排序或未达到基准）。",
        "en": "On the list of {category} stand some who cannot be chosen: {nominations} "
        "(not in the running, not ranked, or below the bar).",
    },
    "too-many-reserves": {
        "zh": "“{category}”最多列 {most} 名递补人选。",
        "en": "Category {category} has at most {most:reserve|reserves}.",
    },
    "too-many-chosen": {
        "zh": "“{category}”有 {places} 个名额，名单列了 {chosen} 名。请减少人选。",
        "en": "Category {category} has {places:place|places}; the list has {chosen}. Take some off.",
    },
    "places-empty": {
        "zh": "“{category}”有 {places} 个名额，名单只列了 {chosen} 名，按评选办法不得空缺。",
        "en": "Category {category} has {places:place|places} and the list fills {chosen}; "
        "the charter lets none stay empty.",
    },
    "honoured-twice": {
        "zh": "同一人不能重复受表彰，以下推荐有重复的人员：{nominations}。",
        "en": "Nobody is honoured twice, and these share a person: {nominations}.",
    },
    "pool-short": {
        "zh": "专项名额“{pool}”应有 {places} 名，名单只有 {chosen} 名。",
        "en": "The pool “{pool}” has {places:place|places} set aside; the list gives it {chosen}.",
    },
    "rule-broken": {
        "zh": "名单不符合结构要求“{rule}”[（{each}）]：{among} 名中有 {counted} 名"
        "[，应不少于 {low} 名][，应不多于 {high} 名]。请调整名单。",
        "en": "The list breaks the rule “{rule}”[ ({each})]: {counted} of {among}[, at least {low} needed]"
        "[, at most {high} allowed]. Change the list.",
    },
}
