#!/usr/bin/env python3
"""Checks the report of NIST SP 1500-100 in a published site.

usage: check_nist.py FOLDER [--archive] [--xsd FILE] [--json-schema FILE] [--validator PATH]

Both forms against the profile in Documentation/Standards (the JSON form by the rules that follow from it), references,
arithmetic, and civics-cdf-validator with the divisions of the site. --xsd and --json-schema name NIST's own schemas, to
check against them too. --archive: the report is that of an archived election, whose units have no divisions for
civics-cdf-validator. Result 0: nothing found; 1: something was found; 2: something is missing.
Needs xmllint, and lxml, jsonschema and civics-cdf-validator from PyPI.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import cdf_view
import jsonschema
from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parent.parent
STANDARDS = ROOT / "Documentation" / "Standards"
PROFILE = STANDARDS / "nist-1500-100-profile.xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
CDF = "{NIST_V2_election_results_reporting.xsd}"


def validate_xml(report, schema):
    result = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", schema, report], capture_output=True, text=True)
    if result.returncode != 0:
        lines = [line for line in result.stderr.splitlines() if "error" in line]
        yield from lines[:20] or [f"xmllint {schema}: result {result.returncode}"]


class JSONRules:
    """The JSON form that follows from an XSD of the standard: a class is an object with its name in @type, a repeated
    element or a list of references is an array, an abstract class stands for those made from it."""

    PLAIN = {"integer": ["nonNegativeInteger", "positiveInteger", "integer"], "number": ["double", "float"], "boolean": ["boolean"]}

    def __init__(self, path):
        root = etree.parse(str(path)).getroot()
        self.values = {one.get("name"): one for one in root.findall(f"{XS}simpleType")}
        self.classes = {one.get("name"): one for one in root.findall(f"{XS}complexType")}
        self.base = {}
        for name, node in self.classes.items():
            extension = node.find(f".//{XS}extension")
            if extension is not None and extension.get("base") in self.classes:
                self.base[name] = extension.get("base")

    def schema(self):
        concrete = [name for name in self.classes if self.classes[name].get("abstract") != "true"]
        return {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "$ref": "#/definitions/ElectionReport",
            "definitions": {name: self.definition(name) for name in concrete},
        }

    def definition(self, name):
        properties = {"@type": {"enum": [f"ElectionResults.{name}"]}}
        required = ["@type"]
        for attribute in [one for each in self.line(name) for one in self.classes[each].iter(f"{XS}attribute")]:
            member = "@id" if attribute.get("name") == "ObjectId" else attribute.get("name")
            properties[member] = {"type": "string", "minLength": 1}
            required.append(member)
        if self.classes[name].find(f"{XS}simpleContent") is not None:
            properties["Content"] = {"type": "string", "minLength": 1}
            required.append("Content")
        for element in [one for each in self.line(name) for one in self.classes[each].iter(f"{XS}element")]:
            rule = self.rule(element.get("type"))
            if element.get("maxOccurs") == "unbounded":
                rule = {"type": "array", "items": rule, "minItems": 1}
            properties[element.get("name")] = rule
            if element.get("minOccurs") != "0":
                required.append(element.get("name"))
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    def line(self, name):
        return (self.line(self.base[name]) if name in self.base else []) + [name]

    def rule(self, name):
        if name in self.classes:
            kinds = [one for one in self.classes if name in self.line(one) and self.classes[one].get("abstract") != "true"]
            return {"oneOf": [{"$ref": f"#/definitions/{kind}"} for kind in kinds]}
        if name in self.values:
            options = [one.get("value") for one in self.values[name].iter(f"{XS}enumeration")]
            pattern = self.values[name].find(f".//{XS}pattern")
            if options:
                return {"enum": options}
            return {"type": "string", "pattern": f"^({pattern.get('value')})$"}
        plain = name.split(":")[1]
        if plain == "IDREFS":
            return {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
        for kind, names in self.PLAIN.items():
            if plain in names:
                return {"type": kind, "minimum": 1 if plain == "positiveInteger" else 0} if kind == "integer" else {"type": kind}
        return {"type": "string", "minLength": 1}


def validate_json(report, schema):
    errors = jsonschema.Draft4Validator(schema).iter_errors(report)
    for error in list(errors)[:20]:
        yield f"{'/'.join(str(part) for part in error.absolute_path)}: {error.message[:200]}"


def objects(value):
    if isinstance(value, list):
        for one in value:
            yield from objects(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from objects(one)


# What a reference may lead to, by its name.
TARGETS = {
    "GpUnitId": {"ReportingUnit"}, "ComposingGpUnitIds": {"ReportingUnit"}, "ElectionDistrictId": {"ReportingUnit"},
    "ElectionScopeId": {"ReportingUnit"}, "PartyScopeGpUnitIds": {"ReportingUnit"}, "PartyId": {"Party", "Coalition"}, "PartyIds": {"Party", "Coalition"},
    "PersonId": {"Person"}, "OfficeIds": {"Office"}, "CandidateIds": {"Candidate"}, "ContestIds": {"PartyContest"},
}


def references(report):
    kinds = {}
    for one in objects(report):
        if "@id" in one:
            if one["@id"] in kinds:
                yield f"{one['@id']} stands twice"
            kinds[one["@id"]] = one["@type"].split(".")[1]
    for one in objects(report):
        for member in TARGETS.keys() & one.keys():
            for name in one[member] if isinstance(one[member], list) else [one[member]]:
                if kinds.get(name) not in TARGETS[member]:
                    yield f"{member} {name} leads to {kinds.get(name, 'nothing')}"


def arithmetic(report):
    """No validator adds anything up."""
    for election in report["Election"]:
        counts = {(one.get("OtherType"), one["GpUnitId"]): one for one in election.get("BallotCounts", [])}
        for contest in election.get("Contest", []):
            unit = contest["ElectionDistrictId"]
            total = sum(
                count["Count"] for selection in contest["ContestSelection"] for count in selection["VoteCounts"]
                if count["Type"] == "total" and count["GpUnitId"] == unit)
            ballots = counts.get((contest["@id"], unit), {})
            if "BallotsCast" in ballots and "BallotsRejected" in ballots:
                valid = (ballots["BallotsCast"] - ballots["BallotsRejected"]) * contest.get("VotesAllowed", 1)
                if total > valid:
                    yield f"{contest['@id']}: {total} votes on {valid} valid ballots"
        winners = {}
        for one in election.get("Candidate", []):
            if one.get("PostElectionStatus") == "winner":
                winners[one["@id"]] = one
        for contest in election.get("Contest", []):
            own = [name for selection in contest["ContestSelection"] for name in selection.get("CandidateIds", []) if name in winners]
            if len(own) > contest.get("NumberElected", 0):
                yield f"{contest['@id']}: {len(own)} winners for {contest.get('NumberElected', 0)} seats"


def civics(report, divisions, country, languages, validator):
    rules = [line.split()[0] for line in (STANDARDS / "civics-rules.txt").read_text().splitlines() if line and line[0] != "#"]
    with tempfile.TemporaryDirectory() as folder:
        view, schema = cdf_view.write(report, PROFILE, pathlib.Path(folder))
        result = subprocess.run(
            [validator, "validate", view, "--xsd", schema, "--ocdid_file", divisions, "-c", country, "-v",
             "--required_languages", ",".join(languages), "-i", ",".join(rules)],
            capture_output=True, text=True)
    # Its result alone is not enough: 0 with a fatal message, 1 for a crash as for information.
    if result.returncode != 0 or "0 Fatal" not in result.stdout:
        text = (result.stdout + result.stderr).split("Entity and Attribute Counts")[0]
        yield from [f"civics-cdf-validator, result {result.returncode}:"] + text.splitlines()[-40:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--archive", action="store_true", help="the report is that of an archived election")
    parser.add_argument("--xsd", type=pathlib.Path, help="the schema of NIST, to check against it too")
    parser.add_argument("--json-schema", type=pathlib.Path, help="the same for the JSON form")
    parser.add_argument("--validator", default=str(pathlib.Path(sys.executable).parent / "civics_cdf_validator"))
    options = parser.parse_args()
    data = options.folder / "data"
    xml, divisions = data / "nist-election-results.xml", data / "nist-ocd-ids.csv"
    others = [] if options.archive else [divisions, pathlib.Path(options.validator)]
    for needed in [xml, data / "nist-election-results.json"] + others:
        if not needed.exists():
            print(f"check_nist: {needed} is missing.", file=sys.stderr)
            sys.exit(2)
    report = json.loads((data / "nist-election-results.json").read_text(encoding="utf-8"))
    country = report["GpUnit"][0]["ExternalIdentifier"][0]["Value"].rsplit(":", 1)[-1]
    languages = [text["Language"] for text in report["Election"][0]["Name"]["Text"]]
    checks = [
        ("XML, profile", lambda: validate_xml(xml, PROFILE)),
        ("JSON, profile", lambda: validate_json(report, JSONRules(PROFILE).schema())),
        ("references", lambda: references(report)),
        ("arithmetic", lambda: arithmetic(report)),
    ]
    if not options.archive:
        checks.append(("civics-cdf-validator", lambda: civics(xml, divisions, country, languages, options.validator)))
    if options.xsd:
        checks.append(("XML, NIST", lambda: validate_xml(xml, options.xsd)))
    if options.json_schema:
        schema = json.loads(options.json_schema.read_text(encoding="utf-8"))
        checks.append(("JSON, NIST", lambda: validate_json(report, schema)))
    failed = 0
    for name, check in checks:
        found = list(check())
        failed += bool(found)
        print(f"{name}: {'nothing found' if not found else ''}")
        for line in found:
            print(f"  {line}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
