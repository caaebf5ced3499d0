"""How long a command takes to start, as a multiple of what Python itself and click need on the same machine.

    python benchmarks/startup.py                          --help, a charter shown
    python benchmarks/startup.py round.public.chucai      and this bundle verified without the engine

Programs take turns, so that what else the machine does touches all of them alike; the quickest of several runs counts.
Peers: `python -c pass`, and `python -c "import click"`, below which no program made with click can go.
"""

from __future__ import annotations

import argparse
import os
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


def seconds(arguments: list[str]) -> float:
    """Wall-clock time of one run."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=os.environ, check=True)
    return time.perf_counter() - began


def measured(programs: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The quickest run of each program, in seconds."""
    for arguments in programs.values():
        seconds(arguments)  # compiled once, and in the file cache
    turns = [{name: seconds(arguments) for name, arguments in programs.items()} for _ in range(runs)]
    return {name: min(turn[name] for turn in turns) for name in programs}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", nargs="?", help="a bundle to verify as well")
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    programs = dict(PROGRAMS)
    if asked.bundle:
        programs["chucai verify --no-engine"] = ["-c", CHUCAI, "verify", asked.bundle, "--no-engine"]
    found = measured(programs, asked.runs)
    plain, click = found["python -c pass"], found["import click"]
    print(f"{'':<30} {'ms':>7} {'× python':>9} {'× click':>8}")
    for name, took in found.items():
        print(f"{name:<30} {took * 1000:7.0f} {took / plain:9.1f} {took / click:8.1f}")


if __name__ == "__main__":
    main()
