"""Run by browser tests as a program: makes a round in the middle of its comparison, and prints sessions as JSON.

python -m tests.web.judged_program '{"round": "reed", "judges": 2, "cases": 6, "blind": true, "signed": true}'
"""

from __future__ import annotations

import json
import sys

from chucai.web.start import ready


def main(told: str) -> None:
    ready(migrate=True)
    from tests.web.judged_round import County
    from tests.web.personas import seat, signed_in

    asked = json.loads(told)
    county = County(asked["round"], asked["judges"])
    county.begin(cases=asked["cases"], signed=asked["signed"], blind=asked["blind"])
    if asked["signed"]:
        for judge in county.judges:
            county.declared(judge)
    sessions = {judge: signed_in(seat(county, judge)).cookies["sessionid"].value for judge in county.judges}
    print(json.dumps(sessions))


if __name__ == "__main__":
    main(sys.argv[1])
