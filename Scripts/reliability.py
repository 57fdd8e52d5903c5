#!/usr/bin/env python3
"""Writes Documentation/Reliability.md from what `./test --soak` found:

    reliability.py LOG-OF-THE-TESTS CHECKS

CHECKS has a line for each check that is one command: result, seconds and name, separated by tabs. What Scripts/fuzz.sh found is
taken from .build-fuzzing/results. Needs nothing but Python.
"""

import csv
import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUZZED = ROOT / ".build-fuzzing" / "results"
SIZES = ROOT / "Tests" / "LargeTests" / "sizes.csv"


def git(*arguments):
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True).stdout.strip()


def result_of(name, log):
    """How a test ended; nothing where the log does not have it."""
    pattern = rf'^(✔|✘) Test "?{re.escape(name)}"?(?: with \d+ test cases?)? (passed|failed) after'
    found = re.search(pattern, log, re.MULTILINE)
    return found[2] if found else None


def number(text):
    return f"{int(text):,}"


def main():
    log = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    with open(sys.argv[2], encoding="utf-8") as file:
        checks = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    with open(SIZES, encoding="utf-8") as file:
        sizes = list(csv.DictReader(file))
    changes = " with changes that are not committed" if git("status", "--porcelain", "--untracked-files=no") else ""
    missing = []
    lines = [
        "# Reliability",
        "",
        "What the last `./test --soak` found; it writes this page itself. The code and the seeds are those of `./test`, the cases",
        "are more.",
        "",
        f"- commit: {git('rev-parse', '--short=12', 'HEAD')}{changes}",
        f"- day: {datetime.date.today().isoformat()}",
        f"- machine: {os.cpu_count()} cores, {platform.machine()}",
    ]
    whole = re.search(r"Test run with (\d+) tests in \d+ suites (passed|failed) after ([0-9.]+) seconds", log)
    if whole:
        lines.append(f"- all tests: {whole[1]} tests {whole[2]} in {whole[3]} seconds")
    lines += ["", "| test | cases | seed | in `./test` | in the soak | result |", "|---|---|---|--:|--:|---|"]
    for size in sizes:
        result = result_of(size["test"], log)
        if result is None:
            missing.append(size["test"])
            result = "not run"
        lines.append(
            f"| {size['test']} | {size['unit']} | {size['seed']} | {number(size['usual'])} | {number(size['soak'])} "
            f"| {result} |"
        )
    lines += ["", "| check | result | seconds |", "|---|---|--:|"]
    lines += [f"| {name} | {result} | {seconds} |" for result, seconds, name in checks]
    if FUZZED.exists():
        lines += ["", "Fuzzing with libFuzzer and AddressSanitizer (`Scripts/fuzz.sh`), the readers of what strangers send:", ""]
        lines += ["| reader | executions | seconds | inputs kept | memory, MB | result |", "|---|--:|--:|--:|--:|---|"]
        for line in FUZZED.read_text(encoding="utf-8").splitlines():
            reader, executions, seconds, inputs, memory, result = line.split("\t")
            lines.append(f"| {reader} | {number(executions)} | {seconds} | {inputs} | {memory} | {result} |")
    (ROOT / "Documentation" / "Reliability.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for test in missing:
        print(f"reliability: {test} stands in {SIZES.name} and did not run.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
