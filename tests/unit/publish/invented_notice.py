"""The notice of the invented district: nobody and nothing here is real."""

from __future__ import annotations

from datetime import date

from chucai.charter.calendar import Window
from chucai.publish.notice import NoticeData, NoticeEntry, Office
from tests.unit.publish import invented_roll

OFFICE = Office(
    name="兰溪区评选表彰工作领导小组办公室",
    phone="0539-8000000",
    mail="pingxuan@lanxi.example",
    address="兰溪区青石路1号",
    postcode="276000",
    hours="工作日8:30—12:00，14:00—17:30",
)


def notice() -> NoticeData:
    """Six of those proposed in the district, two of them in reserve."""
    people = [
        ("谢军邦", "白鹭街道办事处", "village", "第一书记", "section", "驻村三年，修通断头路，合作社户均增收四千元。"),
        ("吕强", "望山街道办事处", "village", "网格长", "none", "走遍四百二十户，建起“一户一册”。"),
        ("秦敏安", "长堤水务站", "safety", "站长", "section", "汛期连守堤坝二十六昼夜，无一伤亡。"),
        ("姜珍", "北坪社区居民委员会", "livelihood", "主任", "none", "为三百名老人办起食堂。"),
    ]
    keys = ("name", "unit", "theme", "post", "post_level", "deeds")
    entries = [NoticeEntry({"category": "person", **dict(zip(keys, person, strict=True))}) for person in people]
    team = {
        "name": "东岭老旧小区改造专班",
        "unit": "东岭街道办事处",
        "category": "team",
        "theme": "city",
        "team_kind": "task",
    }
    entries.append(NoticeEntry(team | {"deeds": "一年改造十二个小区，两千一百户受益。"}))
    entries.append(
        NoticeEntry({"category": "person", **dict(zip(keys, people[1], strict=True)), "name": "郑川浩"}, reserve=True)
    )
    return NoticeData(
        charter=invented_roll.charter(),
        stage="district-notice",
        host="兰溪区评选表彰工作领导小组",
        entries=tuple(entries),
        window=Window(date(2026, 5, 7), date(2026, 5, 14), False),
        office=OFFICE,
        issued=date(2026, 5, 7),
        number="兰溪评组〔2026〕5号",
    )
