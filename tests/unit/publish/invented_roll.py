"""A roll of honour for the invented district of the example charter: nobody and nothing here is real."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from chucai.charter.digest import digest
from chucai.charter.load import load
from chucai.charter.model import Charter
from chucai.publish.proof import Proof
from chucai.publish.roll import Roll, RollEntry

CHARTER_FILE = Path(__file__).resolve().parents[3] / "charters" / "district.toml"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻"
GIVEN = "安邦斌博超晨川达德芳菲刚海浩鸿嘉建杰静娟军凯兰磊丽林玲敏明娜宁鹏平琪强庆蓉瑞珊胜淑涛婷伟文霞晓欣新秀旭雪雅岩燕阳怡颖勇玉远云泽珍志忠子"
PLACES = (
    "青石",
    "河湾",
    "柳林",
    "南桥",
    "北坪",
    "东岭",
    "西渡",
    "红枫",
    "白鹭",
    "云台",
    "清泉",
    "望山",
    "长堤",
    "古槐",
)
BODIES = ("街道办事处", "镇人民政府", "社区居民委员会", "村民委员会", "卫生服务中心", "实验小学", "派出所", "水务站")
TASKS = (
    "防汛抢险突击队",
    "老旧小区改造专班",
    "项目招引专班",
    "医疗救治组",
    "乡村道路建设组",
    "综治网格服务队",
    "食品安全检查组",
)
CITATIONS = (
    "三年驻村，把一条断头路修成了产业路，合作社户均增收四千元。",
    "汛期连守堤坝二十六昼夜，转移群众一千三百余人，无一伤亡。",
    "走遍辖区四百二十户，建起“一户一册”，积案化解率从六成升到九成七。",
    "带领团队把审批时限从十五天压到三天，服务企业两千余家。",
    "在平凡岗位上默默坚守，群众有事首先想到的人。",
    None,
)


def charter() -> Charter:
    return load(CHARTER_FILE).wanted()


def roll(seed: int = 11) -> Roll:
    """83 officials and 37 teams over the five themes; one award was later forfeited."""
    rules, chance = charter(), Random(seed)
    themes = list(rules.themes)
    people = [
        _entry(f"P-{n:04}", "person", "official", _person(chance), themes[n * 7 % 5], chance) for n in range(1, 84)
    ]
    teams = [_entry(f"T-{n:04}", "team", "team", _team(n, chance), themes[n * 3 % 5], chance) for n in range(1, 38)]
    gone = RollEntry(
        "P-0399",
        "褚云",
        "person",
        "official",
        None,
        "u3",
        "city",
        None,
        "兰溪发〔2026〕21号",
        date(2026, 5, 28),
        "forfeited",
    )
    return Roll("2026", digest(rules), (*people, *teams, gone), _units(), "兰溪区评选表彰工作领导小组")


def _units() -> dict[str, str]:
    return {f"u{n}": f"{PLACES[n % len(PLACES)]}{BODIES[n // len(PLACES) % len(BODIES)]}" for n in range(112)}


def _entry(id_: str, category: str, honour: str, name: str, theme: str, chance: Random) -> RollEntry:
    unit, citation = f"u{chance.randrange(112)}", chance.choice(CITATIONS)
    return RollEntry(id_, name, category, honour, None, unit, theme, citation, "兰溪发〔2026〕21号", date(2026, 5, 28))


def _person(chance: Random) -> str:
    given = "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))
    return chance.choice(SURNAMES) + given


def _team(n: int, chance: Random) -> str:
    return f"{PLACES[n % len(PLACES)]}{chance.choice(TASKS)}"


def proof() -> Proof:
    key = "lanxi.example+46a55bcc+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    return Proof("bundle.jsonl", key, 21_437, "IZUiA2xsR8G5UX9BOpOEghgdY4/WYYTvtGn4HBeFyIk=")
