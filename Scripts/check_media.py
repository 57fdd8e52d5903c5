#!/usr/bin/env python3
"""Two coders code media in chromium by keyboard alone, from a file and from a server, without a network; the program joins what they hand
over.

usage: check_media.py SAILAU [--lang en,ru,kk] [--shots FOLDER] [--chromium PATH]

In each language: `media form` writes a page from lists of outlets and subjects. The first coder codes pieces of radio and print, with
mistakes that lead to their fields, a clock, a page loaded again in the middle, a correction and a withdrawal; what is handed over is
byte for byte what `media import` writes. A second page is made of the first coder's table and has nothing of what was judged or measured;
the second coder goes through it. `media import` joins both, and the alpha of `media report` is the one computed here. From a server the
page opens again when the server is gone. Without scripts it says why nothing can be coded. On every page: WCAG 2.2 AA by axe, both
themes, 320 px and 1280 px, console errors, requests that leave the folder, one heading, ids.
Result 0: nothing found; 1: something. Needs playwright and axe-playwright-python (PyPI), and a chromium.
"""
import csv
import fractions
import functools
import http.server
import io
import itertools
import pathlib
import sys
import tempfile
import threading

from playwright.sync_api import sync_playwright

from check_observer import Observer, Quiet, Sailau, arguments

# Names with everything that a page or a table could stumble over.
OUTLETS = 'outlet,ownership,medium\nХабар,state,air\n"Ә & Б <i>ТВ</i>",private,air\n"Еркін ""Сөз"", апталық",private,print\n'
SUBJECTS = "subject,subject_kind\nАқ жол,party\nАқ жол,other\nҮкімет,government\nCandidate 17-03,candidate\n"
# Place in the list of outlets, programme, time, place in the list of subjects, amount, format, direct speech, tone, topic. The order is
# that in which they are coded, not that of the table.
PIECES = (
    (2, "Жаңалықтар", "0810", 1, "90", 0, 1, 2, 'баға; "нан", сүт'),
    (1, "Қорытынды", "0705", 3, "120", 0, 0, 0, ""),
    (3, "1-бет", "", 2, "84", 3, 1, 1, "сот"),
    (1, "Қорытынды", "0930", 4, "15", 2, 0, 1, "сот"),
)
DAY = "2004-09-03"
# What the second coder finds: amount, format, direct speech, tone, by unit in the order of the first table.
SECOND = {"90": ("95", 0, 1, 2), "120": ("118", 0, 0, 1), "84": ("80", 3, 1, 1), "15": ("15", 2, 0, 0)}


class Coder(Observer):
    """A browser in which somebody codes."""

    def pick(self, name, place):
        self.tab_to(f"#{name}")
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")

    def states(self):
        return self.page.eval_on_selector_all("#pieces button", "all => all.map(e => e.dataset.state)")

    def count(self, state):
        return int(self.page.inner_text(f"[data-count={state}]"))

    def judge(self, print_, amount, form, direct, tone, topic):
        self.type("#area" if print_ else "#seconds", amount)
        self.choose("format", form)
        self.choose("direct", direct)
        self.choose("tone", tone)
        self.tab_to("#topic")
        self.page.keyboard.insert_text(topic)

    def open(self, place):
        self.press(f"#pieces li:nth-child({place}) button")
        self.expect(self.focused("current"), "a piece of the list is not opened")

    def finish(self):
        self.press("#form button[type=submit]")

    def save(self, file):
        with self.page.expect_download() as download:
            self.press("#save")
        download.value.save_as(file)
        self.expect(download.value.suggested_filename.startswith("media-"), download.value.suggested_filename)
        return file


def code_piece(coder, piece):
    outlet, programme, start, subject, *judged = piece
    coder.page.evaluate("document.activeElement.blur()")
    coder.pick("outlet", outlet)
    # The order of a day's fields hangs on the machine.
    coder.page.locator("#date").fill(DAY)
    coder.tab_to("#programme")
    coder.page.keyboard.press("Control+A")
    coder.page.keyboard.insert_text(programme)
    if start:
        coder.clock("start", start)
    coder.pick("subject", subject)
    coder.expect(coder.page.is_visible("#area") == (outlet == 3), "seconds of print, or centimetres of radio, are asked for")
    coder.judge(outlet == 3, *judged)


def with_mistakes(coder):
    """A piece begun on an empty page, wrong in four places."""
    coder.pick("outlet", 2)
    coder.type("#seconds", "1000001")
    coder.choose("tone", 0)
    coder.finish()
    coder.expect(coder.focused("problems"), "mistakes: the focus is not on the summary")
    wrong = coder.page.eval_on_selector_all("#form .wrong", "all => all.map(e => e.dataset.name)")
    coder.expect(wrong == ["date", "subject", "seconds", "format", "direct"], f"mistakes: {wrong}")
    coder.look("mistakes")
    coder.press("#problems li:nth-child(3) a")
    coder.expect(coder.focused("seconds"), "a link does not lead to its field")
    for amount in ("12.5", "-1", "²", "1e3"):
        coder.type("#seconds", amount)
        coder.finish()
        coder.expect(coder.page.locator("#seconds-problem").count() == 1, f"{amount} is taken as seconds")
    coder.expect(coder.states() == ["draft"], f"a piece with mistakes is {coder.states()}")


