#!/usr/bin/env python3
"""Validates the YAML files under Laws/ and Elections/ against their published JSON Schemas.

An implementation of JSON Schema that is not ours does the checking. Needs jsonschema and PyYAML from PyPI; `./test`
provides them. Exits 0 when every file is valid, 1 when one is not, 2 when something is missing.
"""

import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"check_schemas: {error}. Install jsonschema and PyYAML.", file=sys.stderr)
    sys.exit(2)

ROOT = pathlib.Path(__file__).resolve().parent.parent


class LawLoader(yaml.SafeLoader):
    """Reads scalars as the law language does: whole numbers and yes/no are values, everything else is text.

    Dates stay text, and `on` and `no` as names of fields stay names.
    """

    yaml_implicit_resolvers = {}


LawLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[0-9]+$"), list("0123456789"))
LawLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(yes|no|true|false)$"), list("yntf"))


def mistakes(path, validator):
    with open(path, encoding="utf-8") as file:
        value = yaml.load(file, Loader=LawLoader)
    for error in validator.iter_errors(value):
        place = ".".join(str(part) for part in error.absolute_path)
        yield f"{path.relative_to(ROOT)}: {place}: {error.message}"


def validator(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def main():
    laws = ROOT / "Laws"
    phrase_files = sorted((laws / "phrases").glob("*.yaml"))
    procedure_files = sorted((laws / "procedures").rglob("*.yaml"))
    law_files = sorted(
        path for path in laws.rglob("*.yaml") if path not in phrase_files and path not in procedure_files
    )
    elections = ROOT / "Elections"
    kinds = (
        ("laws", laws / "law.schema.json", law_files),
        ("procedures", laws / "procedures" / "procedure.schema.json", procedure_files),
        ("nights", elections / "night.schema.json", sorted(elections.glob("*/night.yaml"))),
        ("files of phrases", laws / "phrases" / "phrases.schema.json", phrase_files),
        ("elections", elections / "election.schema.json", sorted(elections.glob("*/election.yaml"))),
        ("registrations", elections / "registration.schema.json", sorted(elections.glob("*/registration.yaml"))),
        ("counting files", elections / "counting.schema.json", sorted(elections.glob("*/counting.yaml"))),
    )
    for name, _, files in kinds:
        if not files:
            print(f"check_schemas: no {name} found.", file=sys.stderr)
            return 2
    found = []
    for _, schema, files in kinds:
        check = validator(schema)
        for path in files:
            found += mistakes(path, check)
    # A check that can't fail shows nothing: a law with a field taken away and one with a field too many must be refused.
    check = validator(laws / "law.schema.json")
    with open(law_files[0], encoding="utf-8") as file:
        law = yaml.load(file, Loader=LawLoader)
    for broken in ({k: v for k, v in law.items() if k != "tiers"}, law | {"thresholt": 7}):
        if check.is_valid(broken):
            found.append("law.schema.json accepts a law that it must refuse")
    for line in found:
        print(line)
    print(", ".join(f"{len(files)} {name}" for name, _, files in kinds) + f" checked, {len(found)} mistakes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
