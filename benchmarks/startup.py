"""How long a command takes to start, and a bundle to be verified: seconds of processor time, and as a multiple of what
Python itself and click need on the same machine.

    python benchmarks/startup.py                               --help, a charter shown
    python benchmarks/startup.py demo/round.public.chucai      and this bundle verified without the engine

Programs take turns, so that what else the machine does touches all of them alike; the least of several runs counts.
Peers: `python -c pass`, and `python -c "import click"`, below which no program made with click can go.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time

CHUCAI = "from chucai.cli import main; main()"
PROGRAMS: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "chucai --help": ["-c", CHUCAI, "--help"],
    "chucai charter show district": ["-c", CHUCAI, "charter", "show", "district"],
}


Took = tuple[float, float]  # seconds: of processor time, on the clock


def once(arguments: list[str]) -> Took:
    """One run of a program."""
    began, used = time.perf_counter(), _processor()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=os.environ, check=True)
    return _processor() - used, time.perf_counter() - began


def _processor() -> float:
    """What programs that have ended have used, in user and in system mode."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def measured(programs: dict[str, list[str]], runs: int) -> dict[str, Took]:
    """The least that each program took, of either time."""
    for arguments in programs.values():
        once(arguments)  # compiled, and in the file cache
    turns = [{name: once(arguments) for name, arguments in programs.items()} for _ in range(runs)]
    return {name: tuple(map(min, zip(*(turn[name] for turn in turns), strict=True))) for name in programs}  # type: ignore[misc]  # two each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", nargs="?", help="a bundle to verify as well")
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    programs = dict(PROGRAMS)
    if asked.bundle:
        programs["chucai verify --no-engine"] = ["-c", CHUCAI, "verify", asked.bundle, "--no-engine"]
    found = measured(programs, asked.runs)
    plain, click = found["python -c pass"][0], found["import click"][0]
    print(f"{'':<30} {'CPU s':>7} {'wall s':>7} {'× python':>9} {'× click':>8}")
    for name, (used, clock) in found.items():
        print(f"{name:<30} {used:7.3f} {clock:7.3f} {used / plain:9.1f} {used / click:8.1f}")


if __name__ == "__main__":
    main()
