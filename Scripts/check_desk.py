#!/usr/bin/env python3
"""Works with the desk of an electronic polling station in chromium as its commission does, and looks at its pages with axe.

usage: check_desk.py PROGRAM [--lang en] [--shots FOLDER] [--chromium PATH]

Makes two stations with invented voters, accounts and a recorder (article 50-2(4)), and starts `sailau station desk` for each. At
the first the equipment is lost: voting is put off, and the setup officer begins a new election. At the second the chair opens, a voter
is given a ballot, and once voting has ended slips, urn and the booths' recorders are counted and the closing is signed; then
`recorder verify` and `recorder open` read what the desk wrote. On every page: WCAG 2.2 AA by axe, 320 px and 1280 px, light and
dark, console errors, requests that leave the desk, headings. Takes two minutes, because a station closes no earlier than its hour.
Result 0: nothing found; 1: something. Needs playwright and axe-playwright-python (PyPI), a chromium, openssl.
"""
import argparse
import datetime
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

from check_service import Walk

STATION = "01-001"
HASH = "ab" * 32
MEMBERS = [("m1", "chair"), ("m2", "secretary"), ("m3", "deputy chair")] + [(f"m{n}", "member") for n in range(4, 8)]
PEOPLE = [("m1", "commissioner"), ("m4", "commissioner"), ("officer", "setup officer")]
COLUMNS = "number,name_kk,name_ru,name_latin,birth_date,address,station,status"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for pictures of the pages")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