def with_clock(coder):
    coder.type("#seconds", "5")
    coder.press("#clock")
    coder.page.wait_for_timeout(2_200)
    coder.press("#clock")
    measured = int(coder.value("seconds"))
    coder.expect(7 <= measured <= 12, f"5 and two seconds of the clock are {measured}")


def first_coder(coder, folder, sailau):
    with_mistakes(coder)
    with_clock(coder)
    code_piece(coder, PIECES[0])
    coder.page.reload()
    kept = [coder.value(name) for name in ("outlet", "date", "start", "seconds", "tone", "topic")]
    coder.expect(kept == ["Ә & Б <i>ТВ</i>", DAY, "08:10", "90", "negative", PIECES[0][-1]], f"loaded again: {kept}")
    coder.finish()
    # What mostly stays is there already.
    coder.expect(coder.focused("start") and coder.value("date") == DAY and coder.value("tone") == "", "the next piece is not begun")
    for piece in PIECES[1:]:
        code_piece(coder, piece)
        coder.finish()
    coder.expect(coder.states() == ["coded"] * 4, f"coded: {coder.states()}")
    # One more that is withdrawn, and one that is left unfinished.
    code_piece(coder, PIECES[0])
    coder.finish()
    coder.open(5)
    coder.press("#withdrawing summary")
    coder.press("#withdraw")
    coder.expect(len(coder.states()) == 4, "a withdrawn piece is still there")
    # Corrected: first it was something else.
    coder.open(4)
    coder.choose("tone", 2)
    coder.expect(coder.states()[3] == "draft", "a piece that is being corrected is no draft")
    coder.choose("tone", 1)
    coder.finish()
    coder.type("#programme", "Left")
    coder.expect(coder.count("draft") == 1 and coder.count("coded") == 4, "the counts are wrong")
    file = coder.save(folder / "a.csv")
    coder.expect(coder.count("handed") == 4, "what is handed over is not marked")
    coder.look("coded")
    joined = folder / "a-joined.csv"
    code, imported = sailau.json("media", "import", file, "--out", joined)
    coder.expect(code == 0 and imported["codings"] == 4, f"import: {imported}")
    coder.expect(joined.read_bytes() == file.read_bytes(), "the page writes other bytes than the program")
    check_rows(coder, file)
    return file


def rows(file):
    return list(csv.DictReader(io.StringIO(file.read_text(), newline="")))


def check_rows(coder, file):
    names = ["Хабар", "Ә & Б <i>ТВ</i>", 'Еркін "Сөз", апталық']
    subjects = [("Ақ жол", "party"), ("Ақ жол", "other"), ("Үкімет", "government"), ("Candidate 17-03", "candidate")]
    forms, tones = ["news", "advert", "free time", "other"], ["positive", "neutral", "negative"]
    expected = sorted((
        names[outlet - 1], DAY, programme, f"{start[:2]}:{start[2:]}" if start else "", *subjects[subject - 1],
        "" if outlet == 3 else amount, amount if outlet == 3 else "", forms[form], ["yes", "no"][direct], tones[tone], topic)
        for outlet, programme, start, subject, amount, form, direct, tone, topic in PIECES)
    found = sorted(tuple(row[name] for name in (
        "outlet", "date", "programme", "start", "subject", "subject_kind", "seconds", "square_centimetres", "format", "direct_speech",
        "tone", "topic")) for row in rows(file))
    coder.expect(found == expected, f"the table: {found}")
    coder.expect({row["coder"] for row in rows(file)} == {"Айгүл, 1"}, "another coder")


def second_coder(coder, folder, sailau, first):
    page = (folder / "b" / "index.html").read_text()
    for row in rows(first):
        for name in ("seconds", "square_centimetres", "topic"):
            coder.expect(not row[name] or f">{row[name]}" not in page and f'"{row[name]}"' not in page, f"the page has {name} of the other")
    coder.expect("Айгүл" not in page, "the page names the other coder")
    coder.expect(coder.states() == ["open"] * 4 and not coder.page.is_visible("#outlet"), "the pieces are not given")
    coder.look("listed")
    for row in rows(first):
        print_ = bool(row["square_centimetres"])
        shown = coder.page.inner_text("#given")
        coder.expect(row["outlet"] in shown and row["programme"] in shown and row["start"] in shown, f"another piece: {shown}")
        coder.expect([coder.value(name) for name in ("format", "direct", "tone", "topic")] == [""] * 4, "the other's answers are shown")
        amount, form, direct, tone = SECOND[row["seconds"] or row["square_centimetres"]]
        coder.judge(print_, amount, form, direct, tone, "")
        coder.finish()
    coder.expect(coder.focused("handing") and coder.states() == ["coded"] * 4, f"all coded: {coder.states()}")
    file = coder.save(folder / "b.csv")
    coder.page.reload()
    coder.expect(coder.states() == ["handed"] * 4, "loaded again: not handed over")
    coder.press("#emptying summary")
    coder.press("#empty")
    coder.expect(coder.states() == ["open"] * 4, "the device is not emptied")
    return file


