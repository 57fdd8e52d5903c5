#!/usr/bin/env python3
"""Works with the office in chromium as people do, by keyboard alone, and looks at its pages with axe.

usage: check_service.py PROGRAM [--lang en] [--shots FOLDER] [--smoke] [--chromium PATH] [--made FOLDER]

Makes a record of the election of 2004 up to the nominations, accounts and a certificate, and starts `sailau serve`. Two
typists enter a protocol that differs in one field, a third types that field, the coordinator answers for the findings and
confirms, a member of the commission signs, the commission above receives and accepts; turnout is reported, a photograph is
added, a complaint is entered, an observer hands in a copy and is answered, a written act is entered and answered, pages of decisions are opened. Two auditors read cards
that were drawn, differ on one and settle it, and `audit replay` reads what they entered. On every page:
WCAG 2.2 AA by axe, 320 px and 1280 px, light and dark, console errors, requests that leave the service, headings, labels.
`--smoke` ends after the first entry; `--made` keeps the played record in a folder, or takes it from there. Result 0: nothing
found; 1: something.
Needs playwright and axe-playwright-python (PyPI), a chromium, openssl.
"""
import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
PEOPLE = [
    ("typist-1", "typist", "precinct"), ("typist-2", "typist", "precinct"), ("typist-3", "typist", "precinct"),
    ("coordinator", "coordinator", "precinct"), ("member", "commissioner", "precinct"),
    ("acceptor", "acceptor", "district"), ("auditor", "auditor", "central"), ("auditor-2", "auditor", "central"), ("screen", "screen", "central"),
    ("observer", "accredited observer", "central"), ("chair", "commissioner", "district"),
    ("central", "commissioner", "central"),
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--smoke", action="store_true", help="only look at the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--made", type=pathlib.Path, help="a folder for the played record")
    return parser.parse_args()


def one_time_password(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def picture():
    """A small picture in PNG."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(240 - (x * y) % 40 for x in range(200)) for y in range(260))
    header = struct.pack(">IIBBBBB", 200, 260, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Service:
    """A record, accounts, a certificate, and the program that serves them."""

    def __init__(self, options, folder):
        self.program, self.folder = str(options.program.resolve()), pathlib.Path(folder)
        made = options.made or self.folder / "made"
        if not (made / "night.record").exists():
            self.run("ballot", "manifest", "key", "--name", "Service", "--out", str(made.resolve()))
            self.run("demo", "--night", "--no-pages", "--until", "nominations", "--service",
                     str(made.resolve() / "Service.signkey"), "--out", str(made.resolve()))
        for name in ("night.record", "Service.signkey"):
            shutil.copy(made / name, self.folder / name)
        self.record = self.folder / "night.record"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out",
             "certificate.pem"], cwd=self.folder, check=True, capture_output=True)
        (self.folder / "key.pem").chmod(0o600)
        (self.folder / "service.yaml").write_text(
            "format: sailau-service/1\ncertificate: certificate.pem\nkey: key.pem\naccounts: accounts.sqlite\nport: 0\n"
            "monitoring port: 0\nrecord key: Service.signkey\nphotographs: photographs\naudit: audit.json\n")
        self.draw_cards()
        self.station, self.district = self.first_station()
        self.cards = {}
        for name, role, level in PEOPLE:
            unit = {"precinct": f"precinct:{self.station}", "district": f"district:{self.district}", "central": "central"}
            self.run("accounts", "add", name, "--accounts", "accounts.sqlite", "--role", role, "--commission", unit[level],
                     "--out", f"{name}.txt")
            card = (self.folder / f"{name}.txt").read_text()
            self.cards[name] = (
                re.search(r"Password: (\S+)", card).group(1), re.search(r"secret=([A-Z2-7]+)", card).group(1))
        self.errors = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            [self.program, "serve", "--config", "service.yaml", "--store", str(self.record)], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.address = f"https://localhost:{json.loads(self.process.stdout.readline())['service']}"

    def run(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def draw_cards(self):
        """An audit with two cards to read, as the commands leave it."""
        contest = ["--contest", "constituencies/02/1"]
        self.run("audit", "plan", "kazakhstan-2004", *contest, "--out", "draft")
        committed = self.run("audit", "commit", "kazakhstan-2004", *contest, "--manifest", "draft/manifest.csv",
                             "--electronic", "draft/electronic.csv", "--out", "audit.json", "--json")
        self.digest = json.loads(committed)["commitment"]
        self.run("audit", "seed", "audit.json", "31415926535897932384", "--digest", self.digest)
        # Cards of electronic stations without a verified archive are nowhere to be fetched: some more are drawn.
        self.run("audit", "draw", "audit.json", "--cards", "constituencies/02/1=4", "--out", "pull.csv")

    def first_station(self):
        """The first ordinary station of the record, with its constituency."""
        self.run("record", "export", str(self.record), "--out", "record.txt")
        text = (self.folder / "record.txt").read_text()
        match = re.search(r'\{"district":"([^"]+)","electors":\d+,"id":"([^"]+)","isElectronic":false', text)
        if not match:
            sys.exit("the record has no ordinary station")
        return match.group(2), match.group(1)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(20) != 0:
            sys.exit("the service did not end in order")
        self.errors.close()


class Walk:
    """A browser, in which everything is done by keyboard."""

    def __init__(self, browser, service, options, found):
        self.browser, self.service, self.options, self.found = browser, service, options, found
        self.seen, self.axe_runs, self.shots = set(), 0, 0
        self.context = self.page = self.name = None
        self.codes = {}

    def report(self, problem):
        self.found.append(f"{self.name} {self.page.url.replace(self.service.address, '')}: {problem}")

    def sign_in(self, name):
        if self.context:
            self.context.close()
        self.name = name
        self.context = self.browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        page = self.page
        page.on("console", lambda message: message.type == "error" and "status of 4" not in message.text
                and self.report(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.report(f"error: {error}"))
        page.on("request", lambda request: request.url.startswith(self.service.address)
                or self.report(f"request: {request.url}"))
        page.goto(f"{self.service.address}/office/{self.options.lang}/sign-in")
        self.look("sign-in")
        password, secret = self.service.cards[name]
        self.tab_to("#account")
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(password)
        self.send()
        self.look("second-factor")
        self.tab_to("#code")
        # A code serves once.
        while (code := one_time_password(secret)) == self.codes.get(name):
            time.sleep(1)
        self.codes[name] = code
        page.keyboard.type(code)
        self.send()
        if not page.url.endswith("/home"):
            sys.exit(f"{name} did not get in: {page.url}")
        self.look(f"home-{name.rstrip('-123')}")

    def tab_to(self, selector):
        """Goes on by Tab until the element has the focus."""
        for _ in range(400):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        sys.exit(f"{self.page.url}: {selector} is not reached by Tab")

    def send(self):
        """Enter on a button, or on the last field; waits for the page that comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, selector):
        self.tab_to(selector)
        self.send()

    def open(self, path):
        self.page.goto(f"{self.service.address}/office/{self.options.lang}/{path}")

    def look(self, name):
        """Everything that is measured on a page, once for each name."""
        if name in self.seen:
            return
        self.seen.add(name)
        page = self.page
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            self.axe_runs += 1
            for violation in Axe().run(page, options=RULES).response["violations"]:
                node = violation["nodes"][0]
                self.report(f"axe {violation['id']} x{len(violation['nodes'])}: {violation['help']}: {node['html'][:200]} "
                            f"{node.get('failureSummary', '')[:300]}")
        page.emulate_media(color_scheme="light")
        ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
        for identifier in {i for i in ids if ids.count(i) > 1}:
            self.report(f"id twice: {identifier}")
        if page.locator("h1").count() != 1:
            self.report("not one heading")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.report(f"{wide} px wide in a window of {width} px")
            if self.options.shots:
                self.options.shots.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.options.shots / f"office-{name}-{width}.png", full_page=True)
                self.shots += 1
        page.set_viewport_size({"width": 1280, "height": 900})

    # What people do.

    def sheet(self):
        return f"stations/{self.service.station}/{self.tier}/1/paper"

    def type_protocol(self, figures, with_enter):
        """Field by field, as they come: by Enter where the script runs, by Tab otherwise."""
        page = self.page
        page.goto(f"{self.service.address}/office/{self.options.lang}/{self.sheet()}/entry")
        self.tab_to("#A")
        while True:
            field = page.evaluate("document.activeElement.id")
            kind = page.evaluate("document.activeElement.type")
            if kind == "submit" and page.evaluate("document.activeElement.value") == "send":
                break
            if field == "stamped" and kind == "radio":
                page.keyboard.press("Space")
            elif kind == "text":
                page.keyboard.press("Control+A")
                page.keyboard.type(figures.get(field, page.evaluate("document.activeElement.value")))
            page.keyboard.press("Enter" if with_enter and kind == "text" else "Tab")

    def send_entry(self):
        """Sends; what can't be so on most papers is said to stand so on this one."""
        self.send()
        if self.page.locator("#as-on-paper").count():
            self.look("entry-doubts")
            self.tab_to("#as-on-paper")
            self.page.keyboard.press("Space")
            self.press("button[value=send]")
        if self.page.url.endswith("/entry"):
            sys.exit(f"{self.name}'s entry was not taken:\n{self.page.inner_text('main')}")

    def expect(self, text, what):
        if text not in self.page.inner_text("main"):
            sys.exit(f"{self.name}: {what}: {text!r} is not on {self.page.url}:\n{self.page.inner_text('main')}")


