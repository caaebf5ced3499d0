"""The room's codes in words: FAULTS for what is wrong in a row, REFUSALS for a file that cannot be read at all.

Facts named `zh` and `en` (`known_zh`, `known_en`) hold words of the charter in that language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from chucai.intake.shape import Fault

Words: TypeAlias = dict[str, dict[str, str]]

_HEADERS: Words = {
    "unknown-column": {
        "zh": "表头“{found}”无法识别，请改用模板中的表头，或者删去此列。",
        "en": "The header “{found}” is not known: use one from the template, or remove the column.",
    },
    "unknown-column-near": {
        "zh": "表头“{found}”无法识别，是否应为“{zh}”？",
        "en": "The header “{found}” is not known. Did you mean “{en}”?",
    },
    "duplicate-column": {
        "zh": "第 {first} 列与第 {second} 列是同一项，请删去一列。",
        "en": "Columns {first} and {second} say the same thing: remove one.",
    },
    "missing-column": {
        "zh": "缺少“{zh}”列，请补上。",
        "en": "The column “{en}” is missing: add it.",
    },
    "no-header": {
        "zh": "单元格 {cell} 有内容，但该列没有表头，请补上表头或者清空此列。",
        "en": "Cell {cell} has content but its column has no header: add one or clear the column.",
    },
    "merged-cells": {
        "zh": "从 {cell} 开始的单元格是合并的，请取消合并并逐格填写。",
        "en": "The cells from {cell} on are merged: unmerge them and fill in each.",
    },
}

_ROWS: Words = {
    # What the door says no to, in its own words of both languages.
    "refused": {"zh": "{zh}", "en": "{en}"},
    "too-many-cells": {
        "zh": "单元格 {cell} 超出表头范围；请检查本行是否多了分隔符，含分隔符的内容应加引号。",
        "en": "Cell {cell} lies beyond the headers: look for a spare delimiter; quote text that contains one.",
    },
    "too-few-cells": {
        "zh": "本行只有 {found} 个单元格，应有 {wanted} 个。",
        "en": "This row has {found} cells; it needs {wanted}.",
    },
    "broken-quotes": {
        "zh": "从本行起引号不成对，后面的内容无法读取；请改正引号，文字中的引号应写两次。",
        "en": "Quotes do not match from this row on, so the rest cannot be read: double a quote inside text.",
    },
    "duplicate-row": {
        "zh": "与第 {other} 行重复，请删去一行；确为不同对象的，请填写不同的编号。",
        "en": "Repeats row {other}: remove one, or give them different IDs if they are different.",
    },
    "identity-twice": {
        "zh": "与第 {other} 行的身份证件号码相同，同一类别中一人只能有一项推荐，请核对。",
        "en": "Same identity number as row {other}: one person has one nomination in a category.",
    },
    "more-faults": {
        "zh": "问题已达 {limit} 处，后面的行未再检查；请先改正以上问题。",
        "en": "There are {limit} faults already; later rows were not looked at. Mend these first.",
    },
    "criteria-missing": {
        "zh": "评委 {assessor} 对 {nomination} 的评分缺少：{zh}。",
        "en": "Assessor {assessor} gave {nomination} no mark for: {en}.",
    },
}

_CELLS: Words = {
    "missing": {"zh": "此项必填。", "en": "This must be filled in."},
    "formula": {
        "zh": "此单元格是公式，系统不计算公式；请复制后用“选择性粘贴—数值”粘贴。",
        "en": "This cell is a formula, and formulas are not calculated: copy it and paste values only.",
    },
    "error-cell": {
        "zh": "此单元格是错误值（如 #N/A），请改为实际内容。",
        "en": "This cell shows an error such as #N/A: put in what it should say.",
    },
    "cell-too-long": {
        "zh": "此单元格内容超过 {limit} 字，无法读取。",
        "en": "This cell holds more than {limit} characters and cannot be read.",
    },
    "hidden-character": {
        "zh": "第 {at} 个字符是看不见的控制符（{mark}），请删去后重新输入。",
        "en": "Character {at} is a hidden control mark ({mark}): delete it and type the text again.",
    },
    "changed-by-spreadsheet": {
        "zh": "表格软件把此项自动改成了“{found}”；请把单元格格式设为文本后重新输入。",
        "en": "The spreadsheet turned this into “{found}”: format the cell as text and type it again.",
    },
    "number-lost-digits": {
        "zh": "号码按数字保存，表格软件只保留前 15 位；请把单元格格式设为文本后重新输入完整号码。",
        "en": "Saved as a number, of which a spreadsheet keeps 15 digits: format the cell as text and type it in full.",
    },
    "not-a-key": {
        "zh": "编号“{found}”不合要求：须以字母或数字开头，只用字母、数字和 . _ : - ，不超过 80 个字符。",
        "en": "“{found}” cannot be an ID: start with a letter or digit; use letters, digits and . _ : -, at most 80.",
    },
    "identity-unreadable": {
        "zh": "身份证件号码只能是 4 至 40 位字母和数字，请核对并按文本格式填写。",
        "en": "An identity number has 4 to 40 letters and digits: check it and format the cell as text.",
    },
    "too-long": {
        "zh": "共 {length} 字，超过 {limit} 字的限制。",
        "en": "This has {length} characters; at most {limit} are allowed.",
    },
    "not-a-choice": {
        "zh": "“{found}”不在可选范围内，可填：{known_zh}。",
        "en": "“{found}” is not one of the choices: {known_en}.",
    },
    "ambiguous-choice": {
        "zh": "“{found}”可指多项，请填编号：{ids}。",
        "en": "“{found}” stands for several choices; give the ID: {ids}.",
    },
    "not-yes-no": {"zh": "“{found}”无法识别，请填“是”或“否”。", "en": "“{found}” is neither yes nor no."},
    "not-a-number": {
        "zh": "“{found}”不是数字；请只填数字，不带单位和千位分隔符。",
        "en": "“{found}” is not a number: digits only, without units or thousands separators.",
    },
    "not-whole": {"zh": "“{found}”应为整数。", "en": "“{found}” has to be a whole number."},
    "below": {"zh": "{found} 低于下限 {low}。", "en": "{found} is below {low}, the lowest allowed."},
    "above": {"zh": "{found} 高于上限 {high}。", "en": "{found} is above {high}, the highest allowed."},
    "off-step": {"zh": "{found} 不是 {step} 的整数倍。", "en": "{found} is not a multiple of {step}."},
    "not-a-date": {
        "zh": "“{found}”不是有效日期；请填如 2026-03-02 或 2026年3月2日。",
        "en": "“{found}” is no date: write 2026-03-02.",
    },
}

_REFERENCES: Words = {
    "unknown-unit": {"zh": "没有单位“{found}”。", "en": "There is no unit “{found}”."},
    "unknown-unit-near": {
        "zh": "没有单位“{found}”，是否应为“{near}”？",
        "en": "There is no unit “{found}”. Did you mean “{near}”?",
    },
    "ambiguous-unit": {
        "zh": "有多个单位名为“{found}”，请填编号：{ids}。",
        "en": "Several units are called “{found}”; give the ID: {ids}.",
    },
    "unknown-nomination": {"zh": "没有推荐对象“{found}”。", "en": "There is no nomination “{found}”."},
    "unknown-nomination-near": {
        "zh": "没有推荐对象“{found}”，是否应为“{near}”？",
        "en": "There is no nomination “{found}”. Did you mean “{near}”?",
    },
    "ambiguous-nomination": {
        "zh": "有多个推荐对象名为“{found}”，请填编号：{ids}。",
        "en": "Several nominations are called “{found}”; give the ID: {ids}.",
    },
    "unknown-assessor": {"zh": "没有评委“{found}”。", "en": "There is no assessor “{found}”."},
    "unknown-assessor-near": {
        "zh": "没有评委“{found}”，是否应为“{near}”？",
        "en": "There is no assessor “{found}”. Did you mean “{near}”?",
    },
    "ambiguous-assessor": {
        "zh": "有多位评委名为“{found}”，请填编号：{ids}。",
        "en": "Several assessors are called “{found}”; give the ID: {ids}.",
    },
}

_CHARTER: Words = {
    "not-asked-here": {"zh": "此项只由“{zh}”填写，请留空。", "en": "Only asked of “{en}”: leave it blank."},
    "not-asked": {
        "zh": "按本行其他内容，此项无须填写，请留空。",
        "en": "Not asked, given the rest of this row: leave it blank.",
    },
    "members-of-a-person": {"zh": "个人推荐不填成员。", "en": "A person has no members: leave it blank."},
    "member-twice": {"zh": "成员重复：{names}。", "en": "Named twice among the members: {names}."},
    "too-few-members": {
        "zh": "成员 {found} 人，至少应有 {low} 人。",
        "en": "{found} members; at least {low} are needed.",
    },
    "too-many-members": {
        "zh": "成员 {found} 人，至多 {high} 人。",
        "en": "{found} members; at most {high} are allowed.",
    },
    "top-unit-with-parent": {"zh": "最高层级的单位没有上级，请留空。", "en": "A unit of the top tier has no parent."},
    "tier-skipped": {
        "zh": "上级单位“{found}”的层级不对，应为“{zh}”。",
        "en": "The parent “{found}” is of another tier; it should be of “{en}”.",
    },
}

FAULTS: Words = {**_HEADERS, **_ROWS, **_CELLS, **_REFERENCES, **_CHARTER}

REFUSALS: Words = {
    "file-empty": {"zh": "文件“{filename}”是空的。", "en": "The file {filename} is empty."},
    "file-too-big": {
        "zh": "文件有 {size} 字节，超过 {limit} 字节的限制；请拆成几个文件。",
        "en": "The file has {size} bytes; the limit is {limit}. Split it.",
    },
    "unknown-format": {
        "zh": "无法识别文件“{filename}”的格式，请另存为 XLSX 或 CSV。",
        "en": "The form of {filename} is not known: save it as XLSX or CSV.",
    },
    "old-workbook": {
        "zh": "“{filename}”是旧版 Excel 文件或者设有密码，请去掉密码并另存为 XLSX。",
        "en": "{filename} is an old Excel file or has a password: remove it and save as XLSX.",
    },
    "macros": {
        "zh": "工作簿含有宏，不予读取；请另存为不含宏的 XLSX。",
        "en": "The workbook contains macros and is not read: save it as XLSX without macros.",
    },
    "broken-workbook": {
        "zh": "工作簿已损坏或者结构异常（{reason}）；请用表格软件打开后另存为 XLSX。",
        "en": "The workbook is damaged or unusual ({reason}): open it in a spreadsheet and save it as XLSX again.",
    },
    "no-worksheet": {"zh": "工作簿中没有可见的工作表。", "en": "The workbook has no visible worksheet."},
    "too-many-parts": {
        "zh": "工作簿内含 {parts} 个部件，超过 {limit} 个的限制。",
        "en": "The workbook has {parts} parts inside; the limit is {limit}.",
    },
    "unpacks-too-big": {
        "zh": "工作簿解压后超过 {limit} 字节，不予读取；请只保留需要的工作表和内容。",
        "en": "Unpacked, the workbook exceeds {limit} bytes and is not read: keep only the sheet that is needed.",
    },
    "too-many-rows": {
        "zh": "表格有 {rows} 行以上，超过 {limit} 行的限制；请拆成几个文件，或者清除表格下方多余的内容。",
        "en": "The table has {rows} rows or more; the limit is {limit}. Split it, or clear what lies far below.",
    },
    "too-many-columns": {
        "zh": "表格有 {columns} 列以上，超过 {limit} 列的限制；请清除表格右侧多余的内容。",
        "en": "The table has {columns} columns or more; the limit is {limit}. Clear what lies far to the right.",
    },
    "too-many-cells": {
        "zh": "表格有 {cells} 个以上填有内容的单元格，超过 {limit} 个的限制；请拆成几个文件。",
        "en": "The table has {cells} filled cells or more; the limit is {limit}. Split it.",
    },
    "not-text": {
        "zh": "文件既不是 UTF-8 也不是 GB18030 编码：第 {row} 行、第 {byte} 个字节（{value}）无法按 {encoding} 读取。"
        "请另存为“CSV UTF-8”。",
        "en": "The file is neither UTF-8 nor GB18030: row {row}, byte {byte} ({value}) cannot be read as {encoding}. "
        "Save it as “CSV UTF-8”.",
    },
    "nul-byte": {
        "zh": "第 {row} 行、第 {byte} 个字节是空字节，这不是文本表格；请另存为“CSV UTF-8”。",
        "en": "Row {row}, byte {byte} is a NUL byte: this is no text table. Save it as “CSV UTF-8”.",
    },
    "broken-quotes": {
        "zh": "第 1 行的引号不成对，文件无法读取；请改正引号，文字中的引号应写两次。",
        "en": "Quotes in row 1 do not match, so the file cannot be read: double a quote inside text.",
    },
    "cell-too-long": {
        "zh": "第 1 行有单元格超过 {limit} 字，文件无法读取。",
        "en": "A cell in row 1 holds more than {limit} characters; the file cannot be read.",
    },
    "no-headers": {
        "zh": "前 20 行中找不到表头。至少应有：{headers}。",
        "en": "There are no headers among the first 20 rows. There should be at least: {headers}.",
    },
    "no-headers-in-sheet": {
        "zh": "工作表“{sheet}”的前 20 行中找不到表头。至少应有：{headers}。"
        "可见的工作表有：{sheets}；如读错了表，请把它移到最前面。",
        "en": "There are no headers among the first 20 rows of sheet “{sheet}”. There should be at least: {headers}. "
        "The visible sheets are: {sheets}; if this is the wrong one, move yours to the front.",
    },
    "no-rows": {"zh": "表头下面没有内容。", "en": "There is nothing below the headers."},
    "unknown-table": {
        "zh": "没有名为“{kind}”的表，可用：{known}。",
        "en": "There is no table “{kind}”; there are: {known}.",
    },
    "secret-too-short": {
        "zh": "生成代号的密钥至少 {wanted} 字节，现为 {found} 字节。",
        "en": "The secret for pseudonyms needs at least {wanted} bytes; this one has {found}.",
    },
}


def say(code: str, facts: Mapping[str, Any], language: str, words: Words = FAULTS) -> str:
    """A code in one language (zh or en)."""
    return words[code]["zh" if language.startswith("zh") else "en"].format(**facts)


def fault_words(fault: Fault, language: str) -> str:
    """A fault with the column it is in: ``“姓名”：此项必填。``"""
    said = say(fault.code, fault.facts, language)
    if not fault.column or fault.code in _HEADERS:
        return said
    return f"“{fault.column}”：{said}" if language.startswith("zh") else f"“{fault.column}”: {said}"
