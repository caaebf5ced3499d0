"""Many write at once: nothing is lost, nothing is done twice, and the ledger tells it in an order that makes sense.

On PostgreSQL the writers are threads of this process; on SQLite they are threads of a program with a database file of
its own (Django's test database lives in memory, where nobody ever waits for anybody).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.web.many_writers import SCENES

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; from chucai.web.start import ready; ready(); from tests.web.many_writers import SCENES; "


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.django_db(transaction=True)
def test_many_writers(scene: str, tmp_path: Path):
    if connection.vendor == "postgresql":
        SCENES[scene]()
        return
    environment = {**os.environ, "CHUCAI_HOME": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    program = [sys.executable, "-c", PROGRAM + f"SCENES[{scene!r}]()"]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
