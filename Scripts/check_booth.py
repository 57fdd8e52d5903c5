#!/usr/bin/env python3
"""Votes in the booth in chromium as people do, by keyboard alone, and looks at its pages with axe.

usage: check_booth.py STATION [--lang en,ru,kk] [--shots FOLDER] [--chromium PATH] [--no-strace]

STATION is the program BoothStation, which is built with the tests: a booth with an urn in memory and an invented election.
In each language a voter holds a slip before the scanner (types it), chooses, changes a choice, has the ballot made and
challenges it; another casts; others meet a wrong slip, an urn that is silent, a printer that fails, a warning and a time-out.
On every page: WCAG 2.2 AA by axe, both displays, three sizes of letters, 320 px and 1280 px, console errors, requests that
leave the booth, one heading, ids. Afterwards the browser's profile is searched for slips, tokens and codes, and what strace saw
of the booth's processes for files that were written and connections that were made. Result 0: nothing found; 1: something.
Needs playwright and axe-playwright-python (PyPI), a chromium; strace where it is installed.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# What a booth's browser is started with (Documentation/Station.md).
FLAGS = pathlib.Path(__file__).with_name("booth-browser-flags").read_text().splitlines()
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
LANGUAGES = ("kk", "ru", "en")
NOT_COUNTED = {"kk": "ЕСЕПКЕ АЛЫНБАЙДЫ", "ru": "НЕ УЧИТЫВАЕТСЯ", "en": "NOT COUNTED"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("station", type=pathlib.Path)
    parser.add_argument("--lang", default=",".join(LANGUAGES))
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--no-strace", action="store_true")
    return parser.parse_args()


class Station:
    """A folder with an election, an urn, and a booth."""

    def __init__(self, options, folder, words=(), traced=False):
        self.program, self.folder = str(options.station.resolve()), pathlib.Path(folder)
        self.run("make", str(folder), "40")
        self.slips = (self.folder / "slips.txt").read_text().split("\n")
        self.urn = subprocess.Popen([self.program, "urn", str(folder)])
        while not (self.folder / "urn").exists():
            time.sleep(0.02)
        self.trace = self.folder / "trace" if traced else None
        before = ["strace", "-f", "-qq", "-e", "trace=%file,%network,openat", "-o", str(self.trace)] if traced else []
        self.booth = subprocess.Popen(
            [*before, self.program, "supervise", str(folder), *words], stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.booth.stdout.readline())["port"]
        self.address = f"http://127.0.0.1:{self.port}"

    def run(self, *words):
        done = subprocess.run([self.program, *words], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def ask(self, *words):
        return self.run("ask", str(self.folder), *words).strip()

    def next_slip(self):
        return self.slips.pop()

    def end(self):
        if self.trace:
            # The tracer ends with what it traces.
            children = pathlib.Path(f"/proc/{self.booth.pid}/task/{self.booth.pid}/children").read_text().split()
            for child in children:
                os.kill(int(child), signal.SIGTERM)
        else:
            self.booth.send_signal(signal.SIGTERM)
        try:
            self.booth.wait(20)
        except subprocess.TimeoutExpired:
            self.booth.kill()
            sys.exit("the booth did not end with its supervisor")
        finally:
            self.urn.kill()
            self.urn.wait()


class Voter:
    """A browser of one booth, in which everything is done by keyboard."""

    def __init__(self, page, options, found):
        self.page, self.options, self.found = page, options, found
        self.seen, self.axe_runs, self.known = set(), 0, set()
        page.on("console", lambda message: message.type == "error" and "status of 4" not in message.text
                and self.report(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.report(f"error: {error}"))
        page.on("request", lambda request: request.url.startswith(self.station.address)
                or self.report(f"request: {request.url}"))

    def at(self, station, language):
        self.station, self.language = station, language
        self.page.goto(station.address)
        self.choose_language()
        return self

    def report(self, problem):
        self.found.append(f"{self.language} {problem}")
        print(self.found[-1], file=sys.stderr)

    def choose_language(self):
        if self.page.get_attribute("html", "lang") != self.language:
            self.press(f"button[name=language][value={self.language}]")

    def tab_to(self, selector):
        """Goes on by Tab until the element has the focus."""
        for _ in range(120):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        sys.exit(f"{self.language}: {selector} is not reached by Tab:\n{self.page.inner_text('body')}")

    def wait_for_focus(self, selector, seconds=60):
        """Waits until the focus has come there by itself."""
        for _ in range(seconds * 10):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.wait_for_timeout(100)
        sys.exit(f"{self.language}: the focus does not come to {selector}")

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("load")
        while self.page.locator("main form, main a").count() == 0:
            self.page.wait_for_timeout(200)
        for value in self.page.eval_on_selector_all("[name=page], [name=choice]", "all => all.map(e => e.value)"):
            self.known.add(value)

    def press(self, selector):
        self.tab_to(selector)
        self.enter()

    def open_details(self, act):
        """Opens what hides a press that has to be wanted, and presses it."""
        details = f"details:has([value={act}])"
        self.tab_to(f"{details} summary")
        self.page.keyboard.press("Enter")
        self.press(f"{details} [value={act}]")

    def hold_slip(self, slip):
        self.tab_to("#slip")
        self.page.keyboard.type(slip)
        self.enter()

    def choose(self, place):
        self.press(f".choices li:nth-child({place + 1}) button")
        if self.page.locator("[aria-pressed=true][name=choice]").count() != 1:
            self.report("not one choice is pressed")

    def forward(self):
        # The focus stands there already after a choice.
        if not self.page.evaluate("document.activeElement?.matches('[value=forward]') ?? false"):
            self.report("the focus is not on the next step")
        self.press("[value=forward]")

    def look(self, name):
        """Everything that is measured on a page, once for each name."""
        if name in self.seen:
            return
        self.seen.add(name)
        page = self.page
        root = page.evaluate("({...document.documentElement.dataset})")
        for theme, size in (("light", "normal"), ("contrast", "largest"), ("light", "largest")):
            page.evaluate("([t, s]) => Object.assign(document.documentElement.dataset, {theme: t, size: s})", [theme, size])
            self.axe_runs += 1
            for violation in Axe().run(page, options=RULES).response["violations"]:
                node = violation["nodes"][0]
                self.report(f"{name} {theme} axe {violation['id']} x{len(violation['nodes'])}: {violation['help']}: "
                            f"{node['html'][:200]} {node.get('failureSummary', '')[:300]}")
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    self.report(f"{name} {size}: {wide} px wide in a window of {width} px")
                if self.options.shots and (width == 1280 or size == "normal"):
                    self.options.shots.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=self.options.shots / f"{self.language}-{name}-{theme}-{size}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("d => Object.assign(document.documentElement.dataset, d)", root)
        small = page.evaluate("""[...document.querySelectorAll('main button, main summary, main a, main input')]
            .filter(e => e.getClientRects().length && e.type !== 'hidden')
            .filter(e => e.getBoundingClientRect().height < 44).length""")
        if small:
            self.report(f"{name}: {small} targets lower than 44 px")
        ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
        for identifier in {i for i in ids if ids.count(i) > 1}:
            self.report(f"{name}: id twice: {identifier}")
        if page.locator("h1").count() != 1:
            self.report(f"{name}: not one heading")

    def expect(self, condition, what):
        if not condition:
            self.report(f"{what}:\n{self.page.inner_text('main')}")

    def code(self):
        return self.page.inner_text("main .code code").replace(" ", "")


def to_decision(voter, station, places=(3, 1)):
    slip = station.next_slip()
    voter.hold_slip(slip)
    for place in places:
        voter.choose(place)
        voter.look(f"contest-{places.index(place)}")
        voter.forward()
    return slip


def challenge_and_cast(voter, station):
    """One challenges, another casts, both by keyboard alone."""
    voter.look("slip")
    slip = to_decision(voter, station)
    voter.look("review")
    voter.press("section:nth-of-type(1) [name=change]")
    voter.choose(7)
    voter.forward()
    chosen = voter.page.inner_text("main section:nth-of-type(1) .names").split("\n")
    voter.press("[value=make]")
    voter.look("decision")
    code = voter.code()
    voter.expect(code in station.ask("log").split()[-1], "the code is not the one that the urn keeps")
    voter.expect(code in voter.page.inner_text("main .paper").replace(" ", "").replace("\n", ""), "the paper has another code")
    voter.expect(not any(name in voter.page.inner_text("main .paper") for name in chosen), "the paper shows a choice")
    voter.open_details("challenge")
    voter.look("challenged")
    text = voter.page.inner_text("main")
    voter.expect(NOT_COUNTED[voter.language] in text, "not marked as not counted")
    voter.expect(all(name in text for name in chosen), f"not what was chosen: {chosen}")
    voter.expect(code in station.ask("challenges") or station.ask("log").split()[-1] == code, "the urn has no challenge")
    voter.press("main a")
    voter.choose_language()
    voter.hold_slip(slip)
    voter.look("slip-spent")
    voter.expect(voter.page.locator("#slip-problem").count() == 1, "a spent slip opens the booth")
    to_decision(voter, station)
    voter.press("[value=make]")
    code = voter.code()
    voter.press("[value=cast]")
    voter.look("cast")
    voter.expect(station.ask("log").split()[-2:] == ["cast", code], "the urn has no ballot")
    voter.expect(code not in voter.page.content(), "the last page shows the code")
    voter.press("main a")
    voter.choose_language()


def what_goes_wrong(voter, station):
    voter.hold_slip("no slip at all")
    voter.look("slip-unreadable")
    to_decision(voter, station)
    station.ask("lose", ",".join(["before"] * 4))
    voter.press("[value=make]")
    voter.look("not-committed")
    voter.press("[value=again]")
    station.ask("lose", ",".join(["after"] * 8))
    voter.press("[value=cast]")
    voter.look("unanswered")
    station.ask("lose", "-")
    voter.press("[value=again]")
    voter.expect(voter.page.locator(".outcome").count() == 1, "asked again, the urn does not answer")
    voter.press("main a")
    voter.choose_language()
    voter.hold_slip(station.next_slip())
    voter.open_details("leave")
    voter.look("left")
    voter.press("main a")


def settings(voter, station):
    """Speech, one key, contrast and size are switched on by keyboard and stay for the ballot."""
    for name, value in (("size", "largest"), ("theme", "contrast"), ("speech", "on"), ("scan", "on")):
        voter.press(f"button[name={name}][value={value}]")
    voter.expect(voter.page.get_attribute("html", "data-scan") == "on", "the one key is not on")
    # One key: what is marked in turn is pressed by Space; the first thing on the page is the field for the slip.
    voter.wait_for_focus("#slip")
    voter.page.keyboard.type(station.next_slip())
    with voter.page.expect_navigation():
        voter.page.keyboard.press("Enter")
    voter.wait_for_focus(".choices li:nth-child(2) button")
    with voter.page.expect_navigation():
        voter.page.keyboard.press("Space")
    voter.expect(voter.page.locator(".choices li:nth-child(2) [aria-pressed=true]").count() == 1, "the one key does not choose")
    voter.press("button[name=scan][value=off]")
    voter.look("contest-settings")
    voter.open_details("leave")
    voter.press("main a")


def time_out(voter, station):
    to_decision(voter, station)
    voter.page.wait_for_url("**/time", timeout=20_000)
    voter.look("warning")
    voter.press("[value=stay]")
    voter.expect(voter.page.locator("[value=make]").count() == 1, "staying loses the step")
    voter.page.wait_for_url("**/time", timeout=20_000)
    voter.page.wait_for_selector(".outcome", timeout=60_000)
    voter.look("time-out")
    voter.expect("cast" not in station.ask("log"), "something was cast")


def search_profile(profile, secrets, report):
    """Nothing of a ballot stays in the browser's profile."""
    for path in profile.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        for secret in secrets:
            for form in (secret.encode(), secret.encode("utf-16-le")):
                if form in content:
                    report(f"{secret[:8]}… in {path.relative_to(profile)}")


