"""`make mutation`: how many changes to the grading engine its tests notice, and which they do not.

mutmut makes each change in a copy under `mutants/` and runs the tests that reach it. The score is the share noticed;
changes that no test reaches count as missed. Exit status 1 below TARGET. All of `grading/` is over twenty thousand
changes and some hours; `--sample N` draws N of them, the same ones each time, and says how sure that makes the score.
"""

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatchcase

TARGET = 0.85
MUTMUT = [sys.executable, "-m", "mutmut"]
NOTICED = {"killed", "timeout", "caught by type check", "segfault", "suspicious"}
MISSED = {"survived", "no tests"}


def main(patterns: list[str], sample: int) -> int:
    if sample:
        run("no such change")  # makes all the changes, tries none
        names = [name for name, _colon, _verdict in results() if any(fnmatchcase(name, each) for each in patterns)]
        patterns = random.Random(1).sample(sorted(names), min(sample, len(names)))
    run(*patterns)
    verdicts = results()
    by_module: dict[str, Counter[str]] = {}
    for name, _colon, verdict in verdicts:
        if verdict in NOTICED | MISSED:
            module = name.rpartition(".")[0]
            by_module.setdefault(module, Counter())[verdict] += 1
    whole: Counter[str] = sum(by_module.values(), Counter())
    if not whole:
        sys.exit("nothing was changed: run `mutmut run` to see why")
    for name, _colon, verdict in verdicts:
        if verdict in MISSED:
            print(f"{verdict}: {name}")
    for module, counts in sorted(by_module.items()):
        print(f"{share(counts):7.1%} {counts.total():6} {module}")
    print(f"{share(whole):7.1%} {whole.total():6} all; at least {TARGET:.0%} is wanted")
    if sample:
        print(f"a sample: the score of all lies within {margin(whole):.1%} of this in 19 of 20 draws")
    return 0 if share(whole) >= TARGET else 1


def run(*patterns: str) -> None:
    quick = {**os.environ, "PROPERTY_EXAMPLES": "10"}
    subprocess.run(
        [*MUTMUT, "run", *patterns], env=quick, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )


def results() -> list[tuple[str, str, str]]:
    """(name of the change, ": ", verdict) of all changes."""
    listed = subprocess.run([*MUTMUT, "results", "--all", "true"], capture_output=True, text=True, check=True).stdout
    return [line.strip().rpartition(": ") for line in listed.splitlines() if ": " in line]


def margin(counts: Counter[str]) -> float:
    """Half the width of the normal 95 % interval of a share."""
    return 1.96 * (share(counts) * (1 - share(counts)) / counts.total()) ** 0.5


def share(counts: Counter[str]) -> float:
    return sum(counts[verdict] for verdict in NOTICED) / counts.total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("patterns", nargs="+", help="names of changes, with * for anything")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="try N changes drawn at random")
    asked = parser.parse_args()
    sys.exit(main(asked.patterns, asked.sample))
