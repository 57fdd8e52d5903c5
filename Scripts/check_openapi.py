#!/usr/bin/env python3
"""Checks that the description of the public interface is a valid OpenAPI 3.1 document.

usage: check_openapi.py FILE

Result 0: it is; 1: it is not, with the place. Needs openapi-spec-validator (PyPI).
"""
import json
import pathlib
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator


def main():
    document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    faults = list(OpenAPIV31SpecValidator(document).iter_errors())
    for fault in faults:
        print("/".join(str(part) for part in fault.absolute_path), fault.message)
    print(f"{len(document['paths'])} addresses, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
