"""How fast something is, in a way that busy neighbours disturb little. Plain Python: peers' processes use it too."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


def rate(call: Callable[[Any], object], cases: Sequence[Any], *, seconds: float) -> float:
    """Calls a second of this process's own processor time, over whole passes of the cases."""
    made = 0
    begun = time.process_time()
    while True:
        for case in cases:
            call(case)
        made += len(cases)
        spent = time.process_time() - begun
        if spent >= seconds:
            return made / spent


@dataclass(frozen=True)
class Entry:
    """One line of results.json; `peer`, `peer_name` and `ratio` are None where nobody else was measured.

    `ratio` is ours by the peer's.
    """

    name: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ours / self.peer, 2) if self.peer else None}
