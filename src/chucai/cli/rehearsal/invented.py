"""Invented words for an invented district: surnames, given names, places and deeds, in Chinese and in English.

Nobody and nothing here exists. Names are drawn from the tables below by lot; likeness to anybody is chance.
"""

from __future__ import annotations

from random import Random

SURNAMES = (
    "林 Lin|程 Cheng|许 Xu|沈 Shen|韩 Han|唐 Tang|冯 Feng|董 Dong|萧 Xiao|曹 Cao|袁 Yuan|邓 Deng|傅 Fu|曾 Zeng|彭 Peng|"
    "吕 Lü|苏 Su|卢 Lu|蒋 Jiang|蔡 Cai|贾 Jia|丁 Ding|魏 Wei|薛 Xue|叶 Ye|阎 Yan|余 Yu|潘 Pan|杜 Du|戴 Dai|夏 Xia|钟 Zhong|汪 Wang|"
    "田 Tian|任 Ren|姜 Jiang|范 Fan|方 Fang|石 Shi|姚 Yao|谭 Tan|廖 Liao|邹 Zou|熊 Xiong|金 Jin|陆 Lu|郝 Hao|孔 Kong|白 Bai|欧阳 Ouyang"
).split("|")
GIVEN = (
    "清 Qing|明 Ming|远 Yuan|文 Wen|嘉 Jia|安 An|宁 Ning|岚 Lan|川 Chuan|禾 He|松 Song|溪 Xi|云 Yun|舒 Shu|然 Ran|若 Ruo|思 Si|景 Jing|"
    "知 Zhi|行 Xing|书 Shu|瑶 Yao|雨 Yu|晨 Chen|星 Xing|河 He|立 Li|新 Xin|学 Xue|勤 Qin|海 Hai|山 Shan|春 Chun|秋 Qiu|冬 Dong|青 Qing|"
    "喆 Zhe|镕 Rong|淼 Miao|琪 Qi"
).split("|")
BUREAUS = (
    "云溪街道 Yunxi Sub-district|石桥街道 Shiqiao Sub-district|南塘街道 Nantang Sub-district|北河镇 Beihe Town|松岭镇 Songling Town|"
    "柳湾镇 Liuwan Town|青坪乡 Qingping Township|东湖镇 Donghu Town|教育局 Education Bureau|卫生健康局 Health Bureau|住建局 Housing Bureau|"
    "农业农村局 Agriculture Bureau|交通局 Transport Bureau|民政局 Civil Affairs Bureau|融媒体中心 Media Centre|经开区 Development Zone"
).split("|")
SITES = (
    "一社区 First Community|二社区 Second Community|中心站 Central Station|综合科 General Section|服务中心 Service Centre|"
    "第一工作队 Team One|第二工作队 Team Two|实验站 Pilot Station|便民大厅 Citizens' Hall"
).split("|")
DEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "village": (
        (
            "带领村集体盘活闲置土地，{n}户村民参与分红。",
            "Brought idle village land back into use; {n} households now share in the return.",
        ),
        (
            "驻村三年，帮{n}户种上了卖得出去的果树。",
            "Three years in the village; {n} households now grow fruit that sells.",
        ),
        ("把{n}亩撂荒地重新种上了粮。", "Put {n} mu of abandoned fields back under grain."),
    ),
    "city": (
        (
            "牵头完成{n}栋老楼改造，未留一件信访积案。",
            "Led the renewal of {n} old blocks and left no petition unsettled.",
        ),
        ("把{n}个口袋公园建到了家门口。", "Brought {n} pocket parks to people's doorsteps."),
        ("夜查{n}处路灯，让小巷亮了起来。", "Walked the lanes at night until {n} street lamps were lit again."),
    ),
    "industry": (
        (
            "全年上门服务企业{n}家次，推动项目投产。",
            "Called on firms {n} times in the year and saw their projects into production.",
        ),
        ("把一项审批从{n}天压到一天。", "Cut one approval from {n} days to a single day."),
        ("陪{n}家小店办好了开业手续。", "Walked {n} small shops through the papers to open."),
    ),
    "livelihood": (
        ("为{n}户居民解决了供暖难题。", "Settled the heating of {n} homes."),
        ("跑了{n}趟，为老人争来了家门口的饭堂。", "Went {n} times until the old had a canteen on their street."),
        ("为{n}名孩子办起了放学后的托管。", "Set up after-school care for {n} children."),
    ),
    "safety": (
        ("排查整改隐患{n}处，辖区全年无事故。", "Found and removed {n} hazards; the area had no accident all year."),
        ("调解纠纷{n}起，件件有回音。", "Mediated {n} disputes, and each party had an answer."),
        ("汛期守堤{n}小时，转移群众无一伤亡。", "Kept the dyke for {n} hours in the floods; all were moved to safety."),
    ),
}


def person_name(lot: Random) -> str:
    """An invented name, in characters and in pinyin."""
    surname, latin = lot.choice(SURNAMES).split()
    given = [lot.choice(GIVEN).split() for _ in range(lot.choice((1, 2, 2)))]
    return f"{surname}{''.join(char for char, _ in given)} {latin} {''.join(sound for _, sound in given).capitalize()}"


def deed(theme: str, lot: Random) -> dict[str, str]:
    """An invented deed with its figure, in both languages."""
    zh, en = lot.choice(DEEDS[theme])
    number = lot.randint(12, 96)
    return {"zh": zh.format(n=number), "en": en.format(n=number), "figure": str(number)}


# How it came about: a beginning, a hard part, and what others say; each in both languages.
BEGAN = (
    (
        "接手这项工作时，底数不清、人手不足，原先的办法已经走不通。",
        "When the work was taken on, nobody knew its extent, hands were few, and the old way led nowhere.",
    ),
    (
        "任务下来时离汛期只有四十天，谁都知道不能拖。",
        "Forty days were left before the rains when the task came, and all knew it could not wait.",
    ),
    ("起初响应的人不多，第一次会只来了七个人。", "Few answered at first: seven people came to the first meeting."),
)
HARD = (
    (
        "白天跑现场，晚上对台账，先把{n}个问题逐条列清，再一条一条销号。",
        "By day on site, by night over the records: {n} open questions were listed first, and then closed one by one.",
    ),
    (
        "最难的是做通思想工作，光一户人家就前后谈了{n}次，没有红过一次脸。",
        "Winning people over was hardest: one household alone was visited {n} times, without a hard word.",
    ),
    (
        "方案改了{n}稿，每一稿都拿到院坝里念给大家听，听完再改。",
        "The plan went through {n} drafts; each was read aloud in the yard, and changed by what was heard.",
    ),
)
HEARD = (
    ("群众说：“交给他办，心里踏实。”", "People say: “When it is in those hands we sleep well.”"),
    ("邻近几个单位前来学习，现场会开了{n}场。", "Units near by came to learn; {n} meetings were held on the spot."),
    ("办法写成了制度，换了人也照样运转。", "The way of doing it was written down, and works on whoever does it."),
)


def story(words: dict[str, str], lot: Random) -> str:
    """The deed with how it came about: a paragraph in Chinese, and the same in English."""
    parts = [(lot.choice(kind), lot.randint(5, 60)) for kind in (BEGAN, HARD, HEARD)]
    told = [{"zh": zh.format(n=n), "en": en.format(n=n)} for (zh, en), n in parts]
    began, hard, heard = told
    chinese = "".join((began["zh"], hard["zh"], words["zh"], heard["zh"]))
    english = " ".join((began["en"], hard["en"], words["en"], heard["en"]))
    return f"{chinese}\n\n{english}"