def figures_of(walk):
    """A protocol that adds up: by the names on the entry page."""
    labels = walk.page.eval_on_selector_all("input.figure", "all => all.map(e => e.id)")
    lines = sum(1 for label in labels if re.fullmatch(r"E\d+", label))
    votes = {f"E{line}": 40 + 7 * line for line in range(1, lines + 1)}
    took_part = sum(votes.values()) + 5
    figures = {"A": took_part + 20, "B": took_part, "C1": took_part, "D": took_part, **votes, "F": 5,
               "G": took_part + 21, "H": 21, "copy": 1, "pages": 1}
    return {key: str(value) for key, value in figures.items()} | {"signed-time": "23:10"}


def work(walk, service, texts):
    walk.sign_in("typist-1")
    walk.open("protocols")
    walk.look("work-list")
    links = walk.page.eval_on_selector_all("#protocols a", "all => all.map(e => e.getAttribute('href'))")
    walk.tier = next(link.split("/")[5] for link in links if "list" not in link.split("/")[5])
    walk.open(walk.sheet())
    walk.look("protocol-awaiting")
    walk.open(f"{walk.sheet()}/entry")
    walk.look("entry")
    figures = figures_of(walk)
    # Without the script, Enter in the middle brings the page back with everything that was typed.
    walk.tab_to("#A")
    walk.page.keyboard.type("12x")
    walk.press("button[value=send]")
    walk.look("entry-problem")
    walk.press(".summary a")
    if walk.page.evaluate("document.activeElement.id") != "A":
        walk.report("the summary does not lead to the field")
    walk.type_protocol(figures, with_enter=True)
    walk.send_entry()
    walk.look("protocol-entered-once")
    if walk.options.smoke:
        return
    walk.sign_in("typist-2")
    walk.type_protocol(figures | {"C2": "1"}, with_enter=False)
    walk.send_entry()
    walk.look("protocol-differing")
    walk.sign_in("typist-3")
    walk.open(walk.sheet() + "/entry")
    walk.look("entry-third")
    walk.tab_to("#C2")
    walk.tab_to("button[value=send]")
    walk.send_entry()
    walk.sign_in("coordinator")
    walk.open(walk.sheet() + "/photograph")
    walk.look("photograph")
    walk.page.set_input_files("#photograph", {"name": "sheet.png", "mimeType": "image/png", "buffer": picture()})
    walk.press("main button[type=submit]")
    walk.look("protocol-coordinator")
    while True:
        walk.open(walk.sheet() + "/acknowledge")
        if not walk.page.locator("#reason").count() or not walk.page.locator("#finding").count():
            break
        walk.look("acknowledge")
        walk.tab_to("[name=finding]")
        walk.page.keyboard.press("Space")
        walk.tab_to("#reason")
        walk.page.keyboard.type("as on the paper")
        walk.press("main .buttons button")
    for name in ("reopen", "heading", "correct", "reset", "approve"):
        walk.open(f"{walk.sheet()}/{name}")
        walk.look(name)
    walk.press("main .buttons button")
    walk.open(f"stations/{service.station}/turnout/1")
    walk.look("turnout")
    walk.open("complaints/new")
    walk.look("complaint")
    walk.press("main .buttons button")
    walk.look("complaint-problems")
    walk.open("complaints")
    walk.look("complaints")
    walk.sign_in("member")
    for name in ("vote", "recount", "sign"):
        walk.open(f"{walk.sheet()}/{name}")
        walk.look(name)
    walk.press("main .buttons button")
    walk.look("protocol-signed")
    walk.sign_in("acceptor")
    walk.open(f"{walk.sheet()}/receive")
    walk.look("receive")
    walk.press("main .buttons button")
    for name in ("send-back", "annul", "accept"):
        walk.open(f"{walk.sheet()}/{name}")
        walk.look(name)
    walk.press("main .buttons button")
    walk.look("protocol-accepted")
    walk.expect(texts["accepted"], "after acceptance")
    copy(walk, figures)
    written_act(walk)
    contests(walk, service)
    walk.sign_in("auditor")
    for path, name in (("protocols/all/1", "overview"), ("protocols/missing/2", "overview-second"), (walk.sheet(), "protocol-auditor"),
                       ("stations", "stations"), (f"stations/{service.station}", "station"), ("denials", "denials")):
        walk.open(path)
        walk.look(name)
    audit_board(walk, service)
    walk.sign_in("screen")
    walk.open("standing")
    walk.look("standing")


