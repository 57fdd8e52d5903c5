#!/usr/bin/env python3
"""Goes the way of a newcomer through `sailau demo --station` in chromium: the refused opening, a slip, a challenge, a fresh slip,
a vote, the closing, the look-up of both codes, and the commands that the page prints.

usage: check_station.py SAILAU [--lang en,ru,kk] [--shots FOLDER] [--chromium PATH]

On every page of the guide: WCAG 2.2 AA by axe, 320 px and 1280 px, console errors, one heading, ids. The first command of the
page, which verifies the archive against announcement, closing, challenges and evidence, is run and must say yes, and so are the
others. Result 0: nothing found; 1: something.
Needs playwright and axe-playwright-python (PyPI) and a chromium.
"""
import argparse
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# What a booth's browser is started with: it asks nobody for names, updates or anything else (Documentation/Station.md).
FLAGS = pathlib.Path(__file__).with_name("booth-browser-flags").read_text().splitlines()
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sailau", help="the program, such as .build/release/sailau")
    parser.add_argument("--lang", default="en,ru,kk")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


class Newcomer:
    def __init__(self, context, options, address, language):
        self.context, self.options, self.address, self.language = context, options, address, language
        self.found, self.pages, self.axe_runs = [], 0, 0
        self.guide = self.opened(context.new_page())

    def opened(self, page):
        page.on("console", lambda message: message.type == "error" and self.report(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.report(f"error: {error}"))
        page.on("request", lambda request: request.url.startswith("http://127.0.0.1:") or self.report(f"request: {request.url}"))
        return page

    def report(self, problem):
        self.found.append(f"{self.language} {problem}")

    def look(self, page, name):
        self.pages += 1
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            self.axe_runs += 1
            for violation in Axe().run(page, options=RULES).response["violations"]:
                node = violation["nodes"][0]
                self.report(f"{name} axe {violation['id']}: {violation['help']}: {node['html'][:200]}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.report(f"{name}: {wide} px wide in a window of {width} px")
            if self.options.shots:
                self.options.shots.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.options.shots / f"{self.language}-{name}-{width}.png", full_page=True)
        ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
        for identifier in {i for i in ids if ids.count(i) > 1}:
            self.report(f"{name}: id twice: {identifier}")
        if page.locator("h1").count() != 1:
            self.report(f"{name}: not one heading")

    def expect(self, condition, what):
        if not condition:
            self.report(f"{what}:\n{self.guide.inner_text('main')}")

    def act(self, value):
        with self.guide.expect_navigation(timeout=120_000):
            self.guide.click(f"button[name=act][value='{value}']")

    def press(self, page, selector):
        with page.expect_navigation(timeout=60_000):
            page.click(selector)
        page.wait_for_load_state("load")
        # A busy page comes again by itself.
        page.wait_for_selector("main form, main a", timeout=60_000)

    def booth(self, decision, place):
        """Goes into the booth with the slip on the page, chooses, and decides; the ballot's code."""
        slip = self.guide.input_value("#slip")
        page = self.opened(self.context.new_page())
        page.goto(self.guide.input_value("#booth"))
        page.fill("#slip", slip)
        with page.expect_navigation():
            page.press("#slip", "Enter")
        for _ in range(2):
            self.press(page, f".choices li:nth-child({place}) button")
            self.press(page, "[value=forward]")
        self.press(page, "[value=make]")
        code = page.inner_text("main .code code").replace(" ", "")
        if decision == "challenge":
            page.click("details:has([value=challenge]) summary")
        self.press(page, f"[value={decision}]")
        page.close()
        return code

    def look_up(self, code):
        self.guide.fill("#code", code)
        self.act("code")
        return self.guide.inner_text("[role=status]")

    def walk(self):
        self.guide.goto(self.address)
        if self.guide.get_attribute("html", "lang") != self.language:
            self.act(f"language {self.language}")
        self.look(self.guide, "opening")
        self.expect("50-1" in self.guide.inner_text("main"), "the opening is not refused by its article")
        self.act("accept")
        self.look(self.guide, "urn")
        self.act("open")
        self.look(self.guide, "voting")
        self.act("slip")
        self.look(self.guide, "slip")
        challenged = self.booth("challenge", 2)
        self.act("slip")
        cast = self.booth("cast", 1)
        self.act("close")
        self.look(self.guide, "closed")
        table = self.guide.inner_text("table")
        self.expect(sum(int(n) for n in self.guide.eval_on_selector_all("table:first-of-type td", "all => all.map(e => e.innerText)")) == 41,
                    f"not 41 ballots: {table}")
        answers = [self.look_up(code) for code in (cast, challenged, "nothing")]
        self.look(self.guide, "looked-up")
        self.expect(len(set(answers)) == 3, f"codes are answered alike: {answers}")
        commands = self.guide.inner_text("pre").replace("\\\n", " ").split("\n")
        for command in commands:
            words = shlex.split(command.replace("./sailau", self.options.sailau, 1))
            if words:
                done = subprocess.run(words, capture_output=True, text=True)
                self.expect(done.returncode == 0, f"{command}: {done.stdout}{done.stderr}")


def main():
    options = arguments()
    options.sailau = str(pathlib.Path(options.sailau).resolve())
    found, pages, axe_runs = [], 0, 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"] + FLAGS)
        for language in options.lang.split(","):
            with tempfile.TemporaryDirectory() as folder:
                demo = subprocess.Popen(
                    [options.sailau, "demo", "--station", "--port", "0", "--json", "--out", folder], stdout=subprocess.PIPE,
                    text=True)
                newcomer = None
                try:
                    opened = demo.stdout.readline()
                    if not opened:
                        raise RuntimeError(f"the demonstration ended with {demo.wait(20)} before it was open")
                    started = time.monotonic()
                    newcomer = Newcomer(browser.new_context(), options, json.loads(opened)["address"], language)
                    newcomer.walk()
                    print(f"{language}: {time.monotonic() - started:.0f} s from the opening to the check")
                except Exception as error:  # noqa: BLE001: whatever stops the way is a finding, and the programs end
                    found.append(f"{language}: stopped: {error}")
                finally:
                    demo.send_signal(signal.SIGTERM)
                    try:
                        demo.wait(20)
                    except subprocess.TimeoutExpired:
                        demo.kill()
                        found.append(f"{language}: the demonstration does not end")
                left = subprocess.run(["pgrep", "-f", f"{folder}/"], capture_output=True, text=True).stdout.split()
                if [p for p in left if int(p) != os.getpid()]:
                    found.append(f"{language}: programs of the station still run")
                if newcomer:
                    found += newcomer.found
                    pages += newcomer.pages
                    axe_runs += newcomer.axe_runs
        browser.close()
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{pages} pages, axe {axe_runs} times: {len(found)} found")
    sys.exit(1 if found else 0)


main()