def alpha(units):
    """Krippendorff's nominal alpha, by pairs."""
    weights = {}
    for values in units:
        for one, other in itertools.permutations(range(len(values)), 2):
            pair = (values[one], values[other])
            weights[pair] = weights.get(pair, 0) + fractions.Fraction(1, len(values) - 1)
    totals = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, 0) + weight
    whole = sum(totals.values())
    observed = sum(weight for (one, other), weight in weights.items() if one != other)
    expected = sum(totals[one] * totals[other] for one in totals for other in totals if one != other)
    return 1 - observed * (whole - 1) / expected


def together(coder, folder, sailau, first, second):
    table = folder / "media.csv"
    code, imported = sailau.json("media", "import", first, second, "--out", table)
    coder.expect(code == 0 and (imported["codings"], imported["units"]) == (8, 4), f"both: {imported}")
    code, report = sailau.json("media", "report", table)
    tones = {}
    for row in rows(first) + rows(second):
        tones.setdefault(row["unit"], []).append(row["tone"])
    expected = alpha(tones.values())
    coder.expect(report["double_coded"] == 4 and fractions.Fraction(report["alpha_nominal"]) == expected,
                 f"alpha {report['alpha_nominal']} and not {expected}")
    code, text, errors = sailau.run("media", "report", table, "--lang", coder.language, "--out", folder / "pages")
    shown = f"{float(expected):.3f}".replace(".", "." if coder.language == "en" else ",")
    coder.expect(code == 0 and shown in text, f"{shown} is not in the report: {text} {errors}")
    coder.page.goto(f"file://{folder}/pages/{coder.language}/index.html")
    coder.expect(shown in coder.page.inner_text("main .notice"), f"{shown} is not on the page")
    # A coder's table handed over twice is no second coding.
    code, _, _ = sailau.run("media", "import", first, first, "--out", table)
    coder.expect(code == 2, "the same codings are taken twice")


def from_server(coder, folder):
    """The page is there when the server is not."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = coder.page
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
    page.wait_for_selector("#offline:not([hidden])", timeout=20_000)
    code_piece(coder, PIECES[1])
    server.shutdown()
    server.server_close()
    page.reload()
    coder.expect(coder.value("seconds") == PIECES[1][4] and coder.states() == ["draft"], "without the server: the piece is gone")
    coder.expect(page.locator("#form").evaluate("e => getComputedStyle(e).maxWidth") != "none", "without the server: no style")


def without_script(browser, language, folder, found):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{folder}/index.html")
    for selector, seen in (("#unscripted", True), ("#form", False), ("#save", False), ("#pieces li", True)):
        if page.locator(selector).first.is_visible() != seen:
            found.append(f"{language} without script: {selector} is {'not ' if seen else ''}seen")
    context.close()


def write_form(sailau, place, name, coder, language, *more):
    code, _, errors = sailau.run(
        "media", "form", "--outlets", place / "outlets.csv", "--subjects", place / "subjects.csv", "--coder", coder, "--lang", language,
        "--title", "Test", "--out", place / name, *more)
    if code:
        sys.exit(errors)


def main():
    options = arguments(__doc__)
    sailau, found, pages, axe_runs = Sailau(str(pathlib.Path(options.sailau).resolve())), [], 0, 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        for language in options.lang.split(","):
            place = pathlib.Path(folder) / language
            place.mkdir()
            (place / "outlets.csv").write_text(OUTLETS)
            (place / "subjects.csv").write_text(SUBJECTS)
            write_form(sailau, place, "a", "Айгүл, 1", language)
            coders = [Coder(browser, options, language, found) for _ in range(2)]
            coders[0].context.set_offline(True)
            coders[0].page.goto(f"file://{place}/a/index.html")
            coders[0].look("empty")
            first = first_coder(coders[0], place, sailau)
            write_form(sailau, place, "b", "B", language, "--units", first)
            coders[1].context.set_offline(True)
            coders[1].page.goto(f"file://{place}/b/index.html")
            second = second_coder(coders[1], place, sailau, first)
            together(coders[1], place, sailau, first, second)
            coders[0].context.set_offline(False)
            from_server(coders[0], place / "a")
            without_script(browser, language, place / "b", found)
            for coder in coders:
                pages, axe_runs = pages + coder.pages, axe_runs + coder.axe_runs
                coder.context.close()
        browser.close()
    for problem in found:
        print(problem)
    print(f"{pages} pages, axe {axe_runs} times: {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