def copy(walk, figures):
    """An observer hands in a copy of the protocol with one other figure; the commission that received it answers."""
    walk.sign_in("observer")
    walk.open(f"{walk.sheet()}/copy")
    walk.look("copy")
    walk.press("main .buttons button")
    walk.look("copy-problems")
    for field in walk.page.eval_on_selector_all("input.figure", "all => all.map(e => e.id)"):
        walk.tab_to(f"#{field}")
        walk.page.keyboard.type(str(int(figures[field]) + 1) if field == "E1" else figures[field])
    for field, text in (("taken-day", "2004-09-19"), ("taken-time", "23:30"), ("accreditation", "N 17")):
        walk.page.locator(f"#{field}").focus()
        walk.page.keyboard.press("Control+A")
        walk.page.keyboard.type(text)
    walk.page.set_input_files("#photograph", {"name": "copy.png", "mimeType": "image/png", "buffer": picture()})
    walk.press("main .buttons button")
    walk.look("protocol-copied")
    walk.sign_in("chair")
    walk.open(walk.sheet())
    walk.press("#copies a[href*='/copies/']")
    walk.look("copy-answer")
    walk.tab_to("[name=answer]")
    walk.page.keyboard.press("Space")
    for field, text in (("reason", "a slip of the pen on the wall"), ("number", "8"), ("day", "2004-09-20"),
                        ("present", "7"), ("in-favour", "6")):
        walk.tab_to(f"#{field}")
        walk.page.keyboard.type(text)
    walk.press("main .buttons button")
    walk.expect("a slip of the pen on the wall", "the answer")
    walk.look("protocol-answered")


