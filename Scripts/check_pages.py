#!/usr/bin/env python3
"""Looks at every page of a published site in chromium and with axe.

usage: check_pages.py FOLDER [--every N] [--sample N] [--allow-missing PREFIX] [--chromium PATH]

Checks each page at 320 px and at 1280 px, light and dark: console errors, requests that leave the folder, horizontal
overflow, WCAG 2.2 AA by axe, links that lead nowhere, missing language, ids that stand twice. `--every N` runs axe on
every Nth page of constituencies and stations only; all other checks see all pages, or with `--sample N` every Nth of those.
A public board is looked at in the same way: `Scripts/sample_board.sh FOLDER && Scripts/check_pages.py FOLDER/board`.
Result 0: nothing found; 1: something was found.
Needs playwright and axe-playwright-python (PyPI) and a chromium.
"""
import argparse
import html
import pathlib
import re
import sys
from urllib.parse import unquote, urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# Without preload axe does not ask for the style sheet, which a page read from a file may not.
RULES = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1, help="run axe on every Nth page of constituencies and stations")
    parser.add_argument("--sample", type=int, default=1, help="look at every Nth page of constituencies and stations alone")
    parser.add_argument("--allow-missing", default=None, help="links into this folder may lead nowhere")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


def is_one_of_many(name):
    return any(part in name for part in ("/constituencies/", "/stations/", "/my-station/", "/elections/"))


def broken_links(page, root, file, allowed):
    links = page.eval_on_selector_all("[href], [src]", "all => all.map(e => e.href?.baseVal ?? e.href ?? e.src)")
    anchors = {}
    for link in links:
        parts = urlparse(link)
        if parts.scheme != "file":
            yield f"leads out of the site: {link}"
            continue
        target = pathlib.Path(unquote(parts.path))
        if not target.is_relative_to(root):
            yield f"leads out of the folder: {link}"
        elif not target.is_file():
            if not (allowed and str(target.relative_to(root)).startswith(allowed)):
                yield f"leads nowhere: {link}"
        elif parts.fragment:
            text = anchors.setdefault(target, target.read_text(encoding="utf-8"))
            if f'id="{html.escape(unquote(parts.fragment))}"' not in text:
                yield f"has no such place: {link}"


def main():
    options = arguments()
    root = options.folder.resolve()
    pages = sorted(root.rglob("*.html"))
    if not pages:
        sys.exit(f"{options.folder}: no pages")
    pages = [file for number, file in enumerate(pages)
             if not is_one_of_many(str(file.relative_to(root))) or number % options.sample == 0]
    found = []
    axe_runs = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for theme in ("light", "dark"):
            context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 900})
            page = context.new_page()
            name = ""

            def report(problem):
                found.append(f"{name} ({theme}): {problem}")

            page.on("console", lambda message: message.type == "error" and report(f"console: {message.text}"))
            page.on("pageerror", lambda error: report(f"error: {error}"))
            page.on("request", lambda request: request.url.startswith("file:") or report(f"request: {request.url}"))
            for number, file in enumerate(pages):
                name = str(file.relative_to(root))
                page.set_viewport_size({"width": 1280, "height": 900})
                page.goto(file.as_uri())
                if theme == "light":
                    for problem in broken_links(page, root, file, options.allow_missing):
                        report(problem)
                    if not page.evaluate("document.documentElement.lang"):
                        report("no language")
                    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
                    for identifier in {i for i in ids if ids.count(i) > 1}:
                        report(f"id twice: {identifier}")
                    # The pages of a count and those of a board have one script, a file of the site under the name of its content.
                    for script in page.eval_on_selector_all("script", "all => all.map(e => e.src || 'inline')"):
                        if not re.search(r"/(live|board)-[0-9a-f]{16}\.js$", script):
                            report(f"a script: {script}")
                many = is_one_of_many(name)
                if not many or number % options.every == 0:
                    axe_runs += 1
                    for violation in Axe().run(page, options=RULES).response["violations"]:
                        node = violation["nodes"][0]
                        report(
                            f"axe {violation['id']} x{len(violation['nodes'])}: {violation['help']}: "
                            f"{node['html'][:160]} {node.get('failureSummary', '')[:300]}")
                for width in (320, 1280, 3840) if theme == "light" else ():
                    page.set_viewport_size({"width": width, "height": 900})
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    if wide > width:
                        report(f"{wide} px wide in a window of {width} px")
            context.close()
        browser.close()
    for line in found:
        print(line)
    print(f"{len(pages)} pages, axe {axe_runs} times: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
