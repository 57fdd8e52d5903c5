"""Writes the archives of Tests/BadArchives as files: write_bad_archives.py FOLDER."""

import json
import pathlib
import sys


def archive(base: bytes, patch: list) -> bytes:
    """The bytes that a patch makes of its base."""
    parts = []
    for part in patch:
        if isinstance(part, str):
            parts.append(part.encode("latin-1"))
        elif isinstance(part, int):
            parts.append(bytes(part))
        else:
            start, count = part
            parts.append(base[start : start + count])
    return b"".join(parts)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: write_bad_archives.py FOLDER")
    source = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "BadArchives"
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    entries = json.loads((source / "patches.json").read_text(encoding="utf-8"))
    bases = {name: (source / f"{name}.bel").read_bytes() for name in ("one", "two")}
    for entry in entries:
        (target / f"{entry['name']}.bel").write_bytes(archive(bases[entry["base"]], entry["patch"]))
    print(f"{len(entries)} archives in {target}")


if __name__ == "__main__":
    main()