def written_act(walk):
    """The commission enters a written act that a station refused, and attaches it after all."""
    walk.sign_in("chair")
    walk.open(f"{walk.sheet()}/written-act")
    walk.look("written-act")
    walk.press("main .buttons button")
    walk.look("written-act-problems")
    for field, text in (("act-number", "7"), ("writer", "Aigul Serik"), ("organisation", "An association"),
                        ("stated", "The mobile box left without an observer."), ("handed-time", "21:40"),
                        ("reason", "no time at the count")):
        walk.tab_to(f"#{field}")
        walk.page.keyboard.type(text)
    for box in ("#capacity-3", "#receipt-2"):
        walk.page.locator(box).focus()
        walk.page.keyboard.press("Space")
    walk.page.set_input_files("#photograph", {"name": "act.png", "mimeType": "image/png", "buffer": picture()})
    walk.press("main .buttons button")
    walk.look("protocol-act")
    walk.expect("The mobile box left without an observer.", "the act")
    walk.press("#written-acts a[href*='/written-acts/']")
    walk.look("written-act-answer")
    walk.tab_to("[name=answer]")
    walk.page.keyboard.press("Space")
    for field, text in (("reason", "as the law demands"), ("number", "9"), ("day", "2004-09-20"), ("present", "7"),
                        ("in-favour", "6")):
        walk.tab_to(f"#{field}")
        walk.page.keyboard.type(text)
    walk.press("main .buttons button")
    walk.expect("as the law demands", "the answer about the act")
    walk.look("protocol-act-answered")
    walk.sign_in("observer")
    walk.open(f"stations/{walk.service.station}")
    walk.look("station-acts")
    walk.expect("The mobile box left without an observer.", "the act on the station's page")
    if walk.page.get_by_text("Aigul Serik").count():
        walk.report("the name of who wrote an act is shown")


