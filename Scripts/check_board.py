#!/usr/bin/env python3
"""Looks ballots up on a public board in chromium, with its script and without.

usage: check_board.py BOARD [--chromium PATH] [--picture FILE]

BOARD is a folder that `Scripts/sample_board.sh` or `sailau ballot board` has written. Every code of one election is typed, as is one
that stands nowhere; without scripts the same codes are reached by two links. Result 0: all found; 1: something was not.
Needs playwright (PyPI) and a chromium.
"""
import argparse
import pathlib
import re
import sys

from playwright.sync_api import sync_playwright

MARKED = re.compile(r'id="c-([A-Za-z0-9+/]{43})"')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("board", type=pathlib.Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--picture", type=pathlib.Path)
    options = parser.parse_args()
    front = options.board.resolve() / "en" / "index.html"
    faults, looked = [], 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for scripts in (True, False):
            page = browser.new_context(java_script_enabled=scripts, viewport={"width": 1000, "height": 900}).new_page()
            page.on("pageerror", lambda error: faults.append(f"error: {error}"))
            page.goto(front.as_uri())
            page.click("#elections tbody a")
            election = page.url
            if options.picture and scripts:
                page.screenshot(path=str(options.picture), full_page=True)
            for kind, place in (("codes", 0), ("trackers", 1)):
                folder = pathlib.Path(election.removeprefix("file://")).with_suffix("")
                codes = {code: file.name for file in sorted(folder.glob(f"{kind}-*.html"))
                         for code in MARKED.findall(file.read_text(encoding="utf-8"))}
                if not codes:
                    faults.append(f"no {kind}")
                for code, file in list(codes.items())[:20]:
                    looked += 1
                    page.goto(election)
                    finder = page.locator(".finder").nth(place)
                    if scripts:
                        finder.locator("input").fill(code)
                        finder.locator("button").click()
                        page.wait_for_url(lambda url: f"/{file}#" in url)
                        if page.locator("code:target").inner_text() != code:
                            faults.append(f"{code}: typed, and not marked")
                    else:
                        if finder.locator("form").is_visible():
                            faults.append("a form that needs a script is shown without one")
                        finder.locator(f'a[href$="{file}"]').click()
                        if page.locator(f'[id="c-{code}"]').count() != 1:
                            faults.append(f"{code}: not on the page of its beginning")
            if scripts:
                for typed in ("A" * 43, "short", "<b>"):
                    page.goto(election)
                    page.locator(".finder").first.locator("input").fill(typed)
                    page.locator(".finder").first.locator("button").click()
                    page.locator(".answer:not(:empty)").first.wait_for(timeout=5000)
        browser.close()
    for fault in faults:
        print(fault)
    print(f"{looked} look-ups: {len(faults)} found wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
