#!/usr/bin/env python3
"""Compares Documentation/Dependencies.md with what `swift package show-dependencies --format json` prints on standard input.

Result 0: every package is listed with its version; 1: one is missing, has another version, or is not used.
"""
import json
import pathlib
import re
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "Documentation" / "Dependencies.md"


def walk(package):
    for dependency in package["dependencies"]:
        yield dependency["identity"], dependency["version"]
        yield from walk(dependency)


used = dict(walk(json.load(sys.stdin)))
listed = {}
for line in PAGE.read_text(encoding="utf-8").splitlines():
    found = re.match(r"\| [\w.-]+/([\w.-]+) \| ([\d.]+) \|", line)
    if found:
        listed[found[1].lower()] = found[2]
problems = [f"{name} {version} is used and not listed so" for name, version in used.items() if listed.get(name) != version]
problems += [f"{name} is listed and not used" for name in listed if name not in used]
print("\n".join(problems) or f"{len(used)} packages, all listed")
sys.exit(1 if problems else 0)
