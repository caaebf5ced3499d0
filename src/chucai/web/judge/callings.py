"""What else people are called by: 张主任, 老王, 李某某, Mr Li, M. Q. A name that is hidden is hidden in these, too.

Not words but words in their place: a surname is mostly a word of its own as well (于老师 is Teacher Yu, or "of the
teacher"), and a blank in the wrong place would give away the very surname. So a form is only taken where it can hardly
be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

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


# Compiled once for all cases: a page that is asked for a thousand times a minute has no time to do it for each name.
_TITLE = re.compile(rf"(?:{RANKS})?(?:{'|'.join(TITLES)})")
_SOMEBODY = re.compile(r"某{1,2}|[×＊*]{1,2}|[xX]{2}")
_GOES_ON = re.compile(rf"[{GOES_ON}]|[^{HAN}]|$")
_GIVEN = re.compile(r"同志|老师|哥|姐|书记|主任")
_ENGLISH = re.compile(rf"\b(?:{ENGLISH})\b\.? ([^\W\d_]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN = re.compile(r"[ ,-]+")
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\. ?)+(?:[^\W\d_]{1,2}(?![^\W\d_]))?")
Span = tuple[int, int]


class Callings:
    """Blanks for whatever else people of these names are called by. `used`: whether there was any."""

    def __init__(self, names: Iterable[str], blank: str) -> None:
        forms = {form.strip() for name in names for form in (name, *(parted(name) or ()))}
        self.chinese = [form for form in forms if re.fullmatch(rf"[{HAN}]{{2,4}}", form)]
        self.latin = [found for form in forms if (found := [word.casefold() for word in _WORD.findall(form)])]
        self.latin = [words for words in self.latin if any(word[0].isascii() for word in words)]
        self.blank, self.used = blank, False

    def __call__(self, text: str) -> str:
        found = sorted(self._spans(text))
        self.used |= bool(found)
        parts, at = [], 0
        for start, end in found:
            if start >= at:
                parts += [text[at:start], self.blank]
            at = max(at, end)
        return "".join([*parts, text[at:]])

    def _spans(self, text: str) -> Iterator[Span]:
        for name in self.chinese:
            yield from _chinese(name, text)
        if self.latin and (said := list(_WORD.finditer(text))):
            every = {word for words in self.latin for word in words}
            yield from (found.span() for found in _ENGLISH.finditer(text) if found[1].casefold() in every)
            for words in self.latin:
                yield from _latin(words, text, said)


def _chinese(name: str, text: str) -> Iterator[Span]:
    yield from (found.span() for found in _spaced(name).finditer(text))  # 沈 青 禾
    family = name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[0]
    for start, end in _each(family, text):
        if found := _SOMEBODY.match(text, end) or _titled(family, text, end):
            yield start, found.end()
        elif family not in WORDS | PLAIN and _is_nickname(text, start) and _GOES_ON.match(text, end):
            yield start - 1, end
    given = name[len(family) :]
    for start, end in _each(given, text) if len(given) == 1 else ():
        if text[start - 1 : start] in ("小", "阿") and (found := _GIVEN.match(text, end)):
            yield start - 1, end


def _titled(family: str, text: str, end: int) -> re.Match[str] | None:
    found = None if family in WORDS else _TITLE.match(text, end)
    return None if found and family + found[0] in OTHERWISE else found


def _is_nickname(text: str, start: int) -> bool:
    """Whether 老, 小 or 阿 stands right before, and no other Chinese sign before that."""
    before = text[max(start - 2, 0) : start]
    return before[-1:] in ("老", "小", "阿") and not re.match(rf"[{HAN}]", before[:-1])


def _each(needle: str, text: str) -> Iterator[Span]:
    at = text.find(needle)
    while at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + 1)


@lru_cache(maxsize=4096)
def _spaced(name: str) -> re.Pattern[str]:
    return re.compile(r"[ \u3000·]*".join(name))


def _latin(words: list[str], text: str, said: list[re.Match[str]]) -> Iterator[Span]:
    """A word of any length beside another of the name; initials with their points. `said`: the words of the text."""
    if len(words) < 2:
        return
    mine = [found for found in said if found[0].casefold() in words]
    for one, other in pairwise(mine):
        if _BETWEEN.fullmatch(text, one.end(), other.start()):
            yield one.start(), other.end()
    initials = [word[0] for word in words]
    for found in _INITIALS.finditer(text):
        short = _WORD.findall(found[0].casefold())
        if short == initials or (len(short) > 1 and short[:-1] == initials[: len(short) - 1] and short[-1] in words):
            yield found.start(), found.start() + len(found[0].rstrip())
