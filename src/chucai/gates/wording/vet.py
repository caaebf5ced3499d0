"""Words for what is refused when bodies are asked and people rule."""

REFUSALS = {
    "not-to-be-asked": {
        "zh": "推荐 {nomination} 无须征求“{body}”的意见[，应征求：{asked}]。",
        "en": "“{body}” is not to be asked about nomination {nomination}[; to be asked: {asked}].",
    },
    "already-asked": {
        "zh": "已就推荐 {nomination} 征求过“{body}”的意见。",
        "en": "“{body}” has been asked about nomination {nomination} already.",
    },
    "not-asked": {
        "zh": "尚未就推荐 {nomination} 征求“{body}”的意见。",
        "en": "“{body}” has not been asked about nomination {nomination}.",
    },
    "not-your-body": {
        "zh": "您不是“{body}”的经办人。",
        "en": "You are not an officer of “{body}”.",
    },
    "already-answered": {
        "zh": "[“{body}”对推荐 {nomination} 已有意见或已作裁定][异议 {objection} 已经答复]，不能重复办理。",
        "en": "[“{body}” has answered on nomination {nomination}, or a person has ruled on it]"
        "[Objection {objection} has been answered]: that stands.",
    },
    "no-deadline": {
        "zh": "评选办法没有给“{body}”规定答复期限，不能按逾期处理。",
        "en": "The charter gives “{body}” no time to answer in, so its silence means nothing.",
    },
    "not-due-yet": {
        "zh": "“{body}”的答复期限到 {due} 为止，届满后方可记为逾期未复。",
        "en": "“{body}” has until {due} to answer; its silence can be noted from the day after.",
    },
    "nothing-to-rule": {
        "zh": "“{body}”对推荐 {nomination} 的意见[（{answer}）]无须裁定，或已经裁定。",
        "en": "There is nothing to rule on: “{body}” on nomination {nomination}[ ({answer})].",
    },
    "authority-only": {
        "zh": "“{body}”对推荐 {nomination} 有异议，只有表彰机关可以裁定通过。",
        "en": "“{body}” objects to nomination {nomination}: only the authority may admit it all the same.",
    },
    "not-referred": {
        "zh": "推荐 {nomination} 没有提交裁定的条件“{rule}”。",
        "en": "Nomination {nomination} was not referred for “{rule}”.",
    },
    "already-ruled": {
        "zh": "推荐 {nomination} 的条件“{rule}”已经裁定。",
        "en": "Somebody has ruled on “{rule}” for nomination {nomination} already.",
    },
}