def search_trace(trace, urn, report):
    """No process of a ballot opens a file to write, or connects to anything but the urn."""
    written = re.compile(r"open(at)?\(.*O_(WRONLY|RDWR|CREAT)")
    ballots = set()
    for line in trace.read_text(errors="replace").splitlines():
        process, _, call = line.partition(" ")
        call = call.strip()
        if call.startswith("execve(") and '"ballot"' in call:
            ballots.add(process)
        if written.search(call) and "/dev/null" not in call and "= -1" not in call:
            report(f"strace: {line}")
        if re.match(r"(unlink|rename|mkdir|mknod|link|symlink|truncate|chmod)(at2?|at)?\(", call):
            report(f"strace: {line}")
        if call.startswith("connect(") and urn not in call:
            report(f"strace: {line}")
        if call.startswith(("sendto(", "sendmsg(")) and "AF_INET" in call:
            report(f"strace: {line}")
    if len(ballots) < 3:
        report(f"strace saw {len(ballots)} processes of ballots")
    return len(ballots)


def main():
    options = arguments()
    found, seen, axe_runs, known = [], 0, 0, set()
    traced = not options.no_strace and shutil.which("strace") is not None
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        profile = folder / "profile"
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=options.chromium, args=["--no-sandbox"] + FLAGS, viewport={"width": 1280, "height": 900})
        slips = []
        for language in options.lang.split(","):
            voter = Voter(context.new_page(), options, found)
            for name, words, work in (
                ("way", (), challenge_and_cast), ("wrong", (), what_goes_wrong), ("settings", (), settings),
                ("print", ("--printer", "/bin/false"), unprinted),
                ("time", ("--warning", "6", "--end", "30"), time_out),
            ):
                place = folder / f"{language}-{name}"
                place.mkdir()
                trace_this = traced and name == "way"
                station = Station(options, place, words, trace_this)
                slips += [slip.split()[-1] for slip in station.slips]
                try:
                    work(voter.at(station, language), station)
                    known.update(line.split()[1] for line in station.ask("log").split("\n") if " " in line)
                finally:
                    station.end()
                if trace_this:
                    count = search_trace(station.trace, f"{place}/urn", voter.report)
                    print(f"{language}: strace watched {count} ballots")
            known.update(voter.known)
            seen, axe_runs = seen + len(voter.seen), axe_runs + voter.axe_runs
            voter.page.close()
        context.close()
        secrets = set(slips) | {value for value in known if len(value) >= 32}
        search_profile(profile, secrets, voter.report)
    print(f"{seen} pages, axe {axe_runs} times, {len(secrets)} secrets looked for in the profile: {len(found)} found")
    return 1 if found else 0


def unprinted(voter, station):
    to_decision(voter, station)
    voter.press("[value=make]")
    voter.look("not-printed")
    voter.expect(voter.page.locator("[value=cast]").count() == 0, "cast without a paper")
    voter.open_details("leave")


if __name__ == "__main__":
    sys.exit(main())
