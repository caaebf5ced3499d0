"""Words for faults of form: what a file does not say in the way a charter is written."""

FORM = {
    "file-unreadable": {
        "zh": "无法打开文件“{file}”。请核对路径和读取权限。",
        "en": "The file “{file}” cannot be opened. Check its path and the right to read it.",
    },
    "file-not-utf-8": {
        "zh": "文件“{file}”不是 UTF-8 编码。请在编辑器中另存为 UTF-8。",
        "en": "The file “{file}” is not in UTF-8. Save it as UTF-8 in the editor.",
    },
    "toml-syntax": {
        "zh": "第{column}列附近写法有误。每行应写成“键 = 值”；文字要加引号，列表用方括号，表用花括号。",
        "en": "The line is not written correctly near column {column}. A line reads `key = value`; text stands in "
        "quotes, a list in square brackets, a table in braces.",
    },
    "toml-twice": {
        "zh": "同一个键或表写了两次（第{column}列附近）。请只保留一处；若是列表中的一项，表头应写双方括号，如 "
        "[[stage]]。",
        "en": "A key or table is written twice (near column {column}). Keep one; an item of a list has a heading "
        "in double brackets, such as [[stage]].",
    },
    "toml-unclosed": {
        "zh": "引号没有成对（第{column}列附近）。请补上另一半引号；跨行文字用三个引号。",
        "en": "A quotation mark is not closed (near column {column}). Close it; text over several lines stands in "
        "three quotation marks.",
    },
    "format-newer": {
        "zh": "本文件采用第{version}版格式，本软件只认识到第{known}版。请升级软件，不要改动版本号。",
        "en": "This file is written in format {version}; this version of the program reads up to {known}. Update "
        "the program rather than changing the number.",
    },
    "character-unseen": {
        "zh": "文字第{place}个字符（{character}）是看不见的控制字符。请删去后重新输入。",
        "en": "Character {place} of this text ({character}) is a control character that nobody sees. Delete it and "
        "type the text again.",
    },
    "key-missing": {
        "zh": "缺少必填项“{name}”。请补上。",
        "en": "“{name}” is required and missing. Add it.",
    },
    "key-unknown": {
        "zh": "不认识“{name}”这一项。{hint}",
        "en": "There is no key “{name}” here. {hint}",
    },
    "value-not-among": {
        "zh": "不能填“{name}”。{hint}",
        "en": "“{name}” is not one of the values allowed. {hint}",
    },
    "text-wanted": {
        "zh": "此处应填文字，并加引号。",
        "en": "Text is wanted here, in quotation marks.",
    },
    "text-empty": {
        "zh": "此处文字不能为空。中文（zh）和英文（en）都要写。",
        "en": "The text must not be empty. Chinese (zh) and English (en) are both needed.",
    },
    "text-too-long": {
        "zh": "文字过长，最多{limit}个字符。",
        "en": "The text is too long: {limit} characters at most.",
    },
    "id-form": {
        "zh": "“{value}”不能作代号。代号用小写英文字母开头，可含数字、连字符和下划线，如 unit-notice。",
        "en": "“{value}” cannot be an id. An id starts with a small letter and has small letters, digits, hyphens "
        "and underscores, such as unit-notice.",
    },
    "each-form": {
        "zh": "“each”应写成 unit@层级 或 attribute@属性，如 unit@bureau、attribute@theme；现为“{value}”。",
        "en": "“each” reads unit@tier or attribute@attribute, such as unit@bureau or attribute@theme; it is “{value}”.",
    },
    "whole-number-wanted": {
        "zh": "此处应填整数，不加引号。{share_hint}",
        "en": "A whole number is wanted here, without quotation marks. {share_hint}",
    },
    "number-wanted": {
        "zh": "此处应填数字，不加引号。",
        "en": "A number is wanted here, without quotation marks.",
    },
    "number-too-small": {
        "zh": "数值不能小于{limit}。",
        "en": "The number must be {limit} or more.",
    },
    "yes-no-wanted": {
        "zh": "此处应填 true（是）或 false（否），不加引号。",
        "en": "Write true or false here, without quotation marks.",
    },
    "date-wanted": {
        "zh": "此处应填日期，如 2026-03-02，不加引号，也不带时间。",
        "en": "A date is wanted here, such as 2026-03-02, without quotation marks and without a time.",
    },
    "share-wanted": {
        "zh": '比例应写成加引号的分数或百分数，如 "1/2"、"55 %"；不能写小数。',
        "en": 'A share is written as a fraction or per cent in quotation marks, such as "1/2" or "55 %"; never as '
        "a decimal.",
    },
    "list-wanted": {
        "zh": '此处应填列表，用方括号，如 ["name", "unit"]；多段的表头用双方括号。',
        "en": 'A list is wanted here, in square brackets, such as ["name", "unit"]; a list of tables has headings '
        "in double brackets.",
    },
    "list-too-short": {
        "zh": "列表至少要有{limit}项。",
        "en": "The list needs {limit} or more items.",
    },
    "list-too-long": {
        "zh": "列表最多只能有{limit}项。",
        "en": "The list may have {limit} items at most.",
    },
    "table-wanted": {
        "zh": "此处应填一张表：用花括号，或另起一个带方括号的表头。{keys_hint}",
        "en": "A table is wanted here: in braces, or under a heading in brackets of its own. {keys_hint}",
    },
    "predicate-shape": {
        "zh": '条件应写成非空的表，如 {{ category = "person" }} 或 {{ years_in_post = {{ at_least = 2 }} }}。',
        "en": 'A condition is a table that is not empty, such as {{ category = "person" }} or '
        "{{ years_in_post = {{ at_least = 2 }} }}.",
    },
    "predicate-list": {
        "zh": "all、any、in 之后应写非空的列表，用方括号。",
        "en": "After all, any and in comes a list that is not empty, in square brackets.",
    },
    "predicate-value": {
        "zh": "此处应填一个值：文字、true 或 false、数字或日期；absent、present 后面只能写 true。",
        "en": "A single value is wanted here: text, true or false, a number or a date; after absent and present "
        "only true.",
    },
    "predicate-comparison": {
        "zh": "不认识“{comparison}”这种比较。可用的有：{known}。",
        "en": "There is no comparison “{comparison}”. There are: {known}.",
    },
    "value-not-understood": {
        "zh": "这个值无法理解。请对照参考手册中这一项的写法。",
        "en": "This value cannot be understood. Compare it with the reference.",
    },
    "day-of-another-year": {
        "zh": "{day}不在{year}年。请把它移到所属年份的表中。",
        "en": "{day} does not lie in {year}. Move it to the table of its own year.",
    },
    "day-off-and-on-duty": {
        "zh": "{day}既列为放假又列为上班。请删去一处。",
        "en": "{day} is listed both as off and as on duty. Remove one.",
    },
}
