#!/usr/bin/env python3
"""Makes a bundle of evidence in which one station has every part, shows it as pages, and goes through them in chromium.

usage: check_evidence.py SAILAU OUT [--lang en,ru,kk] [--shots FOLDER] [--chromium PATH]

The bundle is the one that the demonstration makes of the reconstruction of 2004 with 5 % of the stations changed, with photograph and
two readings, forms, incidents and a complaint of a station whose copy differs put beside; `evidence make`, `sign` and `show` do the
rest. In each language, by keyboard: from the page of the election over the list of stations to the station, and from a verdict to
what differs; the election, contests, candidates and lists have the names that the election gives them in that language, and no
identifiers; each of the ten parts has a verdict, the same that `evidence show --station --json` tells, with the same numbers; no caption says
what its heading says; the links of languages lead to the same page. Result 0: nothing found; 1: something.

Every page on the way is looked at with axe (WCAG 2.2 AA), in both themes, 320 px and 1280 px wide, the list of stations with its first
hundred rows, and every link on it leads to a file. Needs playwright, axe-playwright-python and PyYAML (PyPI), and a chromium.
"""
import argparse
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from check_pages import RULES, broken_links

ELECTION = "kazakhstan-2004"
ROOT = pathlib.Path(__file__).resolve().parent.parent
PARTS = ["archive", "photograph", "checks", "copy", "cards", "recount", "forms", "incidents", "complaints", "written acts"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sailau", help="the program, such as .build/release/sailau")
    parser.add_argument("out", type=pathlib.Path, help="a folder for the bundle and its pages")
    parser.add_argument("--lang", default="en,ru,kk")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


def run(program, *words):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}: {done.returncode} {done.stderr}")
    return done.stdout


def rows(file):
    return list(csv.DictReader(file.open(encoding="utf-8", newline="")))


def first_difference(inputs):
    """A station whose copy has other votes than its protocol."""
    name = "protocols-list-1.csv"
    official = {row["station"]: row for row in rows(inputs / "protocols" / name)}
    return next(row["station"] for row in rows(inputs / "copies" / name) if official[row["station"]]["votes"] != row["votes"])


def make_bundle(program, out):
    """The station, and where the pages are."""
    run(program, "demo", "--observe", "--stations", "5000", "--seed", "7", "--out", out / "demo", "--no-pages")
    inputs = out / "inputs"
    shutil.copytree(out / "demo/changed-5/bundle", inputs)
    for name in ("evidence.json", "evidence.head"):
        (inputs / name).unlink()
    station = first_difference(inputs)
    lines = (inputs / "protocols/protocols-list-1.csv").read_text().splitlines()
    reading = "\n".join([lines[0], *(line for line in lines if line.startswith(f"{station},"))]) + "\n"
    for reader in ("1", "2"):
        (inputs / "readings" / reader).mkdir(parents=True)
        (inputs / "readings" / reader / "protocols-list-1.csv").write_text(reading)
    for name in ("photographs", "forms"):
        (inputs / name).mkdir()
    (inputs / "photographs/photographs.csv").write_text(f"station,file\n{station},one.jpg\n")
    (inputs / "photographs/one.jpg").write_text("a photograph")
    shutil.copy(ROOT / "Forms/voting.yaml", inputs / "forms/voting.yaml")
    (inputs / "forms/voting.csv").write_text(
        f"report,station,observer,item,answer\n1,{station},A,overall,bad\n2,{station},B,overall,good\n")
    (inputs / "incidents.csv").write_text(
        "entry,date,time,place,station,kind,who,affected,what,source,source_kind,evidence,complaint,same_as\n"
        f"i1,2004-09-19,12:00,School,{station},observers hindered,,,sent away,report 2,observer,,c1,\n")
    (inputs / "complaints.csv").write_text(f"complaint,station,article,decision\nc1,{station},43(8),open\n")
    run(program, "evidence", "make", inputs, "--out", out / "bundle")
    run(program, "ballot", "manifest", "key", "--name", "Group A", "--out", out / "keys")
    run(program, "evidence", "sign", out / "bundle", "--key", out / "keys/Group A.signkey")
    run(program, "evidence", "show", out / "bundle", "--out", out / "pages")
    return station


class Reader:
    def __init__(self, browser, options, language, found):
        self.language, self.found, self.shots = language, found, options.shots
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.report(f"console: {message.text}"))
        self.page.on("request", lambda request: request.url.startswith("file:") or self.report(f"request: {request.url}"))

    def report(self, problem):
        self.found.append(f"{self.language} {problem}")

    def expect(self, condition, what):
        if not condition:
            self.report(what)

    def follow(self, link, end):
        """By keyboard; the list of stations is too long to be gone through by it."""
        self.page.locator(link).first.focus()
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda address: address.endswith(end))

    def look(self, name, title):
        page = self.page
        self.expect(title in page.title() and page.inner_text("header .name") == title, f"{name}: titled {page.title()!r}")
        self.expect(ELECTION not in page.inner_text("body"), f"{name}: the election's identifier")
        headings = page.eval_on_selector_all("h1, h2, h3", "all => all.map(e => e.textContent)")
        captions = page.eval_on_selector_all("caption", "all => all.map(e => e.textContent)")
        self.expect(not set(headings) & set(captions), f"{name}: captions that repeat a heading: {set(headings) & set(captions)}")
        self.expect(len(captions) == len(set(captions)), f"{name}: two tables have one caption")
        self.expect(page.locator("script").count() == 0, f"{name}: a script")
        here = pathlib.Path(page.evaluate("decodeURI(location.pathname)"))
        others = page.eval_on_selector_all(".languages a", "all => all.map(e => decodeURI(new URL(e.href).pathname))")
        parts = list(here.parts)
        at = len(parts) - 1 - parts[::-1].index(self.language)
        expected = {str(pathlib.Path(*parts[:at], other, *parts[at + 1:])) for other in {"en", "ru", "kk"} - {self.language}}
        self.expect(set(others) == expected, f"{name}: languages lead to {others}")
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.shots / f"{self.language}-{name}.png", full_page=name == "station")

    def axe(self, name, root):
        here = pathlib.Path(self.page.evaluate("decodeURI(location.pathname)"))
        for problem in broken_links(self.page, root, here, None):
            self.report(f"{name}: {problem}")
        # Thousands of rows that are all alike take minutes.
        self.page.evaluate("document.querySelectorAll('#stations tbody tr:nth-child(n + 101)').forEach(e => e.remove())")
        for scheme, width in (("light", 1280), ("dark", 320)):
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size({"width": width, "height": 900})
            for violation in Axe().run(self.page, options=RULES).response["violations"]:
                self.report(f"{name} {scheme} axe {violation['id']} x{len(violation['nodes'])}: {violation['nodes'][0]['html'][:200]}")
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            self.expect(wide <= width, f"{name}: {wide} px wide in a window of {width} px")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def table(self, selector):
        return self.page.eval_on_selector_all(
            f"{selector} tbody tr", "all => all.map(row => [...row.cells].map(cell => cell.innerText.trim()))")


