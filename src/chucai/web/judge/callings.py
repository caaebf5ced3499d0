"""What else people are called by: 张主任, 老王, 李某某, Mr Li, M. Q. A name that is hidden is hidden in these, too.

Patterns, not words: a surname is mostly a word of its own as well (于老师 is Teacher Yu, or "of the teacher"), and a
blank in the wrong place would give away the very surname. So a form is only taken where it can hardly be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chucai.publish.bilingual import parted

HAN = r"\u3400-\u9fff"
COMPOUND = frozenset(
    "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 端木 宇文 长孙 鲜于 闻人 呼延 南宫 西门".split()
)
TITLES = (
    "主任 书记 支书 局长 科长 处长 校长 院长 所长 站长 队长 组长 镇长 乡长 区长 县长 市长 州长 部长 厅长 司长 会长 "
    "社长 村长 厂长 园长 馆长 行长 庭长 股长 主席 主编 经理 总监 总工 老师 医生 大夫 护士 教授 博士 法官 警官 律师 "
    "同志 师傅 先生 女士 大姐 大哥 大爷 大妈 大伯 大叔 阿姨 老板 工程师 班主任 指导员 教导员"
).split()
RANKS = "副|总|老|小|代"  # between surname and title: 张副局长
# Surnames that before a title are mostly something else: 任主任 (became director), 于老师 (of the teacher), 老书记.
WORDS = frozenset("任于向和时原新老同从由为对让叫请全连班常管总副代主大小女男该本各名位应当是有与及归属经兼")
OTHERWISE = frozenset({"高校长", "文书记", "车队长", "党书记", "党支书", "车组长", "船队长", "商会长", "农会长"})
# After 老张 or 小张, if it is a person, comes one of these, or no Chinese character at all; never 小程 in 小程序.
GOES_ON = "说讲的在是为带和与把被也就都有从对用每常又还不没来到去上主负总跟给让自家今当却便刚正所干做"
PLAIN = frozenset("康时学米麦路师党房年成城干乡区花车童毛金程商白家人")  # 小康, 小时, 老师: hardly ever somebody
ENGLISH = (
    "Mr|Mrs|Ms|Miss|Mx|Sir|Madam|Dr|Doctor|Prof|Professor|Teacher|Director|Secretary|Chief|Officer|Captain|Comrade|"
    "Nurse|Judge|Principal|Headmaster|Mayor|Engineer|Master|Sister|Brother|Uncle|Aunt|Auntie"
)


def patterns(names: Iterable[str]) -> Iterator[str]:
    """Regular expressions (in any case of letters) for ways to call somebody of these names, besides the names."""
    for name in names:
        for form in dict.fromkeys((name, *(parted(name) or ()))):
            plain = form.strip()
            if re.fullmatch(rf"[{HAN}]{{2,4}}", plain):
                yield from _chinese(plain)
            elif re.search(r"[A-Za-z]", plain):
                yield from _latin(re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", plain))


def _chinese(name: str) -> Iterator[str]:
    family = name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[0]
    yield r"[ \u3000·]*".join(name)  # 沈 青 禾
    yield rf"{family}(?:某{{1,2}}|[×＊*]{{1,2}}|[xX]{{2}})"
    titles = [title for title in TITLES if family + title not in OTHERWISE]
    if family not in WORDS:
        yield rf"{family}(?:{RANKS})?(?:{'|'.join(titles)})"
    if len(family) == 1 and family not in WORDS | PLAIN:
        yield rf"(?<![{HAN}大])[老小阿]{family}(?=[{GOES_ON}]|[^{HAN}]|$)"
    given = name[len(family) :]
    if len(given) == 1:
        yield rf"[小阿]{given}(?=同志|老师|哥|姐|书记|主任)"


def _latin(words: list[str]) -> Iterator[str]:
    """A word of any length after a title or beside another of the name; and initials with their points."""
    listed = [re.escape(word) for word in words]
    for word in listed:
        yield rf"\b(?:{ENGLISH})\b\.? {word}(?![^\W\d_])"
    if len(words) > 1:
        any_ = "|".join(listed)
        yield rf"(?<![^\W\d_])(?:{any_})(?:[ ,-]+(?:{any_}))+(?![^\W\d_])"
        yield rf"(?<![^\W\d_]){'[ ]?'.join(re.escape(word[0]) + '[.]' for word in words)}"
        short = "|".join(each for each in listed if len(each) < 3)
        if short:
            yield rf"(?<![^\W\d_])(?:{'|'.join(word[0] + '[.]' for word in words)}) ?(?:{short})(?![^\W\d_])"
