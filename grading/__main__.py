"""`python -m grading score --items DIR < questions.jsonl > results.jsonl`: grade a question file without a database."""

import argparse
import os
import sys
from pathlib import Path

from grading.scoring import score_lines


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m grading", description="The grading engine, without a database.")
    commands = parser.add_subparsers(dest="command", required=True)
    score = commands.add_parser(
        "score",
        help="grade responses to questions in Moodle XML, GIFT and QTI files",
        description=(
            'Each line of standard input is {"id", "file", "question", "response"}; each line of standard output '
            'is {"id", "score"}, {"id", "outcomes"} or {"id", "error"}, in the same order.'
        ),
    )
    score.add_argument("--items", type=Path, required=True, metavar="DIR", help="the directory the files are in")
    options = parser.parse_args(arguments)
    if not options.items.is_dir():
        parser.error(f"{options.items} is not a directory")
    try:
        for line in score_lines(sys.stdin.buffer, options.items):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever reads has gone; do not complain once more when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
