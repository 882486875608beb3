"""`python -m tests.search_quality tune` prints that part, for `manage.py search_eval`."""

import json
import sys

from tests.search_quality.sets import PARTS, part

if len(sys.argv) != 2 or sys.argv[1] not in PARTS:
    sys.exit(f"Say which part: {' or '.join(PARTS)}.")
json.dump(part(sys.argv[1]), sys.stdout, ensure_ascii=False)
