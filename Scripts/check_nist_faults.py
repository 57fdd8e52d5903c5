#!/usr/bin/env python3
"""Plants faults in the report of a published site and demands that check_nist.py finds each.

usage: check_nist_faults.py FOLDER [--xsd FILE] [--json-schema FILE] [--validator PATH]

The folder itself is not changed. --xsd and --json-schema name NIST's own schemas: faults of form must be found by them
too. Result 0: every fault is found by each check that it belongs to; 1: one is not.
"""
import argparse
import copy
import json
import pathlib
import re
import sys
import tempfile

import check_nist

# Name, what is replaced once in the XML form, and by what.
XML_FAULTS = [
    ("a negative count", r"<Count>\d", "<Count>-1"),
    ("a fraction of a vote", r"</Count>", ".5</Count>"),
    ("a unit that does not exist", r"<GpUnitId>[^<]*", "<GpUnitId>gp.nowhere"),
    ("a name that stands twice", r'ObjectId="party\.[^"]*"', 'ObjectId="gp.country"'),
    ("a candidate for a party that does not exist", r"<PersonId>[^<]*", "<PersonId>party.nobody"),
    ("an element too much", r"<Format>", "<Round>1</Round><Format>"),
    ("an empty name", r"<Text Language=\"en\">[^<]*", '<Text Language="en"> '),
    ("a status of another kind", r"<Status>completed", "<Status>certified"),
]
# Those that NIST's own XSD forbids; the rest is what the profile adds to it.
NIST_FAULTS = {"a name that stands twice", "an element too much", "a status of another kind"}
# The same for the rules of civics-cdf-validator.
CIVICS_FAULTS = [
    ("a missing language", r'<Text Language="en">', '<Text Language="fr">'),
    ("a division that is not in the file", r"ocd-division/country:(\w\w)/[^<]*", lambda text: text + "-x"),
    ("a division in capitals", r"ocd-division/country:\w\w/[^<]*", lambda text: text.upper()),
    ("a reference of another kind", r"<OfficeIds>[^<]*", "<OfficeIds>gp.country"),
    ("two contests with one name", r"(?s)<Contest xsi:type=\"CandidateContest\".*", lambda text: same_names(text)),
    ("a unit inside itself", r"<ComposingGpUnitIds>", "<ComposingGpUnitIds>gp.country "),
    ("another kind without a name", r"<Type>other</Type>\s*<OtherType>(region|constituency)</OtherType>", "<Type>other</Type>"),
]


def same_names(text):
    """Gives the second contest the name of the first."""
    names = list(re.finditer(r"</ExternalIdentifier>\s*<Name>([^<]*)</Name>\s*<OtherCounts>", text))
    first, second = names[0], names[1]
    return text[:second.start(1)] + first.group(1) + text[second.end(1):]


def first_contest(report):
    return next(one for one in report["Election"][0]["Contest"] if one["@type"].endswith("CandidateContest"))


def too_many_votes(report):
    for one in report["Election"][0]["BallotCounts"]:
        one.setdefault("BallotsCast", one["BallotsRejected"])
        one["BallotsCast"] = one["BallotsRejected"]


def two_winners(report):
    chosen = first_contest(report)
    names = [one["CandidateIds"][0] for one in chosen["ContestSelection"]][:2]
    for one in report["Election"][0]["Candidate"]:
        if one["@id"] in names:
            one["PostElectionStatus"] = "winner"


JSON_FAULTS = [
    ("a count as text", lambda r: first_contest(r)["ContestSelection"][0]["VoteCounts"][0].update(Count="1"), "schema"),
    ("a member too much", lambda r: r.update(Round=1), "schema"),
    ("a member too few", lambda r: first_contest(r).pop("VotesAllowed"), "schema"),
    ("an unknown class", lambda r: first_contest(r).update({"@type": "ElectionResults.Contest"}), "schema"),
    ("a reference to nothing", lambda r: first_contest(r).update(OfficeIds=["office.none"]), "references"),
    ("a reference of another kind", lambda r: first_contest(r).update(ElectionDistrictId=r["Party"][0]["@id"]), "references"),
    ("a name that stands twice", lambda r: r["Person"][0].update({"@id": "gp.country"}), "references"),
    ("more votes than ballots", too_many_votes, "arithmetic"),
    ("two winners for one seat", two_winners, "arithmetic"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--xsd", type=pathlib.Path, help="the schema of NIST, which must find faults of form too")
    parser.add_argument("--json-schema", type=pathlib.Path, help="the same for the JSON form")
    parser.add_argument("--validator", default=str(pathlib.Path(sys.executable).parent / "civics_cdf_validator"))
    options = parser.parse_args()
    data = options.folder / "data"
    text = (data / "nist-election-results.xml").read_text(encoding="utf-8")
    report = json.loads((data / "nist-election-results.json").read_text(encoding="utf-8"))
    schema = check_nist.JSONRules(check_nist.PROFILE).schema()
    country = report["GpUnit"][0]["ExternalIdentifier"][0]["Value"].rsplit(":", 1)[1]
    languages = [one["Language"] for one in report["Election"][0]["Name"]["Text"]]
    passed = failed = 0

    # A check that refuses the report as it is would find every fault in it.
    def accepts(name, found):
        nonlocal failed
        if found:
            failed += 1
            print(f"refused without a fault, {name}: {found[0]}")

    def tell(name, found):
        nonlocal passed, failed
        passed, failed = passed + bool(found), failed + (not found)
        if not found:
            print(f"not found: {name}")

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "report.xml"
        sets = [
            (XML_FAULTS, lambda: check_nist.validate_xml(path, check_nist.PROFILE)),
            (CIVICS_FAULTS, lambda: check_nist.civics(
                path, data / "nist-ocd-ids.csv", country, languages, options.validator)),
        ]
        if options.xsd:
            nist = [one for one in XML_FAULTS if one[0] in NIST_FAULTS]
            sets.append((nist, lambda: check_nist.validate_xml(path, options.xsd)))
        for faults, check in sets:
            path.write_text(text, encoding="utf-8")
            accepts(f"before '{faults[0][0]}'", list(check()))
            for name, pattern, replacement in faults:
                change = replacement if callable(replacement) else lambda old, new=replacement: new
                changed = re.sub(pattern, lambda match: change(match.group(0)), text, count=1)
                if changed == text:
                    print(f"not planted: {name}")
                    failed += 1
                    continue
                path.write_text(changed, encoding="utf-8")
                tell(name, list(check()))
    checks = {
        "schema": lambda one: check_nist.validate_json(one, schema), "references": check_nist.references,
        "arithmetic": check_nist.arithmetic,
    }
    for name, check in checks.items():
        accepts(name, list(check(report)))
    if options.json_schema:
        nist_schema = json.loads(options.json_schema.read_text(encoding="utf-8"))
        accepts("NIST's schema", list(check_nist.validate_json(report, nist_schema)))
    for name, plant, check in JSON_FAULTS:
        changed = copy.deepcopy(report)
        plant(changed)
        tell(name, list(checks[check](changed)))
        if check == "schema" and options.json_schema:
            tell(f"{name}, by NIST's schema", list(check_nist.validate_json(changed, nist_schema)))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