class DeskService:
    """The folder of a desk, and the program that serves it."""

    def __init__(self, program, folder, closes_in):
        """The station's clock is set so that its doors close so many minutes from now."""
        self.program, self.folder = str(program.resolve()), pathlib.Path(folder)
        self.folder.mkdir()
        now = datetime.datetime.now(datetime.timezone.utc)
        ahead = 20 * 60 - closes_in - (now.hour * 60 + now.minute)
        day = (now + datetime.timedelta(minutes=ahead)).date()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out",
             "certificate.pem"], cwd=self.folder, check=True, capture_output=True)
        (self.folder / "key.pem").chmod(0o600)
        self.run("ballot", "manifest", "key", "--name", "Service", "--out", ".")
        self.run("recorder", "key", "--name", "Oblast", "--out", ".")
        rows = [f"9900000000{n},Сынақов Нұрлан,Сынаков Нурлан,Synakov Nurlan,1960-01-{n},Invented street {n},{STATION},"
                "simulated" for n in range(11, 20)]
        (self.folder / "voters.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")
        self.run("register", "import", "voters.csv", "--out", "voters.register")
        (self.folder / "start.password").write_text("sealed-start-password\n")
        (self.folder / "start.password").chmod(0o600)
        members = "\n".join(f"  - {{account: {name}, office: {office}, party: p{name[1]}}}" for name, office in MEMBERS)
        (self.folder / "desk.yaml").write_text(
            f"format: sailau-desk/1\nstation: {STATION}\nelection: 4b8gNLhWW7HKdT\nprocedure: kazakhstan/mazhilis-2004-04-14\n"
            f"polling day: {day}\nminutes ahead: {ahead}\nslips: 9\nstart password: start.password\nregister: {HASH}\n"
            f"recorder: {{key: Oblast.recordpub, booths: 2}}\nmembers:\n{members}\n")
        (self.folder / "service.yaml").write_text(
            "format: sailau-service/1\ncertificate: certificate.pem\nkey: key.pem\naccounts: accounts.sqlite\nport: 0\n"
            "monitoring port: 0\nrecord key: Service.signkey\n")
        self.day, self.cards = day, {}
        for name, role in PEOPLE:
            self.run("accounts", "add", name, "--accounts", "accounts.sqlite", "--role", role, "--commission",
                     f"precinct:{STATION}", "--out", f"{name}.txt")
            card = (self.folder / f"{name}.txt").read_text()
            self.cards[name] = (
                re.search(r"Password: (\S+)", card).group(1), re.search(r"secret=([A-Z2-7]+)", card).group(1))
        self.errors = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            [self.program, "station", "desk", "--data", str(self.folder)], stdout=subprocess.PIPE, stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the desk does not start: {(self.folder / 'log').read_text()}")
        self.address = f"https://localhost:{json.loads(line)['service']}"

    def run(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(20) != 0:
            sys.exit("the desk did not end in order")
        self.errors.close()


class DeskWalk(Walk):
    def fill(self, fields):
        """Types what a form asks for, and ticks its boxes."""
        for name, value in fields.items():
            place = self.page.locator(f"[name='{name}']")
            if place.first.get_attribute("type") == "radio":
                self.page.locator(f"[name='{name}'][value='{value}']").check()
            elif value is True:
                place.check()
            else:
                place.fill(value)

    def step(self, name, fields, is_taken=True):
        self.open(f"desk/{name}")
        self.look(f"desk-{name.replace('/', '-')}")
        self.fill(fields)
        self.press("main form button[type=submit]")
        if is_taken and not self.page.url.endswith("/desk"):
            sys.exit(f"{name} was not taken:\n{self.page.inner_text('main')}")

    def find(self, selector, what):
        if not self.page.locator(selector).count():
            sys.exit(f"{self.name}: {what}: {selector} is not on {self.page.url}:\n{self.page.inner_text('main')}")


def ticks(group, *places):
    return {f"{group}-{place}": True for place in places}


def prepare(walk):
    """Everything that the law asks for before the doors open."""
    day = walk.service.day
    walk.step("steps/acceptance", {"document": "1", "day": str(day - datetime.timedelta(days=9))})
    walk.step("steps/installation", {"document": "1", "day": str(day - datetime.timedelta(days=3))} | ticks("present", 1, 4))
    walk.step("steps/presence", ticks("present", 1, 2, 3, 4, 5))
    walk.step("steps/self-test", {"passed": "yes", "report": "all well"})
    walk.step("steps/empty-urn", {"slots": "9", "ballots": "0", "statement": HASH})
    walk.step("steps/slips", {"packet": "P-1", "intact": "yes", "counted": "9", "first-signer": "A. A.", "second-signer": "B. B."})
    walk.step("steps/start-password", {"intact": "yes", "password": "sealed-start-password"})
    walk.step("steps/naming", ticks("register", 3) | ticks("issuing", 4, 5))


def voted_again(walk):
    """The equipment is lost, and a new election begins."""
    decision = {"commission": "central", "number": "11", "reason": "the equipment was lost"}
    walk.sign_in("m1")
    walk.open("desk")
    walk.look("desk-preparing")
    prepare(walk)
    walk.step("steps/postponement", decision)
    walk.sign_in("officer")
    walk.open("desk")
    walk.look("desk-postponed")
    walk.find("main a[href$='/desk/again']", "the way to a new election")
    walk.step("again", {"election": "zzYp2vJpcZRZcB"}, is_taken=False)
    walk.look("desk-again-problems")
    walk.find(".summary", "what is missing")
    again = decision | {
        "election": "zzYp2vJpcZRZcB", "polling-day": str(walk.service.day + datetime.timedelta(days=14)), "slips": "12",
        "password": "another-sealed-password"}
    walk.step("again", again)
    walk.look("desk-begun-again")
    walk.expect("4b8gNLhWW7HKdT", "the election that is void")
    walk.open("desk/again")
    walk.look("desk-again-done")


def whole_day(walk):
    """From the opening to the signed closing."""
    walk.sign_in("m1")
    prepare(walk)
    walk.step("steps/opening", {"manifest": HASH})
    walk.sign_in("m4")
    walk.open("desk/check-in")
    walk.look("desk-check-in")
    walk.fill({"find": "990000000011"})
    walk.press("main form button[type=submit]")
    walk.look("desk-voter")
    walk.press("button[value=paper]")
    walk.sign_in("m1")
    for _ in range(40):
        walk.open("desk/steps/closing")
        walk.press("main form button[type=submit]")
        if walk.page.url.endswith("/desk"):
            break
        time.sleep(5)
    walk.look("desk-closed")
    walk.step("steps/slip-count", {"handed-out": "0", "destroyed": "9", "in-box": "0", "unspent-in-box": "0"})
    walk.step("steps/urn-count", {"ballots": "0", "challenged": "0", "statement": HASH})
    figures = {"entries-1": "24", "last-1": HASH, "entries-2": "6"}
    walk.step("steps/recorder-count", figures, is_taken=False)
    walk.look("desk-recorder-count-problems")
    walk.step("steps/recorder-count", figures | {"last-2": HASH})
    walk.step("steps/signatures", ticks("signed", 1, 2, 3, 4, 5))
    walk.look("desk-signed")


def read_recorder(walk):
    """What the desk wrote, as anybody checks it and as its owner reads it."""
    service = walk.service
    log = json.loads(service.run("recorder", "verify", "desk.recorder", "--json"))
    if not log["is_ended"] or log["entries"] != 3:
        sys.exit(f"the recorder: {log}")
    walk.expect(log["last"], "the last hash of the desk's recorder")
    opened = json.loads(service.run(
        "recorder", "open", "desk.recorder", "--key", "Oblast.recordkey", "--decision", "a check", "--json"))
    actions = [entry["action"] for entry in opened["entries"]]
    if actions != ["station-opened", "voting-ended", "station-closed"]:
        sys.exit(f"the recorder: {actions}")
    text = (service.folder / "desk.recorder").read_text()
    if any(word in text for word in actions + ["T19:", "T20:"]):
        sys.exit("the recorder tells what it keeps without its key")


def main():
    options = arguments()
    found, pages, runs = [], 0, 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for name, minutes, work in (("lost", 300, voted_again), ("day", 2, whole_day)):
            service = DeskService(options.program, f"{folder}/{name}", minutes)
            try:
                walk = DeskWalk(browser, service, options, found)
                work(walk)
                if name == "day":
                    read_recorder(walk)
                pages, runs = pages + len(walk.seen), runs + walk.axe_runs
            finally:
                service.end()
        browser.close()
    for line in found:
        print(line)
    print(f"{pages} pages, axe {runs} times: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
