#!/usr/bin/env python3
"""Fills in the observer's form in chromium by keyboard alone, from a file and from a server, without a network, and has what it
hands out checked by the program.

usage: check_observer.py SAILAU [--lang en,ru,kk] [--shots FOLDER] [--chromium PATH]

In each language: the form of voting is written by `observe form`; a report is begun, the network goes away, the page is loaded again
and has everything; closing it with mistakes leads to them; closed, it is saved as a file and copied in parts, and `observe check`
reads both alike; a changed byte is refused. A partner reports of the same station, and `observe report` counts two reports of one
station. From a server the page opens again when the server is gone. Without scripts the form can be printed. The pages of media
monitoring are written from invented codings by `media report`, and read without scripts. On every page:
WCAG 2.2 AA by axe, both themes, 320 px and 1280 px, console errors, requests that leave the folder, one heading, ids.
Result 0: nothing found; 1: something. Needs playwright and axe-playwright-python (PyPI), and a chromium.
"""
import argparse
import functools
import hashlib
import http.server
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
         # A page from a file has nothing that could be loaded a second time.
         "preload": False}
LOCALES = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}
REMARK = "Тыныш күн. «Ә, і, ң, ғ, ү, ұ, қ, ө, һ»\nline two \U0001f5f3"


def arguments(description):
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("sailau", help="the program, such as .build/release/sailau")
    parser.add_argument("--lang", default="en,ru,kk")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