def number(text):
    return int("".join(c for c in text if c.isdigit()))


def check(reader, pages, station, told, names):
    language, page = reader.language, reader.page
    page.goto((pages / language / "index.html").as_uri())
    reader.look("election", names["title"])
    reader.expect(len(reader.table("#parts")) == len(PARTS), "the election's page has not every part")
    differing = {row[0]: row[1] for row in reader.table("#differing")}
    lists = names["lists"]
    reader.expect(re.search(r"\w \(E1\)", differing[station]) and not re.search(r"[·;] E\d", differing[station]),
                  f"a line has no name: {differing[station]}")
    reader.axe("election", pages)
    reader.follow("a[href='stations.html']", "/stations.html")
    reader.look("stations", names["title"])
    reader.expect(page.locator("#stations tbody tr").count() == 5000, "not every station is listed")
    reader.follow(f"#stations a[href='stations/{station}.html']", f"/stations/{station}.html")
    reader.look("station", names["title"])
    reader.axe("station", pages)
    reader.expect(station in page.inner_text("h1"), "another station")

    shown = [row for section in ("electronic", "paper", "observation") for row in reader.table(f"#{section}")]
    reader.expect(len(shown) == len(PARTS), f"{len(shown)} parts")
    for line, (part, verdict, _) in zip(told["lines"], shown):
        reader.expect(part == names["parts"][line["part"]], f"{line['part']} is called {part}")
        reader.expect(verdict.startswith(names["verdicts"][line["verdict"]]), f"{line['part']}: {verdict}, and not {line['verdict']}")
    verdicts = {line["part"]: line["verdict"] for line in told["lines"]}
    expected = {"photograph": "agrees", "checks": "agrees", "copy": "differs", "forms": "differs", "incidents": "differs",
                "complaints": "missing"}
    reader.expect({part: verdicts[part] for part in expected} == expected, f"verdicts: {verdicts}")

    copy = next(line for line in told["lines"] if line["part"] == "copy")
    table = reader.table("#differs-copy-list-national-1")
    numbers = [(entry["field"], entry["official"], entry["found"]) for entry in copy["differs"] if entry["contest"].startswith("list/")]
    reader.expect([(row[0].rsplit("(", 1)[1].rstrip(")"), number(row[1]), number(row[2])) for row in table] == numbers,
                  f"other numbers: {table}")
    for row in table:
        name, field = row[0].rsplit(" (", 1)
        reader.expect(name == lists[int(field[1:-1]) - 1], f"{field[:-1]} is called {name}")
    reader.expect(names["overall"] in page.inner_text("main"), "an item of a form has no name")
    reader.follow("a[href='#differs-copy']", "#differs-copy")
    top = page.locator("#differs-copy").bounding_box()["y"]
    reader.expect(-5 <= top <= 900, f"what differs is not in sight: {top}")
    reader.follow(".breadcrumb a >> nth=1", "/stations.html")
    page.wait_for_selector("#stations")
    reader.axe("stations", pages)
    reader.follow(".breadcrumb a >> nth=0", f"/{language}/index.html")
    page.wait_for_selector("#parts")


def names(language):
    """What the election and the texts call it, read from their files."""
    def read(path):
        return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))

    election, texts = read(f"Elections/{ELECTION}/election.yaml"), read(f"Texts/{language}/evidence.yaml")
    form = read("Forms/voting.yaml")
    return {
        "title": election["name"][language], "parts": texts["part"], "verdicts": texts["verdict"],
        "lists": [entry["name"][language] for entry in election["lists"]],
        "overall": next(item for item in form["items"] if item["id"] == "overall")["text"][language],
    }


def main():
    options = arguments()
    program, out = str(pathlib.Path(options.sailau).resolve()), options.out.resolve()
    out.mkdir(parents=True)
    found = []
    station = make_bundle(program, out)
    told = json.loads(run(program, "evidence", "show", out / "bundle", "--station", station, "--json"))
    found += [] if [line["part"] for line in told["lines"]] == PARTS else [f"parts: {told}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for language in options.lang.split(","):
            reader = Reader(browser, options, language, found)
            check(reader, out / "pages", station, told, names(language))
            reader.context.close()
        browser.close()
    for problem in found:
        print(problem)
    print(f"station {station}, {len(options.lang.split(','))} languages: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
