"""The example of the how-to page runs and says what it should."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_program_on_the_page(capsys, monkeypatch):
    page = (ROOT / "docs" / "how-to" / "import-tables.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(program, "import-tables.md", "exec"), {})
    assert "“shining”: 11 is above 10, the highest allowed." in capsys.readouterr().out
