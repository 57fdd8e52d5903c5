"""The view of a NIST version 2 report that civics-cdf-validator can read.

The validator knows an older vocabulary: no name space, names of attributes in small letters, collections around
repeated elements, other names for a few elements. On a version 2 file most of its rules find nothing to look at and
pass. The view serves for checking alone.
"""
import pathlib

from lxml import etree

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
XS = "{http://www.w3.org/2001/XMLSchema}"
ATTRIBUTES = {"ObjectId": "objectId", "Label": "label", "Language": "language"}
ELEMENTS = {"ContestSelection": "BallotSelection", "ElectionDistrictId": "ElectoralDistrictId"}
ELEMENTS_WITHIN = {("GpUnit", "Name"): "InternationalizedName", ("Party", "Abbreviation"): "InternationalizedAbbreviation"}
COLLECTIONS = {
    "Candidate": "CandidateCollection", "Contest": "ContestCollection", "GpUnit": "GpUnitCollection",
    "Office": "OfficeCollection", "Party": "PartyCollection", "Person": "PersonCollection",
    "VoteCounts": "VoteCountsCollection", "ExternalIdentifier": "ExternalIdentifiers",
}


def view_of(node, parent=""):
    tag = etree.QName(node).localname
    result = etree.Element(ELEMENTS_WITHIN.get((parent, tag), ELEMENTS.get(tag, tag)))
    for name, value in node.attrib.items():
        # Its rules for units look for the tag, which a type would hide.
        if name == XSI_TYPE and tag == "GpUnit":
            continue
        result.set(ATTRIBUTES.get(name, name), value)
    result.text = node.text
    collections = {}
    for child in node.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        if name in COLLECTIONS:
            if name not in collections:
                collections[name] = etree.SubElement(result, COLLECTIONS[name])
            collections[name].append(view_of(child, tag))
        else:
            result.append(view_of(child, tag))
    return result


def write(report, schema, folder):
    """Writes view.xml and view.xsd into the folder; the schema is read for names and types only."""
    root = view_of(etree.parse(str(report)).getroot())
    view = folder / "view.xml"
    etree.ElementTree(root).write(str(view), encoding="UTF-8", xml_declaration=True)
    tree = etree.parse(str(schema))
    for node in tree.iter(f"{XS}element"):
        node.set("name", ELEMENTS.get(node.get("name"), node.get("name")))
    for node in tree.iter(f"{XS}complexType"):
        # Rules by type look for one that is named like the tag.
        node.set("name", {"GpUnit": "GpUnitBase", "ReportingUnit": "GpUnit"}.get(node.get("name"), node.get("name")))
    path = folder / "view.xsd"
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)
    return str(view), str(path)
