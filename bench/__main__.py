"""Run every benchmark of this folder, print a table and write results.json.

python -m bench              # all
python -m bench grading      # only these
"""

import importlib
import json
import sys
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"
BENCHMARKS = ("grading", "regrading", "search", "search_danish")  # modules with `measure()`


def main(asked: list[str]) -> None:
    unknown = set(asked) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}")
    rows = []
    print(f"{'':64}{'ours':>12} {'peer':>12} {'ratio':>9}")
    for name in asked or BENCHMARKS:
        for entry in importlib.import_module(f"bench.{name}").measure():
            row = entry.as_json()
            rows.append(row)
            print(_line(row), flush=True)
    RESULTS.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _line(row: dict) -> str:
    peer = "-" if row["peer"] is None else f"{row['peer']:,.1f}"
    ratio = "-" if row["ratio"] is None else f"{row['ratio']:,.1f}x"
    told = f"{row['name']} [{row['unit']}]"
    return f"{told:64}{row['ours']:>12,.1f} {peer:>12} {ratio:>9}  {row['peer_name'] or ''}"


if __name__ == "__main__":
    main(sys.argv[1:])