class Observer:
    """A browser in which everything is done by keyboard."""

    def __init__(self, browser, options, language, found):
        self.options, self.language, self.found, self.axe_runs, self.pages = options, language, found, 0, 0
        self.context = browser.new_context(
            locale=LOCALES[language], viewport={"width": 1280, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.report(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.report(f"error: {error}"))
        self.page.on("request", lambda request: request.url.startswith(("file:", "http://127.0.0.1:", "blob:"))
                     or self.report(f"request: {request.url}"))

    def report(self, problem):
        self.found.append(f"{self.language} {problem}")
        print(self.found[-1], file=sys.stderr)

    def expect(self, condition, what):
        if not condition:
            self.report(what)

    def tab_to(self, selector):
        for _ in range(300):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        sys.exit(f"{self.language}: {selector} is not reached by Tab:\n{self.page.inner_text('body')}")

    def type(self, selector, text):
        self.tab_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def clock(self, item, digits):
        """The letter is for browsers whose clock has twelve hours; others pass over it."""
        self.tab_to(f"[name={item}]")
        self.page.keyboard.type(f"{digits}A")

    def press(self, selector):
        self.tab_to(selector)
        self.page.keyboard.press("Enter")

    def choose(self, item, downs):
        """Space takes the first answer, each arrow the next; the focus comes to a group once, by its first answer."""
        self.page.evaluate("document.activeElement.blur()")
        self.tab_to(f"input[type=radio][name={item}]")
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")

    def value(self, item):
        return self.page.evaluate(
            "name => document.querySelector(`#form [name=${name}]:checked`)?.value"
            " ?? document.querySelector(`#form [name=${name}]:not([type=radio])`)?.value ?? ''", item)

    def focused(self, identifier):
        return self.page.evaluate("document.activeElement.id") == identifier

    def look(self, name):
        page = self.page
        self.pages += 1
        for scheme, width in (("light", 1280), ("dark", 320)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            self.axe_runs += 1
            for violation in Axe().run(page, options=RULES).response["violations"]:
                node = violation["nodes"][0]
                self.report(f"{name} {scheme} axe {violation['id']} x{len(violation['nodes'])}: {violation['help']}: "
                            f"{node['html'][:200]} {node.get('failureSummary', '')[:300]}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            self.expect(wide <= width, f"{name}: {wide} px wide in a window of {width} px")
            if self.options.shots:
                self.options.shots.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.options.shots / f"{self.language}-{name}-{width}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        small = page.evaluate("""[...document.querySelectorAll('main button, main summary, #download, form input:not([type=radio]), form select')]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43).map(e => e.id || e.textContent)""")
        self.expect(not small, f"{name}: targets lower than 44 px: {small}")
        ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
        self.expect(len(ids) == len(set(ids)), f"{name}: an id stands twice")
        self.expect(page.locator("h1").count() == 1, f"{name}: not one heading")


class Sailau:
    def __init__(self, program):
        self.program = program

    def run(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def json(self, *words):
        code, out, err = self.run(*words, "--json")
        if not out:
            sys.exit(f"{words}: {code} {err}")
        return code, json.loads(out)


def fill_in(observer, picture):
    observer.type("#station", "17-003")
    observer.type("#observer", "A-117")
    observer.type("#team", "T-12")
    observer.clock("arrived", "0705")
    observer.choose("overall", 1)
    observer.choose("group-voting", 2)
    observer.choose("box-sealed", 0)
    observer.type("[name=voted-so-far]", "412")
    observer.tab_to("input[type=file]")
    observer.page.locator("input[type=file]").set_input_files(picture)
    observer.page.wait_for_selector(".photographs li")
    observer.clock("left", "0940")
    observer.tab_to("[name=remarks]")
    observer.page.keyboard.insert_text(REMARK)


EXPECTED = {
    "arrived": "07:05", "overall": "good", "group-voting": "don't know", "box-sealed": "yes", "voted-so-far": "412",
    "left": "09:40", "remarks": REMARK,
}


def check_kept(observer, when):
    for item, value in EXPECTED.items():
        observer.expect(observer.value(item) == value, f"{when}: {item} is {observer.value(item)!r}")
    observer.expect(observer.value("station") == "17-003", f"{when}: no station")
    observer.expect(observer.page.locator(".photographs li").count() == 1, f"{when}: no photograph")


def close_with_mistakes(observer):
    """First without what is asked for, then with another's number."""
    observer.type("#signature", "A-118")
    observer.type("[name=voted-so-far]", "many")
    observer.press("#form button[type=submit]")
    observer.expect(observer.focused("problems"), "mistakes: the focus is not on the summary")
    observer.expect(observer.page.locator("#problems li").count() == 2, "mistakes: not two problems")
    observer.look("mistakes")
    observer.press("#problems li:first-child a")
    observer.expect(observer.page.evaluate("document.activeElement.name") == "voted-so-far", "a link does not lead to its field")
    observer.type("[name=voted-so-far]", "412")
    observer.type("#signature", "A-117")


def hand_out(observer, folder, name):
    observer.press("#form button[type=submit]")
    observer.expect(observer.focused("handed"), "closed: the focus is not on what is handed out")
    observer.expect(not observer.page.is_visible("#form"), "closed: the form can still be changed")
    with observer.page.expect_download() as download:
        observer.press("#download")
    file = folder / f"{name}.report"
    download.value.save_as(file)
    observer.expect(download.value.suggested_filename.startswith("voting-17-003-A-117"), download.value.suggested_filename)
    parts = observer.page.eval_on_selector_all("#parts textarea", "all => all.map(e => e.value)")
    random.Random(7).shuffle(parts)
    (folder / f"{name}.parts").write_text("\n".join(parts) + "\n")
    observer.expect(len(parts) > 1, "closed: one part")
    return file


def check_handed(observer, sailau, folder, file, picture):
    code, checked = sailau.json("observe", "check", "voting", file, file.with_suffix(".parts"))
    observer.expect(code == 0, f"check: {checked}")
    whole, parts = checked["reports"]
    sums = (whole["sha256"], parts["sha256"], observer.page.inner_text("#sum"))
    observer.expect(len(set(sums)) == 1, f"digests differ: {sums}")
    observer.expect(whole["notes"] == [] and whole["station"] == "17-003" and whole["observer"] == "A-117", f"check: {whole}")
    observer.expect(whole["photographs"] == [hashlib.sha256(picture.read_bytes()).hexdigest()], "another picture")
    line = json.loads(file.read_text().split("\n")[0])
    answers = {entry["item"]: entry["answer"] for entry in line["answers"]}
    answers.pop("photographs")
    observer.expect(answers == EXPECTED, f"answers: {answers}")
    observer.expect(line["language"] == observer.language, "another language")
    changed = folder / "changed.report"
    changed.write_text(file.read_text().replace('"good"', '"very good"'))
    code, _, errors = sailau.run("observe", "check", "voting", changed)
    observer.expect(code == 1 and "sha256" in errors, f"a changed report is taken: {code} {errors}")
    short = folder / "short.parts"
    short.write_text("\n".join(file.with_suffix(".parts").read_text().split("\n")[1:]))
    code, _, errors = sailau.run("observe", "check", "voting", short)
    observer.expect(code == 1, f"a report without a part is taken: {errors}")


def partner(observer, sailau, folder, first):
    """The other observer of the team, at the same station, on the same device."""
    observer.press("#new")
    observer.expect(observer.focused("station"), "a new report: the focus is not on the station")
    observer.expect(observer.value("observer") == "A-117" and observer.value("overall") == "", "a new report is not empty")
    observer.type("#station", "17-003")
    observer.type("#observer", "A-118")
    observer.clock("arrived", "0705")
    observer.choose("overall", 3)
    observer.clock("left", "0940")
    observer.type("#signature", "A-118")
    observer.press("#form button[type=submit]")
    observer.expect(observer.page.locator("#reports li").count() == 2, "not two reports on the device")
    with observer.page.expect_download() as download:
        observer.press("#download")
    second = folder / "second.report"
    download.value.save_as(second)
    table = folder / "reports.csv"
    code, _ = sailau.json("observe", "check", "voting", first, second, "--out", table)
    code, report = sailau.json("observe", "report", "voting", table)
    observer.expect(code == 0 and report["reports"] == 2 and report["stations"] == 1, f"report: {report}")
    observer.expect(report["disagreeing_stations"] == ["17-003"], "two observers who differ are not two records")
    observer.press("#deleting summary")
    observer.press("#delete")
    observer.expect(observer.page.locator("#reports li").count() == 1, "the report is not deleted")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def from_server(observer, folder, picture):
    """The page is there when the server is not."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = observer.page
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
    page.wait_for_selector("#offline:not([hidden])", timeout=20_000)
    fill_in(observer, picture)
    server.shutdown()
    server.server_close()
    page.reload()
    check_kept(observer, "without the server")
    observer.expect(page.locator("#form").evaluate("e => getComputedStyle(e).maxWidth") != "none", "without the server: no style")


def without_script(browser, options, language, folder, found):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{folder}/index.html")
    for selector, seen in (("#paper", True), ("#station", True), ("#form button[type=submit]", False), ("#reports", False)):
        if page.is_visible(selector) != seen:
            found.append(f"{language} without script: {selector} is {'not ' if seen else ''}seen")
    page.emulate_media(media="print")
    for selector, seen in (("#signature", True), ("#paper", False)):
        if page.is_visible(selector) != seen:
            found.append(f"{language} on paper: {selector} is {'not ' if seen else ''}seen")
    if len(page.pdf(format="A4")) < 10_000:
        found.append(f"{language}: nothing to print")
    context.close()


def media_pages(observer, sailau, folder):
    """Two outlets on air and one in print, six weeks, a quarter coded twice."""
    rows, chance = [], random.Random(11)
    for number in range(240):
        outlet, ownership = (("Outlet A", "state"), ("Outlet B", "private"), ("Outlet C", "private"))[number % 3]
        subject, kind = chance.choice(
            (("List 1", "party"), ("List 2", "party"), ("Government", "government"), ("Candidate 17-03", "candidate")))
        amount = chance.randint(10, 400)
        tone = chance.choice(("positive", "neutral", "negative"))
        for coder in ("A", "B")[:2 if number % 4 == 0 else 1]:
            rows.append(",".join(map(str, (
                f"u{number}", coder, outlet, ownership, f"2004-{8 + number % 2:02}-{1 + number % 28:02}", "News",
                "" if outlet == "Outlet C" else f"{7 + number % 15:02}:30", subject, kind,
                "" if outlet == "Outlet C" else amount, amount if outlet == "Outlet C" else "",
                "free time" if number % 7 == 0 and outlet != "Outlet C" else "news", "yes", tone, ""))))
    head = ("unit,coder,outlet,ownership,date,programme,start,subject,subject_kind,seconds,square_centimetres,format,"
            "direct_speech,tone,topic")
    (folder / "media.csv").write_text("\n".join([head, *rows]) + "\n")
    (folder / "quota.csv").write_text("outlet,subject,seconds\nOutlet A,List 1,900\nOutlet A,List 2,900\n")
    code, _, errors = sailau.run(
        "media", "report", folder / "media.csv", "--quota", folder / "quota.csv", "--out", folder / "media", "--title", "Test")
    observer.expect(code == 0, errors)
    observer.page.goto(f"file://{folder}/media/{observer.language}/index.html")
    charts = observer.page.locator("svg").count()
    observer.expect(charts >= 9 and observer.page.locator("script").count() == 0, f"media: {charts} charts")
    agreement = observer.page.inner_text("main .notice")
    told = observer.page.eval_on_selector_all(
        "svg", "(all, words) => all.filter(e => [...e.querySelectorAll('text')].some(t => t.textContent === words)).length", agreement)
    # All but that of free time, which has no tone.
    observer.expect(told == charts - 1, f"media: {told} of {charts} charts say how far coders agree")
    observer.look("media")


def main():
    options = arguments(__doc__)
    sailau, found, pages, axe_runs = Sailau(str(pathlib.Path(options.sailau).resolve())), [], 0, 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for language in options.lang.split(","):
            place = pathlib.Path(folder) / language
            code, _, errors = sailau.run("observe", "form", "voting", "--lang", language, "--out", place / "form")
            if code:
                sys.exit(errors)
            picture = place / "box.png"
            picture.write_bytes(b"\x89PNG\r\n" + random.Random(3).randbytes(70_001))
            observer = Observer(browser, options, language, found)
            observer.page.goto(f"file://{place}/form/index.html")
            observer.look("empty")
            fill_in(observer, picture)
            observer.context.set_offline(True)
            observer.page.reload()
            check_kept(observer, "loaded again without a network")
            close_with_mistakes(observer)
            file = hand_out(observer, place, "first")
            observer.look("closed")
            check_handed(observer, sailau, place, file, picture)
            observer.page.reload()
            observer.expect(observer.page.is_visible("#handed"), "loaded again, a closed report is not handed out")
            partner(observer, sailau, place, file)
            observer.context.set_offline(False)
            from_server(observer, place / "form", picture)
            media_pages(observer, sailau, place)
            without_script(browser, options, language, place / "form", found)
            pages, axe_runs = pages + observer.pages, axe_runs + observer.axe_runs
            observer.context.close()
        browser.close()
    for problem in found:
        print(problem)
    print(f"{pages} pages, axe {axe_runs} times: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
