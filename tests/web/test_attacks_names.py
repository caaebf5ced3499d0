"""What people are called besides their names: hidden where names are hidden, and nothing else is hidden with it."""

from __future__ import annotations

import pytest

from chucai.web.judge.callings import Callings


def blanked(text: str, *names: str) -> str:
    """The text with every form of these names as a dash."""
    return Callings(names, "—")(text)


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("张建国", "张主任连夜赶到，老张说不能等。", "—连夜赶到，—说不能等。"),
        ("张建国", "群众都叫他小张。", "群众都叫他小张。"),  # 他 stands right before: rather leave than guess
        ("张建国", "群众称赞“老张”靠得住", "群众称赞“—”靠得住"),
        ("王芳", "王老师、王副校长和王某某是同一人", "—、—和—是同一人"),
        ("沈青禾", "沈 青 禾 值守三昼夜", "— 值守三昼夜"),
        ("欧阳明渠", "欧阳局长、欧阳同志", "—、—"),
        ("李伟", "李××带队，李xx留守", "—带队，—留守"),
        ("Li Wei", "Mr Li came; Wei Li stayed. Dr. Wei wrote.", "— came; — stayed. — wrote."),
        ("Marta Quill", "M. Q. led it, and Director Quill signed", "— led it, and — signed"),
        ("王磊 Wang Lei", "王书记 (Lei Wang)", "— (—)"),
    ],
)
def test_forms_of_a_name_are_hidden(name: str, text: str, hidden: str):
    assert blanked(text, name) == hidden


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("任长霞", "2015年担任主任，2018年任书记。"),
        ("于海", "属于老师的时间不多"),
        ("向东", "向老师学习"),
        ("高翔", "与高校长期合作"),
        ("文静", "整理文书记录"),
        ("程功", "上线小程序，老程序员也服气"),
        ("康健", "全面建成小康社会"),
        ("时光", "值守48小时，老时间见"),
        ("施恩", "施工队长在现场"),
        ("毛新", "治好了小毛病"),
        ("Li Wei", "Alive in Lima; we lived in the valley"),
        ("An Bo", "an old bo tree; Director Anders"),
    ],
)
def test_what_only_looks_like_a_name_stays(name: str, text: str):
    """A blank in the wrong place would tell the surname."""
    assert blanked(text, name) == text


def test_a_name_of_signs_alone_hides_nothing():
    called = Callings(["", "——", "42"], "—")
    assert called("—— 42, plain words") == "—— 42, plain words"
    assert not called.used
    assert Callings(["张伟"], "—")("张伟") == "—"