def audit_board(walk, service):
    """Two read the cards; on the first they differ, and both settle it."""
    answers = {"auditor": "1", "auditor-2": "2"}
    for name, choice in answers.items():
        if name != walk.name:
            walk.sign_in(name)
        walk.open("audit")
        walk.look("audit")
        for place in range(walk.page.locator("#cards tbody a").count()):
            walk.press("#cards tbody tr:first-child a")
            walk.look("audit-card")
            if place == 0 and name == "auditor":
                walk.press("main .buttons button")
                walk.look("audit-card-problems")
            read_card(walk, choice if place == 0 else "1")
        if walk.page.locator("#cards tbody a").count():
            walk.report("a card that was read is asked for again")
    walk.look("audit-disputed")
    for name in reversed(answers):
        if name != walk.name:
            walk.sign_in(name)
        walk.open("audit")
        walk.press("#disputed tbody a")
        walk.look("audit-card-disputed")
        read_card(walk, "2")
    walk.look("audit-read")
    if walk.page.locator("#disputed").count():
        walk.report("a difference that both settled is open")
    report = json.loads(service.run("audit", "report", "audit.json", "--json"))
    if report["unread"] or report["disputed"]:
        walk.report(f"the audit's text has not what the board read: {report['unread']}, {report['disputed']}")
    service.run("audit", "replay", "audit.json", "--digest", service.digest)


def read_card(walk, choice):
    walk.page.evaluate("document.activeElement.blur()")
    walk.tab_to("input[name=found]")
    walk.page.keyboard.press("Space")
    walk.tab_to("input[name=contest-1]")
    walk.page.keyboard.press("Space")
    for _ in range(int(choice) - 1):
        walk.page.keyboard.press("ArrowDown")
    walk.press("main .buttons button")


def contests(walk, service):
    """What commissions decide about contests, as far as a single counted station lets them."""
    walk.open("contests")
    walk.look("contests")
    place = f"contests/{walk.tier}/{service.district}"
    walk.open(place)
    walk.look("contest")
    for name in ("constituency-protocol", "run-off", "lot", "invalidation", "withdrawal"):
        walk.open(f"{place}/{name}")
        walk.look(name)
    walk.sign_in("central")
    walk.open("contests")
    walk.look("contests-central")
    for path, name in ((f"results/{walk.tier}", "results"), (f"results/{walk.tier}/{service.district}", "results-district"),
                       (f"postponement/{service.district}/1", "postponement")):
        walk.open(path)
        walk.look(name)


def main():
    options = arguments()
    found = []
    texts = {"accepted": {"en": "accepted", "ru": "принят", "kk": "қабылданды"}[options.lang]}
    with tempfile.TemporaryDirectory() as folder:
        service = Service(options, folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
                walk = Walk(browser, service, options, found)
                work(walk, service, texts)
                browser.close()
        finally:
            service.end()
    for line in found:
        print(line)
    print(f"{len(walk.seen)} pages, axe {walk.axe_runs} times: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
