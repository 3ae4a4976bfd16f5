"""How many items a second one core classifies, and how that compares with only reading them.

    .venv/bin/python benchmarks/classify.py [FILE.jsonl …]

Processor time of one process, so that a busy machine disturbs it less; the ratio to plain tokenising is of the same run.
"""

import json
import sys
import time
from pathlib import Path

from archiver.classify.labelled_items import LABELLED
from archiver.classify.lines import classify_line
from archiver.classify.normalise import normalise
from archiver.classify.rulebook import rulebook
from archiver.classify.words import words_of

ROUNDS = 3


def main() -> None:
    """Print items per second and the ratio."""
    files = [Path(f) for f in sys.argv[1:]] or sorted(LABELLED.glob("*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    started = time.process_time()
    rules = rulebook()
    print(f"rulebook read in {time.process_time() - started:.2f} s")
    for number in range(1, ROUNDS + 1):
        started = time.process_time()
        for line in lines:
            classify_line(line, rules)
        whole = time.process_time() - started
        started = time.process_time()
        for line in lines:
            words_of(normalise(line["text"]).text)
        reading = time.process_time() - started
        print(
            f"round {number}: {len(lines) / whole:,.0f} items a second; {whole / reading:.1f} × the time of splitting into words"
        )


if __name__ == "__main__":
    main()
