"""Run every module of this folder that has `measure()`, print a table and write results.json.

python -m bench              # all
python -m bench grading      # only these
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"


def main(asked: list[str]) -> None:
    found = [module.name for module in pkgutil.iter_modules([str(HERE)]) if not module.name.startswith("_")]
    unknown = set(asked) - set(found)
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}")
    rows = []
    print(f"{'':64}{'ours':>12} {'peer':>12} {'ratio':>9}")
    for name in asked or found:
        measure = getattr(importlib.import_module(f"bench.{name}"), "measure", None)
        if measure is None:
            continue
        for entry in measure():
            row = entry.as_json()
            rows.append(row)
            print(_line(row), flush=True)
    if not rows:
        sys.exit("nothing was measured")
    RESULTS.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _line(row: dict) -> str:
    peer = "-" if row["peer"] is None else f"{row['peer']:,.1f}"
    ratio = "-" if row["ratio"] is None else f"{row['ratio']:,.1f}x"
    told = f"{row['name']} [{row['unit']}]"
    return f"{told:64}{row['ours']:>12,.1f} {peer:>12} {ratio:>9}  {row['peer_name'] or ''}"


if __name__ == "__main__":
    main(sys.argv[1:])
