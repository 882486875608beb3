"""`make mutation`: how many changes to the grading engine its tests notice, and which they do not.

mutmut makes each change in a copy under `mutants/` and runs the tests that reach it. The score is the share noticed;
changes that no test reaches count as missed. Exit status 1 below TARGET.
"""

import os
import subprocess
import sys
from collections import Counter

TARGET = 0.85
NOTICED = {"killed", "timeout", "caught by type check", "segfault", "suspicious"}
MISSED = {"survived", "no tests"}


def main(patterns: list[str]) -> int:
    mutmut = [sys.executable, "-m", "mutmut"]
    quick = {**os.environ, "PROPERTY_EXAMPLES": "10"}
    subprocess.run([*mutmut, "run", *patterns], env=quick, stdout=subprocess.DEVNULL, check=False)
    listed = subprocess.run([*mutmut, "results", "--all", "true"], capture_output=True, text=True, check=True).stdout
    verdicts = [line.strip().rpartition(": ") for line in listed.splitlines() if ": " in line]
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
    return 0 if share(whole) >= TARGET else 1


def share(counts: Counter[str]) -> float:
    return sum(counts[verdict] for verdict in NOTICED) / counts.total()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
