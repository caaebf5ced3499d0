"""What `chucai merit` says, in simplified Chinese and English."""

from __future__ import annotations

MERIT: dict[str, dict[str, str]] = {
    "merit-faults": {
        "zh": "{file}：{faults} 处有误，未作测算。请改正后重来。",
        "en": "{file}: {faults:fault|faults}; nothing was estimated. Correct them and run again.",
    },
    "merit-fault": {"zh": "  {says}", "en": "  {says}"},
    "merit-no-column": {
        "zh": "第 {line} 行（表头）缺少列：{columns}。可用的列名：{wanted}。",
        "en": "Line {line} (headers) lacks {columns}. Columns are named: {wanted}.",
    },
    "merit-column-twice": {
        "zh": "第 {line} 行（表头）中第 {first} 列与第 {second} 列是同一项，请删去一列。",
        "en": "Line {line} (headers): columns {first} and {second} say the same thing. Remove one.",
    },
    "merit-column-aside": {
        "zh": "请注意：第 {first} 列与第 {second} 列说的可能是同一项；读取前者，后者不用。",
        "en": "Note: columns {first} and {second} may say the same thing; the former is read, not the latter.",
    },
    "merit-broken-quotes": {
        "zh": "从第 {line} 行起引号不成对，后面的内容无法读取。请改正引号，文字中的引号应写两次。",
        "en": "Quotes do not match from line {line} on, so the rest cannot be read. Double a quote inside text.",
    },
    "merit-cell-too-long": {
        "zh": "第 {line} 行有超过 {limit} 个字符的单元格，多半是引号不成对。请改正后重来。",
        "en": "Line {line} has a cell of more than {limit} characters, mostly the sign of a missing quote. Correct it.",
    },
    "merit-two-groups": {
        "zh": "第 {line} 行把“{nominee}”归入“{group}”，前面归入“{other}”。每个对象只能属于一个组。",
        "en": 'Line {line} puts "{nominee}" in group "{group}"; earlier it was in "{other}". A nominee has one group.',
    },
    "merit-not-a-place": {
        "zh": "第 {line} 行的名次“{place}”不是从 1 起的整数。读过而未排名次的请留空。",
        "en": 'Line {line}: the place "{place}" is not a whole number from 1 up. Leave it blank for who was read '
        "and not placed.",
    },
    "merit-place-twice": {
        "zh": "第 {line} 行：评委“{assessor}”已把第 {place} 名给了“{other}”，不能再给“{nominee}”。"
        "同一评委有几张选票时，请加“选票”列。",
        "en": 'Line {line}: "{assessor}" has already put "{other}" in place {place}, where "{nominee}" stands here. '
        "A judge with several ballots needs a column ballot.",
    },
    "merit-more-faults": {
        "zh": "另有 {more} 处有误，改正以上各处后会再列出。",
        "en": "{more:fault|faults} more; they are told once these are corrected.",
    },
    "merit-needs-a-table": {
        "zh": "请给出评分表 RATINGS，或用 --ballots 给出选票，或两者都给。",
        "en": "Name a table of RATINGS, or --ballots, or both.",
    },
    "merit-influence-other-model": {
        "zh": "请注意：该模型没有逐一剔除评委的速算公式，因此未列出每位评委的影响；可删去某位评委的行后重新测算。",
        "en": "Note: this model has no short cut for leaving one assessor out, so no influence is given; delete an "
        "assessor's rows and estimate again to see it.",
    },
    "merit-no-cut": {
        "zh": "请注意：没有可供比较的名额线（名额为零、不少于对象数，或评委分成互不相连的部分），"
        "因此只列出去掉每位评委后综合评定值的最大变动，不列进出名额的对象。",
        "en": "Note: there is no cut to cross (no places, places for everybody, or panels that do not connect), so for "
        "each assessor only the largest move of a merit is given, not who enters or leaves.",
    },
    "merit-blank-cell": {
        "zh": "第 {line} 行的 {column} 为空。请填写；未评请删去整行。",
        "en": "Line {line}: {column} is blank. Fill it in, or delete the row where no mark was given.",
    },
    "merit-not-a-number": {
        "zh": "第 {line} 行的分数“{score}”不是小数位不超过 {most} 位的数。请改为数字；未评请删去整行。",
        "en": 'Line {line}: the score "{score}" is not a number with at most {most} decimals. Correct it, or delete '
        "the row where no mark was given.",
    },
    "merit-repeated": {
        "zh": "第 {line} 行与第 {other} 行重复：评委“{assessor}”给“{nominee}”的“{criterion}”打了两次分。请保留一行。",
        "en": 'Line {line} repeats line {other}: "{assessor}" marked "{nominee}" on "{criterion}" twice. Keep one.',
    },
    "merit-weights-unread": {
        "zh": "看不懂权重“{said}”。写法：deeds=40,service=60（整数）。",
        "en": 'Weights "{said}" cannot be read. Write them as deeds=40,service=60, in whole numbers.',
    },
    "merit-scale-unread": {
        "zh": "看不懂分值范围“{said}”。写法：0:10。",
        "en": 'The scale "{said}" cannot be read. Write it as 0:10.',
    },
    "merit-needs-folder": {
        "zh": "Parquet 和图不能写到屏幕，请用 --out 指定文件夹。",
        "en": "Parquet and pictures do not go to the screen: name a folder with --out.",
    },
    "merit-no-pictures-in-logits": {
        "zh": "请注意：该模型的测算值以 logit 计，图中的“分”不适用，因此没有出图。",
        "en": "Note: this model measures in logits, and the pictures speak of points, so none were drawn.",
    },
    "merit-no-parquet": {
        "zh": "写 Parquet 需要 pyarrow：pip install pyarrow；或改用 --format csv。",
        "en": "Parquet needs pyarrow: pip install pyarrow, or use --format csv.",
    },
    "merit-warning": {"zh": "请注意：{says}", "en": "Note: {says}"},
    "merit-written": {
        "zh": "已写入 {folder}：{nominees} 个对象，{assessors} 位评委。",
        "en": "Written to {folder}: {nominees:nominee|nominees}, {assessors:assessor|assessors}.",
    },
}
