#!/usr/bin/env python3
"""Reads a page of a count in chromium while it is renewed: what the script puts in place, and what it leaves alone.

usage: check_live.py FOLDER [--page PATH] [--chromium PATH]

FOLDER is what `sailau conduct publish` writes; a copy of it is served with the service's policy for pages. Checked: nothing
moves while the head is the same or the page's own place is; new figures are put in place without moving focus, the sight of
the page or of a table, and are said once; without scripts the page says the same. Result 0: all of it holds; 1: something
does not. Needs playwright (PyPI) and a chromium.
"""
import argparse
import functools
import http.server
import json
import pathlib
import re
import shutil
import sys
import tempfile
import threading
import time

from playwright.sync_api import sync_playwright

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LOOK = 41_000  # Milliseconds; longer than the longest pause of the script.
PATIENCE = 60  # Seconds for two looks of the script, however slow the machine.
found = []
begun = 0  # How often the script has asked for the head.


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self):
        global begun
        # Here a file may change twice in the second that the time of a file is told in.
        del self.headers["If-Modified-Since"]
        if self.path.endswith("/head.json"):
            begun += 1
        # What a browser asks for by itself is no part of the site.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_):
        pass


def expect(holds, what):
    if not holds:
        found.append(what)
        print(what)


def grow(folder, page, change):
    """The record grows by one event; with `change` the page's figures do, too."""
    head_file = folder / "head.json"
    head = json.loads(head_file.read_text(encoding="utf-8"))
    height = head["height"] + 1
    if change:
        text = page.read_text(encoding="utf-8")
        text = re.sub(r'<span class="position">\d+<', f'<span class="position">{height}<', text)
        page.write_text(re.sub(r"<h1>([^<]*)</h1>", rf"<h1>\1 *{height}</h1>", text), encoding="utf-8")
    head["height"], head["head"] = height, re.sub(r"^\d+", str(height), head["head"])
    head_file.write_text(json.dumps(head), encoding="utf-8")
    return height


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--page", default="en/counting.html")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = pathlib.Path(place) / "site"
        shutil.copytree(options.folder, folder, ignore=shutil.ignore_patterns("data"))
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{options.page}"
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 500, "height": 700})
        page.on("console", lambda message: message.type == "error" and expect(False, f"console: {message.text}"))
        page.on("pageerror", lambda error: expect(False, f"error: {error}"))
        page.clock.install()
        page.goto(address)
        link = page.locator("main a").nth(5)
        link.focus()
        page.evaluate("document.querySelector('.scroll').scrollLeft = 40; window.scrollTo(0, 300)")
        before = page.evaluate("[document.activeElement.textContent, document.querySelector('.scroll').scrollLeft, scrollY]")
        main_text = page.inner_text("main")

        def look():
            """Until the script has looked once from beginning to end: it asks for the head again only when it has done all else."""
            wanted, until = begun + 2, time.monotonic() + PATIENCE
            while begun < wanted:
                if time.monotonic() > until:
                    raise SystemExit(f"the script did not look twice in {PATIENCE} s")
                page.clock.fast_forward(LOOK)
                page.wait_for_timeout(50)

        look()
        expect(page.inner_text("main") == main_text, "the page changed though the head is the same")
        grow(folder, folder / options.page, change=False)
        look()
        expect(page.inner_text("main") == main_text, "the page changed though its place is the same")
        expect(page.inner_text("#renewed") == "" or not page.is_visible("#renewed"), "it was said though nothing changed")
        height = grow(folder, folder / options.page, change=True)
        look()
        expect(f"*{height}" in page.inner_text("h1"), "new figures were not put in place")
        expect(page.inner_text(".position") == str(height), "the place was not put in place")
        expect(page.is_visible("#renewed"), "nobody was told")
        after = page.evaluate("[document.activeElement.textContent, document.querySelector('.scroll').scrollLeft, scrollY]")
        expect(after == before, f"focus or sight moved: {before} {after}")
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(address)
        expect(f"*{height}" in plain.inner_text("h1"), "without scripts the page says something else")
        browser.close()
        server.shutdown()
    print(f"{len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
