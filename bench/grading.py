"""Graded responses a second and core: ours against Open edX capa, on the same questions and responses.

Ours is `grade(question, read_response(question, raw))` with the question read once, the peer's the grading call of a
problem read once. Each round measures ours and then the peer, in processor time; what is told are medians of rounds.
Scores must agree before anything is timed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.grading_items import OURS_ALONE, QTI_ITEM, QTI_RESPONSES, WITH_PEER, Work
from bench.timing import Entry, rate
from grading import grade, read_question, read_response
from grading.qti import read_item

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / "var" / "bench" / "capa"
WANTED = ROOT / "bench" / "peers" / "capa.txt"

ROUNDS = 5
SECONDS = 0.4  # of each round and side
UNIT = "responses/s"
CLOSE = 0.0051  # capa rounds a share of the mark to two places
A_MILLION = 1_000_000


def measure() -> Iterator[Entry]:
    peer = Capa.installed()
    for make in WITH_PEER:
        yield _compared(make(), peer)
    if peer:
        peer.close()
    for make in OURS_ALONE:
        work = make()
        yield Entry(f"grading: {work.name}", UNIT, _median([_ours(work)[1] for _ in range(ROUNDS)]))
    yield Entry("grading: QTI, reading the file included", UNIT, _median([_qti() for _ in range(ROUNDS)]))
    yield Entry("grading: memory added by a million responses", "MB", _memory_of_a_million())


def _compared(work: Work, peer: "Capa | None") -> Entry:
    name = f"grading: {work.name}"
    if peer is None:
        return Entry(name, UNIT, _median([_ours(work)[1] for _ in range(ROUNDS)]))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        our_scores, our_rate = _ours(work)
        their_scores, their_rate = peer.graded(work)
        for raw, one, other in zip(work.raws, our_scores, their_scores, strict=True):
            if abs(one - other) > CLOSE:
                sys.exit(f"{work.name}: {raw!r} gives {one} here and {other} in {peer.name}")
        ours.append(our_rate)
        theirs.append(their_rate)
    return Entry(name, UNIT, _median(ours), _median(theirs), peer.name)


def _ours(work: Work) -> tuple[list[float], float]:
    question = read_question(work.data)

    def graded(raw: Any) -> Any:
        return grade(question, read_response(question, raw))

    return [float(graded(raw).score) for raw in work.raws], rate(graded, work.raws, seconds=SECONDS)


def _qti() -> float:
    """A file on disk is read, compiled and processed for every response."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "item.xml"
        path.write_text(QTI_ITEM, encoding="utf-8")
        return rate(
            lambda response: read_item(path.read_bytes()).process({"RESPONSE": response}),
            QTI_RESPONSES,
            seconds=SECONDS,
        )


def _memory_of_a_million() -> float:
    """MB of resident memory that a million different responses leave behind, over all kinds above."""
    questions = [(read_question(work.data), work.raws) for work in (make() for make in (*WITH_PEER, *OURS_ALONE))]

    def grade_many(count: int, salt: int) -> None:
        for number in range(count):
            question, raws = questions[number % len(questions)]
            raw = raws[number // len(questions) % len(raws)]
            if question.kind == "short_text":
                raw = f"{raw} {salt + number}"  # no two alike: a memory of answers would show
            elif question.kind == "numeric":
                raw = f"{salt + number}.5"
            grade(question, read_response(question, raw))

    grade_many(100_000, 0)
    before = _resident()
    grade_many(A_MILLION, A_MILLION)
    return round((_resident() - before) / 1e6, 2)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _median(rates: list[float]) -> float:
    return round(median(rates), 1)


class Capa:
    """The peer in a process and an environment of its own."""

    def __init__(self, python: Path, version: str) -> None:
        self.name = f"Open edX capa (xblocks-contrib {version})"
        self._process = subprocess.Popen(
            [str(python), "-W", "ignore", "-m", "bench.peers.capa"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    @classmethod
    def installed(cls) -> "Capa | None":
        """The peer, installed when it is not there yet; None, and said so, where that cannot be done."""
        python = ENVIRONMENT / "bin" / "python"
        mark = ENVIRONMENT / "installed.txt"
        wanted = WANTED.read_text(encoding="utf-8")
        if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
            uv = shutil.which("uv") or str(ROOT / "var" / "tools" / "bin" / "uv")
            try:
                _quietly(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT))
                _quietly(uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(WANTED))
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"The peer cannot be installed, so only ours is measured: {error}", file=sys.stderr)
                return None
            mark.write_text(wanted, encoding="utf-8")
        told = subprocess.run(
            [str(python), "-c", "from importlib.metadata import version; print(version('xblocks-contrib'))"],
            capture_output=True,
            text=True,
            check=True,
        )
        return cls(python, told.stdout.strip())

    def graded(self, work: Work) -> tuple[list[float], float]:
        assert self._process.stdin
        assert self._process.stdout
        request = {"xml": work.xml, "answers": work.answers, "seconds": SECONDS}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} stopped at {work.name}")
        answer = json.loads(line)
        return answer["scores"], answer["rate"]

    def close(self) -> None:
        self._process.communicate()


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
