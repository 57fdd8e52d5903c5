#!/usr/bin/env python3
"""Writes the test pages of Tests/SourceArchiveTests/Pages/variations: invented elections in every layout that the importers
know, each beside a CSV that says what it states.

    Scripts/archive_pages.py Tests/SourceArchiveTests/Pages/variations

The truth comes from the figures that a page is made of, never from an importer. Same bytes each time.
"""
import csv
import random
import sys
from pathlib import Path

COUNTRIES = ["Ardonia", "Belvar", "Cestrand", "Dormland", "Esteria", "Farrowe", "Gondal", "Hestmark", "Ilvania", "Jorland"]
ADJECTIVES = ["Ardonian", "Belvari", "Cestrander", "Dormish", "Esterian", "Farrowan", "Gondalian", "Hestmarker", "Ilvanian", "Jorlander"]
BODIES = ["Chamber of Deputies", "Landmoot", "National Assembly", "Storhall", "House of Estates", "Seimat", "Great Council"]
NAMES = ["Lantern Party", "Union of Farmers", "Harbour League", "People's Compass", "New Dawn Movement", "Workers' Hearth",
         "Green Valley Party", "Civic Anchor", "National Oak", "Party of the Bridge"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]


class Election:
    def __init__(self, number, parties=4, mixed=False):
        rng = random.Random(4000 + number)
        self.country = COUNTRIES[number % len(COUNTRIES)]
        self.adjective = ADJECTIVES[number % len(ADJECTIVES)]
        self.body = BODIES[number % len(BODIES)]
        self.year = 1992 + number % 15
        self.month = rng.randrange(1, 13)
        self.day = rng.randrange(1, 20)
        self.names = rng.sample(NAMES, parties)
        self.votes = sorted((rng.randrange(20_000, 900_000) for _ in self.names), reverse=True)
        self.valid = sum(self.votes)
        self.invalid = rng.randrange(3_000, 40_000)
        self.cast = self.valid + self.invalid
        self.registered = self.cast + rng.randrange(200_000, 600_000)
        total = rng.choice([60, 75, 101])
        self.list_seats = self.share_out(20, rng) if mixed else None
        self.seat = self.share_out(total, rng)
        if mixed:
            self.constituency = self.seat
            self.seat = [a + b for a, b in zip(self.list_seats, self.constituency)]
        self.independents = rng.randrange(1, 9) if mixed else 0
        self.seats = sum(self.seat) + self.independents
        self.before = [rng.randrange(0, s + 9) for s in self.seat]
        self.women = rng.randrange(3, self.seats // 2)
        self.rng = rng

    def share_out(self, total, rng):
        result = [total * v // self.valid for v in self.votes]
        result[0] += total - sum(result)
        return result

    def shares(self, places=2):
        return [percent(v, self.valid, places) for v in self.votes]

    def date(self, style="dmy", year=True):
        if style == "mdy":
            return f"{MONTHS[self.month - 1]} {self.day}" + (f", {self.year}" if year else "")
        if style == "fr":
            return f"{self.day} {FRENCH[self.month - 1]} {self.year}"
        return f"{self.day} {MONTHS[self.month - 1]}" + (f" {self.year}" if year else "")

    def iso(self):
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def percent(part, whole, places):
    scaled = (part * 100 * 10**places * 2 + whole) // (2 * whole)
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}}"


def grouped(number, mark=","):
    return f"{number:,}".replace(",", mark)


class Page:
    def __init__(self, name):
        self.name = name
        self.lines = []
        self.truth = []

    def line(self, text=""):
        self.lines.append(text)

    def says(self, measure, value, participant="", round="", tier="", detail="", state="printed"):
        self.truth.append([measure, round, tier, participant, detail, str(value), state])

    def write(self, folder, encoding="utf-8"):
        (folder / f"{self.name}.txt").write_bytes("\n".join(self.lines).encode(encoding))
        with open(folder / f"{self.name}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["measure", "round", "tier", "participant", "detail", "value", "state"])
            writer.writerows(self.truth)


# PARLINE

def ballots(page, e, mark, label_end, approx=False, shares=False):
    def value(number, share=None):
        return grouped(number, mark) + (f" ({share} %)" if shares and share else "") + (" (approx.)" if approx else "")
    state = "approximate" if approx else "printed"
    turnout = percent(e.cast, e.registered, 1)
    for label, measure, number, share in [
            ("Number of registered electors", "registered", e.registered, None), ("Voters", "cast", e.cast, turnout),
            ("Blank or invalid ballot papers", "invalid", e.invalid, None), ("Valid votes", "valid", e.valid, None)]:
        page.line(f"{label}{label_end}{value(number, share)}")
        page.says(measure, number, state=state)
        if shares and share:
            page.says("turnout", share, state=state)


def parline_tables(page, e, mark, seats_head, places=2, french=False, pipes=False, numbered=False):
    group = "Groupe politique" if french else "Political Group"
    names = list(e.names)
    if numbered:
        names[1] = "Movement 90"
    bar = " | " if pipes else " "
    end = " |" if pipes else ""
    page.line("Round no 1: " + ("Répartition des votes" if french else "Distribution of votes"))
    page.line(bar.join([group, "Votes", "%"]) + end)
    for name, votes, share in zip(names, e.votes, e.shares(places)):
        page.line(bar.join([name, grouped(votes, mark), share]) + end)
        page.says("votes", votes, name)
        page.says("vote-share", share, name)
    page.line("Round no 1: " + ("Répartition des sièges" if french else "Distribution of seats"))
    page.line(bar.join([group] + seats_head) + end)
    for index, name in enumerate(names):
        cells = []
        for head in seats_head:
            if head == "Total":
                cells.append(str(e.seat[index]))
                page.says("seats", e.seat[index], name)
            elif head == "Gain/Loss":
                change = e.seat[index] - e.before[index]
                cells.append(f"+{change}" if change > 0 else str(change))
                page.says("seats-change", change, name)
            elif head == "Proportional":
                cells.append(str(e.list_seats[index]))
                page.says("seats", e.list_seats[index], name, tier="list")
            elif head == "Majority":
                cells.append(str(e.constituency[index]))
                page.says("seats", e.constituency[index], name, tier="constituency")
        page.line(bar.join([name] + cells) + end)


def sex(page, e, layout):
    men = e.seats - e.women
    share = percent(e.women, e.seats, 2)
    if layout == "colon":
        page.line("Distribution of seats according to sex:")
        page.line(f"Men: {men}")
        page.line(f"Women: {e.women}")
        page.line(f"Percent of women: {share}")
    elif layout == "rows":
        page.line("Distribution of seats according to sex")
        page.line("Men Women Percent of women")
        page.line(f"{men} {e.women} {share}%")
    else:
        page.line("Répartition des sièges entre hommes et femmes |")
        page.line("Hommes | Femmes | Pourcentage de femmes |")
        page.line(f"{men} | {e.women} | {share}% |")
    page.says("men", men)
    page.says("women", e.women)
    page.says("women-share", share)


def ages(page, e):
    page.line("Distribution of seats according to age:")
    bands = ["25 - 30 years", "31 - 40 years", "41 - 60 years", "Over 60 years"]
    left = e.seats
    for band in bands:
        number = left if band == bands[-1] else left // 3
        left -= number
        page.line(f"{band} {number}")
        page.says("age-band", number, detail=band)


def parline(number, layout, mark=" ", approx=False, shares=False, heads=None, mixed=False, numbered=False, days=1, places=2):
    e = Election(number, mixed=mixed)
    page = Page(f"parline-{layout.lower()}-{number:02}")
    upper = e.country.upper()
    back = f"<<< Return to the Historical Archive page of parliamentary election results for {upper} <<<"
    page.says("polling-date", e.iso(), detail="from" if days == 2 else "")
    dates = [e.date()]
    if days == 2:
        second = f"{e.day + 1} {MONTHS[e.month - 1]} {e.year}"
        dates.append(second)
        page.says("polling-date", f"{e.year:04}-{e.month:02}-{e.day + 1:02}", detail="to")
    purpose = "Elections were held for all the seats of the chamber on the normal expiry of the members' term."
    heads = heads or ["Total"]
    if mixed:
        prose = (f"The {e.body} was elected by a mixed system: {sum(e.list_seats)} seats were filled by party lists and "
                 f"{sum(e.constituency) + e.independents} seats were filled in single-member constituencies.")
    else:
        prose = f"The campaign for the {e.body} was calm and {len(e.names) + 3} parties contested the elections."
        page.says("parties", len(e.names) + 3, state="prose")
    if mixed:
        page.says("seats-total", sum(e.list_seats), tier="list", state="prose")
        page.says("seats-total", sum(e.constituency) + e.independents, tier="constituency", state="prose")
    if layout in ("A1", "A2", "Seed"):
        if layout == "A1":
            page.line(upper)
            page.line(f"Parliamentary Chamber: {e.body}")
            page.line(f"ELECTIONS HELD IN {e.year}")
            page.line()
        page.line(back)
        page.line()
        if layout == "A1":
            page.line("Chamber:")
            page.line(f"  {e.body}")
        page.line("Dates of election / renewal (from/to):")
        page.line()
        for date in dates:
            page.line(f"\u00a0 {date}")
        page.line("Purpose of elections:")
        page.line()
        page.line(f"\u00a0 {purpose}")
        page.line("Background and outcome of elections:")
        page.line()
        page.line(f"\u00a0 {prose}")
        page.line()
        if layout == "A1":
            page.line("STATISTICS")
        page.line(f"Round no 1 ({e.date()}): Elections results")
        page.says("polling-date", e.iso(), round="1")
        ballots(page, e, mark, " ", approx, shares)
        parline_tables(page, e, mark, heads, places, numbered=numbered)
        sex(page, e, "colon")
        ages(page, e)
        page.line(back)
        page.line()
        page.line(f"Copyright © 1996-{e.year + 2} Inter-Parliamentary Union")
    elif layout == "A3":
        page.line(upper)
        page.line(back)
        page.line(f"Chamber: | |")
        page.line(f"{e.body} | |")
        page.line("|")
        page.line(" ".join(dates) + " |")
        page.line("|")
        page.line(purpose + " | |")
        page.line("|")
        page.line(prose + " | |")
        page.line(f"Round no 1 ({e.date()}): Elections results | |")
        page.says("polling-date", e.iso(), round="1")
        ballots(page, e, mark, " | ", approx, shares)
        parline_tables(page, e, mark, heads, places, pipes=True)
        page.line("Print this page")
        page.line(f"Copyright © {e.year + 1} Inter-Parliamentary Union")
    elif layout in ("B1", "B2"):
        glue, end = (" ", "") if layout == "B1" else (" |\n", " |")
        page.line(f"HOME -> PARLINE -> {upper} ({e.body})")
        page.line(f"Parliament name (generic / translated){glue}Parlament / Parliament{end}")
        page.line(f"Structure of parliament{glue}Unicameral{end}")
        page.says("structure", "unicameral")
        page.line(f"Chamber name (generic / translated){glue}{e.body} / {e.body}{end}")
        page.line(f"Related chamber (for bicameral parliaments){glue}-{end}")
        page.line("BACKGROUND")
        page.line(f"Dates of election / renewal (from/to){glue}{' '.join(dates)}{end}")
        page.line(f"Timing and scope of renewal{glue}{purpose}{end}")
        page.line(prose)
        page.line("STATISTICS")
        page.line("Voter turnout")
        page.line(f"Round no 1 ({e.date()}):")
        page.says("polling-date", e.iso(), round="1")
        ballots(page, e, mark, glue if layout == "B1" else " | ", approx, shares)
        parline_tables(page, e, mark, heads, places, pipes=layout == "B2", numbered=numbered)
        sex(page, e, "rows")
        page.line("Print this page")
        page.line("IPU Logo")
    else:
        page.line(f"HOME -> PARLINE -> {upper} ({e.body})")
        page.line("Nom du parlement (générique / traduit) |")
        page.line("Parlament / Parlement |")
        page.line("Structure du parlement |")
        page.line("Monocaméral |")
        page.says("structure", "monocaméral")
        page.line("Nom de la chambre (générique / traduit) |")
        page.line(f"{e.body} |")
        page.line("CONTEXTE")
        page.line("Dernières élections / renouvellement (de/à) |")
        page.line(f"{e.date('fr')} |")
        page.line("But des élections |")
        page.line("Renouvellement de tous les sièges. |")
        page.line("RESULTATS DES ELECTIONS")
        page.truth = [row for row in page.truth if row[0] != "parties"]
        parline_tables(page, e, mark, heads, places, french=True, pipes=True)
        sex(page, e, "fr")
        page.line("Commentaires |")
        page.line("- |")
    return page


# Election Watch

def watch(number, layout, kind="Parliamentary"):
    e = Election(number)
    page = Page(f"watch-{layout.lower()}-{number:02}")
    before = layout == "Before"
    if layout == "G1":
        page.line("Skip to main content /TECH")
        page.line("Election Watch")
        page.line(f"Republic of {e.country} {kind} {e.date('mdy')}")
    else:
        page.line("International Edition")
        page.line(f"COUNTRY Republic of {e.country}")
        page.line(f"ELECTION TYPE {kind}")
        page.line(f"DATE {e.date('mdy')} (First Round)" if kind == "Presidential" else f"DATE {e.date('mdy')}")
    page.says("polling-date", e.iso(), round="1")
    page.line("At stake in this election:")
    if kind == "Parliamentary":
        page.line(f"  • {e.seats} seats in the {e.body}")
        page.says("seats-total", e.seats)
    else:
        page.line(f"  • The office of president of {e.country}")
    page.line("Description of government structure:")
    page.line("  • Chief of State: President Olav TERN")
    page.says("office", "President Olav TERN", detail="Chief of State")
    page.line("Description of electoral system:")
    page.line("  • Deputies serve four-year terms.")
    page.says("term", 4, detail="deputies", state="prose")
    race = "electoral" if before else kind.lower()
    page.line(f"Main parties in the {race} race:" if before else f"Results from the {race} race:")
    for index, name in enumerate(e.names):
        if kind == "Presidential":
            person = ["Ida LARK", "Bo Sten WREN", "Karl FINCH", "Una ROOK"][index]
            page.line(f"  • Presidential Candidate: {person}" + ("*" if index == 0 else ""))
            page.line(f"    Party: {name}")
            page.says("party", name, person)
            page.line(f"    Valid Votes Received: {grouped(e.votes[index])}")
            page.says("votes", e.votes[index], person)
            page.line(f"    Percent of Valid Votes Received: {e.shares()[index]} %")
            page.says("vote-share", e.shares()[index], person)
        else:
            page.line(f"  • Party: {name}" + (" (LPA)" if index == 0 else ""))
            if index == 0:
                page.says("other-name", "LPA", name)
            page.line("    Leaders: Ada HERON, Jon SWIFT and Eva STORK" if index == 1 else "    Leader: Max CRANE")
            for leader in ["Ada HERON", "Jon SWIFT", "Eva STORK"] if index == 1 else ["Max CRANE"]:
                page.says("leader", leader, name)
            if not before:
                page.line(f"    Seats won in this election: {e.seat[index]}" + ("*" if index == 2 else ""))
                page.says("seats", e.seat[index], name)
            page.line(f"    Seats won in last election: {e.before[index]}")
            page.says("seats-previous", e.before[index], name)
        page.line()
    if kind == "Presidential":
        page.line("    *Note: Ida LARK takes the oath in the spring.")
    page.line("When was the last election?")
    page.line(f"  • The last elections were held on {MONTHS[4]} 7, {e.year - 4}.")
    page.says("previous-election", f"{e.year - 4:04}-05-07", state="prose")
    page.line("Population and number of registered voters:")
    page.line(f"  • Population: {grouped(e.registered * 2)} (July {e.year} estimate)")
    page.says("population", e.registered * 2)
    page.line(f"  • Number of registered voters: {grouped(e.registered)}" if number % 2 else "  • Number of registered voters: N/A")
    page.says("registered", e.registered if number % 2 else "none", state="printed" if number % 2 else "not-applicable")
    page.line("Of Interest:" if layout == "G1" else "Is there anything unique about this upcoming election that would be of interest to an international audience?")
    page.line("  • The ballot papers carry pictures for the first time.")
    page.line(f"© {e.year + 1} Cable News Network.")
    page.line("A Time Warner Company. All Rights Reserved.")
    return page


def guide(number, kind="Parliamentary"):
    e = Election(number)
    page = Page(f"guide-{kind.lower()}-{number:02}")
    page.line(f"COUNTRY {e.country}")
    page.line(f"ELECTION TYPE {kind}")
    page.line(f"DATE {e.date('mdy')}")
    page.says("polling-date", e.iso(), round="1")
    if kind == "Referendum":
        page.line("At stake in this Referendum:")
        page.line("  • A new constitution")
    else:
        page.line("At stake in this election:")
        page.line(f"  • Seats in the {e.body}: {e.seats}")
        page.says("seats-total", e.seats)
    page.line("Description of electoral system:")
    page.line("  • Voting is by paper ballot.")
    page.line("Election Results:" if kind != "Referendum" else "Referendum Results:")
    if kind == "Referendum":
        yes, no = e.votes[0], e.valid - e.votes[0]
        for answer, votes in [("Yes", yes), ("No", no)]:
            share = percent(votes, e.valid, 2)
            page.line(f"'{answer}' Votes: {grouped(votes)} ({share}%)")
            page.says("votes", votes, answer)
            page.says("vote-share", share, answer)
    for label, measure, value in [("Cast Votes", "cast", e.cast), ("Valid Votes", "valid", e.valid), ("Invalid Votes", "invalid", e.invalid)]:
        page.line(f"{label}: {grouped(value)}")
        page.says(measure, value)
    page.line(f"Registered Voters: {grouped(e.registered)} ( {e.year - 1} )")
    page.says("registered", e.registered)
    if kind != "Referendum":
        page.line("Party Seats Won Seats Change Votes")
        for index, name in enumerate(e.names):
            change = e.seat[index] - e.before[index]
            page.line(f"{name} {e.seat[index]} {'+' if change > 0 else ''}{change} {grouped(e.votes[index])}")
            page.line(f"{e.shares()[index]}%")
            for measure, value in [("seats", e.seat[index]), ("seats-change", change), ("votes", e.votes[index]), ("vote-share", e.shares()[index])]:
                page.says(measure, value, name)
    page.line(f"Last parliamentary election: {MONTHS[2]} 9, {e.year - 5}")
    page.says("previous-election", f"{e.year - 5:04}-03-09", state="prose")
    page.line("Population and number of registered voters:")
    page.line(f"  • Population: N/A")
    page.says("population", "none", state="not-applicable")
    page.line(f"Election Results Modified: {MONTHS[0]} 11, {e.year + 1}")
    return page


def two_rounds(number):
    e = Election(number)
    page = Page(f"parline-rounds-{number:02}")
    second = f"{e.day} {MONTHS[e.month % 12]} {e.year}"
    iso = f"{e.year:04}-{e.month % 12 + 1:02}-{e.day:02}"
    page.line(e.country.upper())
    page.line(f"ELECTIONS HELD IN {e.year}")
    page.line(f"<<< Return to the Historical Archive page of parliamentary elections results for {e.country.upper()} <<<")
    page.line("Dates of elections / renewal (from/to):")
    page.line(f"  {e.date()}")
    page.line(f"  {second}")
    page.says("polling-date", e.iso(), detail="from")
    page.says("polling-date", iso, detail="to")
    for round, date, day in [(1, e.date(), e.iso()), (2, second, iso)]:
        page.line(f"Round no {round} ({date}): Election results")
        page.says("polling-date", day, round=round)
        page.line(f"Number of registered electors {grouped(e.registered - round, ' ')}")
        page.says("registered", e.registered - round, round=round)
        page.line(f"Voters {percent(e.cast, e.registered, 0).split('.')[0]}%")
        page.says("turnout", percent(e.cast, e.registered, 0).split(".")[0], round=round)
        page.line("Blank or invalid ballot papers")
        page.says("invalid", "none", round=round, state="not-given")
        page.line(f"Valid votes {grouped(e.valid - round, ' ')}")
        page.says("valid", e.valid - round, round=round)
        page.line(f"Round no {round}: Distribution of seats")
        page.line("Political Group Total")
        for index, name in enumerate(e.names):
            page.line(f"{name} {e.seat[index] + round}")
            page.says("seats", e.seat[index] + round, name, round=round)
    page.line("Copyright © 1996-2006 Inter-Parliamentary Union")
    return page


# Wikipedia

def computed(page, e):
    """What the template computes and the page does not print."""
    for name, share in zip(e.names, e.shares()):
        page.says("vote-share", share, name, state="derived")
    for measure, value in [
            ("votes", e.valid), ("valid", e.valid), ("cast", e.cast), ("seats-total", e.seats),
            ("valid-share", percent(e.valid, e.cast, 2)), ("invalid-share", percent(e.invalid, e.cast, 2)),
            ("turnout", percent(e.cast, e.registered, 2))]:
        page.says(measure, value, state="derived")


def opening(page, e, number, kind="parliamentary"):
    page.line(f"{e.year} {e.adjective} {kind} election")
    page.line(f"{kind.capitalize()} elections were held in {e.country} on {e.date()}.")
    page.says("polling-date", e.iso(), round="1", state="prose")


def signed(change):
    return f"+{change}" if change > 0 else f"–{-change}" if change < 0 else "0"


def party_cells(page, e, index, name):
    """The cells of a party's row, which are its claims."""
    change = e.seat[index] - e.before[index]
    for measure, value in [("votes", e.votes[index]), ("vote-share", e.shares()[index]), ("seats", e.seat[index]), ("seats-change", change)]:
        page.says(measure, value, name)
    return [grouped(e.votes[index]), e.shares()[index], str(e.seat[index]), signed(change)]


def bottom_cells(page, e):
    turnout = percent(e.cast, e.registered, 2)
    for measure, value in [("votes", e.valid), ("vote-share", "100.00"), ("seats-total", e.seats), ("seats-change", 0), ("invalid", e.invalid),
                           ("invalid-share", percent(e.invalid, e.cast, 2)), ("registered", e.registered), ("turnout", turnout)]:
        page.says(measure, value)
    return [["Total", grouped(e.valid), "100.00", str(e.seats), "0"],
            ["Invalid/blank votes", grouped(e.invalid), percent(e.invalid, e.cast, 2)],
            ["Registered voters/turnout", grouped(e.registered), turnout]]


def ruled(style, width, cells):
    if style == "C1":
        return " | ".join(cells) + " " + "|" * (width - len(cells) + 1)
    return "| " + " | ".join(cells) + " |" + " |" * (width - len(cells))


def alliances(number, style, column=False):
    """Parties in two alliances, each with a total of its own; the last total is that of the table."""
    e = Election(number)
    page = Page(f"wikipedia-alliances-{style.lower()}-{number:02}")
    opening(page, e, number)
    page.line("Results")
    heads = ["Alliance", "Party"] if column else ["Party or alliance"]
    rows = [heads + ["Votes", "%", "Seats", "+/–"]]
    for alliance, members in [("Open Hands", [0, 1]), ("Far Shore", [2, 3])]:
        if style == "C3":
            rows.append([alliance])
        for index in members:
            first = [alliance] if index == members[0] and style != "C3" else []
            rows.append(first + [e.names[index]] + party_cells(page, e, index, e.names[index]))
            page.says("member", e.names[index], alliance)
        votes, seats = sum(e.votes[i] for i in members), sum(e.seat[i] for i in members)
        change = seats - sum(e.before[i] for i in members)
        share = percent(votes, e.valid, 2)
        rows.append(["Total", grouped(votes), share, str(seats), signed(change)])
        for measure, value in [("votes", votes), ("vote-share", share), ("seats", seats), ("seats-change", change)]:
            page.says(measure, value, alliance)
    rows += bottom_cells(page, e)
    width = 8
    for place, row in enumerate(rows):
        page.line(" ".join(row) if style == "C3" else ruled(style, width, row))
        if place == 0 and style != "C3":
            page.line("|".join(["---"] * width))
    page.line("References")
    return page


def broken(number, style):
    """A name broken over two lines, and where cells are set apart a row broken between its values."""
    e = Election(number)
    page = Page(f"wikipedia-broken-{style.lower()}-{number:02}")
    opening(page, e, number)
    page.line("Results")
    names = [e.names[0], "League for Peace and Harvest", e.names[2], "Union of the Far Hills"]
    heads = ["Party", "Votes", "%", "Seats", "+/–"]
    width = 7
    def line(cells):
        return "".join(cells) if style == "C4" else " ".join(cells) if style == "C3" else ruled(style, width, cells)
    page.line(line(heads))
    for index, name in enumerate(names):
        text = line([name] + party_cells(page, e, index, name))
        if index == 1:
            text = text.replace("Peace and Harvest", "Peace and\nHarvest")
        elif index == 2 and style != "C4":
            votes = grouped(e.votes[index])
            text = text.replace(votes + " ", votes + "\n") if style == "C3" else text.replace(votes + " | ", votes + " |\n")
        elif index == 3:
            text = text.replace("Union of", "Union\nof")
        for part in text.split("\n"):
            page.line(part)
    for row in bottom_cells(page, e):
        page.line(line(row))
    page.line("References")
    return page


def candidates(number, style):
    """Candidate and party with only spaces between them: the prose names both, or one of them; one stands alone."""
    e = Election(number)
    page = Page(f"wikipedia-candidates-{style.lower()}-{number:02}")
    opening(page, e, number, "presidential")
    page.line(f"The race was between Ida Lark of the {e.names[0]} and Bo Sten Wren of the {e.names[1]}. Karl Finch had stood before.")
    page.line("Results")
    rows = [["Candidate", "Party", "Votes", "%"]]
    parties = e.names[:3] + ["Independent"]
    for index, (person, party) in enumerate(zip(["Ida Lark", "Bo Sten Wren", "Karl Finch", "Una Rook"], parties)):
        rows.append([person, party, grouped(e.votes[index]), e.shares()[index]])
        page.says("party", party, person)
        page.says("votes", e.votes[index], person)
        page.says("vote-share", e.shares()[index], person)
    rows.append(["Total", grouped(e.valid), "100.00"])
    page.says("votes", e.valid)
    page.says("vote-share", "100.00")
    if style == "C5":
        page.line(" ".join(" ".join(row) for row in rows))
    else:
        for row in rows:
            page.line(" ".join(row))
    page.line("References")
    return page


def template_alliances(number):
    e = Election(number)
    page = Page(f"wikitext-alliances-{number:02}")
    opening(page, e, number)
    page.line("{{Election results|seattype1=Proportional|seattype2=First round|seattype3=Second round")
    groups = {0: ("Open Hands", 2), 2: ("[[Far Shore (alliance)|Far Shore]]", 2)}
    for index, name in enumerate(e.names):
        alliance = f"|alliance{index + 1}={groups[index][0]}|aspan{index + 1}={groups[index][1]}" if index in groups else ""
        parts = [e.seat[index] // 3, e.seat[index] // 3, e.seat[index] - 2 * (e.seat[index] // 3)]
        page.line(f"|party{index + 1}={name}{alliance}|votes{index + 1}={grouped(e.votes[index])}|seats{index + 1}={e.seat[index]}")
        page.line("".join(f"|st{index + 1}t{place + 1}={part}" for place, part in enumerate(parts)))
        page.says("member", name, "Open Hands" if index < 2 else "Far Shore")
        page.says("votes", e.votes[index], name)
        page.says("seats", e.seat[index], name)
        for (tier, round), part in zip([("list", ""), ("constituency", 1), ("constituency", 2)], parts):
            page.says("seats", part, name, tier=tier, round=round)
    page.line(f"|invalid={e.invalid}|electorate={e.registered}")
    page.line("}}")
    page.says("invalid", e.invalid)
    page.says("registered", e.registered)
    computed(page, e)
    page.line("References")
    return page


def wikipedia(number, style, groups=1, dash="–", noise="", places=2, old=False, before=False, presidential=False):
    e = Election(number, mixed=groups == 2)
    page = Page(f"wikipedia-{style.lower()}-{number:02}")
    kind = "presidential" if presidential else "parliamentary"
    page.line(f"{e.year} {e.adjective} {kind} election" if number % 2 else f"{e.adjective} {kind} election, {e.year}")
    if presidential:
        page.line(f"Presidential elections were held in {e.country} on {e.date()}.")
    else:
        page.line(f"Parliamentary elections were held in {e.country} on {e.date()}. The {e.names[0]} won {e.seat[0]} of the {e.seats} seats in the {e.body}.")
        page.says("seats", e.seat[0], e.names[0], state="prose")
        page.says("seats-total", e.seats, state="prose")
    page.says("polling-date", e.iso(), round="1", state="prose")
    if style == "C2":
        page.line("Results[edit]")
    elif style != "C7":
        page.line("Results")
    columns = ["Votes", "%", "Seats", "+/–"]
    if presidential:
        columns = ["Party", "Votes", "%"]
    rows = []
    persons = ["Ida Lark", "Bo Sten Wren", "Karl Finch", "Una Rook"]
    for index, name in enumerate(e.names):
        who = persons[index] if presidential else name
        change = e.seat[index] - e.before[index]
        sign = f"+{change}" if change > 0 else dash + str(-change) if change < 0 else "0"
        cells = [grouped(e.votes[index]), e.shares(places)[index]]
        page.says("votes", e.votes[index], who, tier="list" if groups == 2 else "")
        page.says("vote-share", e.shares(places)[index], who, tier="list" if groups == 2 else "")
        if presidential:
            cells.insert(0, name)
            page.says("party", name, who)
        elif groups == 2:
            cells += [str(e.list_seats[index]), str(e.constituency[index]), str(e.seat[index]), sign]
            page.says("seats", e.list_seats[index], name, tier="list")
            page.says("seats", e.constituency[index], name, tier="constituency")
        else:
            cells += [str(e.seat[index]), sign]
        if not presidential:
            page.says("seats", e.seat[index], name)
            page.says("seats-change", change, name)
        rows.append((who, cells))
    if groups == 2:
        columns = ["Votes", "%", "Seats", "Seats", "Total seats", "+/–"]
        rows.append(("Independents", [str(e.independents), str(e.independents), "New"]))
        page.says("seats", e.independents, "Independents", tier="constituency")
        page.says("seats", e.independents, "Independents")
        page.says("seats-change", "new", "Independents")
    tier = "list" if groups == 2 else ""
    turnout = percent(e.cast, e.registered, 2)
    if old:
        rows.append(("Invalid/blank votes", [grouped(e.invalid), dash]))
        page.says("invalid", e.invalid)
        page.says("invalid-share", "none", state="not-applicable")
        rows.append(("Total", [grouped(e.cast), "100", str(e.seats), "0"]))
        page.says("cast", e.cast)
        page.says("vote-share", "100")
    else:
        total = [grouped(e.valid), "100.00"]
        page.says("votes", e.valid, tier=tier)
        page.says("vote-share", "100.00", tier=tier)
        if groups == 2:
            total += [str(sum(e.list_seats)), str(sum(e.constituency) + e.independents), str(e.seats), "0"]
            page.says("seats-total", sum(e.list_seats), tier="list")
            page.says("seats-total", sum(e.constituency) + e.independents, tier="constituency")
        elif not presidential:
            total += [str(e.seats), "0"]
        rows.append(("Total", total))
    if not presidential:
        page.says("seats-total", e.seats)
        page.says("seats-change", 0)
    if not old:
        for label, number_, share, measure, share_measure in [
                ("Valid votes", e.valid, percent(e.valid, e.cast, 2), "valid", "valid-share"),
                ("Invalid/blank votes", e.invalid, percent(e.invalid, e.cast, 2), "invalid", "invalid-share"),
                ("Total votes", e.cast, "100.00", "cast", "vote-share")]:
            rows.append((label, [grouped(number_), share]))
            page.says(measure, number_, tier=tier)
            page.says(share_measure, share, tier=tier)
    rows.append(("Registered voters/turnout", [grouped(e.registered), turnout]))
    page.says("registered", e.registered, tier=tier)
    page.says("turnout", turnout, tier=tier)
    first = "Candidate" if presidential else "Party"
    width = len(columns) + 2
    if style in ("C1", "C2"):
        def row(cells):
            if style == "C1":
                return " | ".join(cells) + " " + "|" * (width - len(cells) + 1)
            return "| " + " | ".join(cells) + " |" + " |" * (width - len(cells))
        if groups == 2:
            page.line(row([first, "Proportional", "Constituency", "Total seats", "+/–"]))
            page.line("|".join(["---"] * width))
            page.line(row(["Votes", "%", "Seats", "Seats"]))
        else:
            page.line(row([first] + columns))
            page.line("|".join(["---"] * width))
        for name, cells in rows:
            page.line(row([name] + cells))
        page.line("Source: " + ("Electoral Office, Gazette |" if style == "C1" else "Electoral Office"))
        page.says("cited-source", "Electoral Office")
        if style == "C1":
            page.says("cited-source", "Gazette")
    elif style == "C3":
        page.line(" ".join([first] + columns))
        for name, cells in rows:
            page.line(" ".join([name] + cells))
    elif style == "C4":
        page.line("".join([first] + columns))
        for name, cells in rows:
            page.line(name + "".join(cells))
    elif style == "C5":
        page.line(" ".join([first] + columns + [part for name, cells in rows for part in [name] + cells]))
    elif style == "C6":
        for cell in [first] + columns + [part for name, cells in rows for part in [name] + cells]:
            page.line(cell)
    elif style == "C7":
        page.line("{{Election results")
        for index, name in enumerate(e.names):
            change = e.seat[index] - e.before[index]
            sign = f"+{change}" if change > 0 else dash + str(-change) if change < 0 else "0"
            link = f"[[{name} ({e.country})|{name}]]" if index % 2 else f"[[{name}]]"
            page.line(f"|party{index + 1}={link}|votes{index + 1}={e.votes[index]}|seats{index + 1}={e.seat[index]}|sc{index + 1}={sign}")
        page.line(f"|total_sc=0|invalid={e.invalid}|electorate={e.registered}")
        page.line("|source=Electoral Office")
        page.line("}}")
        kept = {"polling-date", "votes", "seats", "seats-change", "invalid", "registered"}
        page.truth = [r for r in page.truth if r[0] in kept and (r[3] or r[0] != "votes") or r[6] == "prose"]
        page.says("cited-source", "Electoral Office")
        computed(page, e)
    if noise == "chat":
        page.line("gull: I think 77 people saw this page")
        page.line("tern: no, 12")
    if noise == "other":
        page.line(f"Presidential elections were held in {e.country} on 4 May {e.year + 3}. The result was 55.3 to 44.7.")
    page.line("References")
    page.line(f"- Report on the election of {e.year}. Retrieved 2011-03-04.")
    return page


# Data files

def clea(number, missing=False):
    e = Election(number)
    page = Page(f"clea-{number:02}")
    page.line("release,id,ctr_n,ctr,yr,mn,cst_n,cst,mag,pty_n,pty,can,pev1,vot1,vv1,ivv1,to1,pv1,pvs1,seat")
    places = ["North", "South \"Shore\""]
    for position, place in enumerate(places):
        registered, cast = e.registered // 2 + position, e.cast // 2 + position
        turnout = percent(cast, registered, 2)
        fraction = f".{turnout.replace('.', ''):0>4}"
        invalid = "-990" if missing else str(e.invalid)
        quoted = '"' + place.replace('"', '""') + '"' if '"' in place else place
        for measure, value, state in [("registered", registered, "printed"), ("cast", cast, "printed"), ("turnout", turnout, "printed"),
                                      ("invalid", "none" if missing else e.invalid, "not-given" if missing else "printed")]:
            page.says(measure, value, round="1", state=state)
        page.says("seats-total", 3 + position)
        for index, name in enumerate(e.names):
            votes = e.votes[index] // (position + 2)
            share = percent(votes, cast, 2)
            page.line(f"20990101,1,{e.country},4,{e.year},{e.month},{quoted},{position + 1},{3 + position},{name},{index},-990,"
                      f"{registered},{cast},-990,{invalid},{fraction},{votes},0.{share.replace('.', ''):0>4},{index}")
            page.says("votes", votes, name, round="1")
            page.says("vote-share", share, name, round="1")
            page.says("seats", index, name)
        page.says("valid", "none", round="1", state="not-given")
    page.line(f"20990101,2,Elsewhere,5,{e.year},1,East,1,1,Other Party,1,-990,10,9,9,0,.9,9,1,1")
    return page


def nist(number, xml=False):
    e = Election(number)
    page = Page(f"nist-{'xml' if xml else 'json'}-{number:02}")
    page.says("polling-date", e.iso(), round="1")
    page.says("seats-total", e.seats, tier="list")
    page.says("registered", e.registered)
    page.says("cast", e.cast)
    page.says("cited-source", "Electoral Office")
    if xml:
        page.line('<?xml version="1.0" encoding="UTF-8"?>')
        page.line('<ElectionReport xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Election>')
        page.line(f'<Contest ObjectId="c1" xsi:type="PartyContest"><ElectionDistrictId>g1</ElectionDistrictId><NumberElected>{e.seats}</NumberElected>')
    else:
        page.line('{"@type": "ElectionResults.ElectionReport", "Election": [{"@type": "ElectionResults.Election", "Contest": [')
        page.line(f'{{"@id": "c1", "@type": "ElectionResults.PartyContest", "ElectionDistrictId": "g1", "NumberElected": {e.seats}, "ContestSelection": [')
    for index, name in enumerate(e.names):
        page.says("votes", e.votes[index], name, tier="list")
        page.says("seats", e.seat[index], name, tier="list")
        if xml:
            page.line(f'<ContestSelection ObjectId="s{index}" xsi:type="PartySelection"><PartyIds>p{index}</PartyIds>'
                      f'<VoteCounts><GpUnitId>g1</GpUnitId><Type>total</Type><Count>{e.votes[index]}</Count></VoteCounts>'
                      f'<VoteCounts><GpUnitId>g1</GpUnitId><Type>seats</Type><Count>{e.seat[index]}</Count></VoteCounts></ContestSelection>')
        else:
            page.line(f'{{"@id": "s{index}", "@type": "ElectionResults.PartySelection", "PartyIds": ["p{index}"], "VoteCounts": ['
                      f'{{"GpUnitId": "g1", "Type": "total", "Count": {e.votes[index]}}}, {{"GpUnitId": "g1", "Type": "seats", "Count": {e.seat[index]}}}]}}'
                      + ("," if index + 1 < len(e.names) else ""))
    if xml:
        page.line(f'</Contest><Name><Text Language="en">Parliamentary election</Text></Name><StartDate>{e.iso()}</StartDate><Type>general</Type></Election>')
        page.line(f'<GpUnit ObjectId="g1" xsi:type="ReportingUnit"><Name><Text Language="en">{e.country}</Text></Name><Type>country</Type>'
                  f'<VotersParticipated>{e.cast}</VotersParticipated><VotersRegistered>{e.registered}</VotersRegistered></GpUnit>')
        page.line("<Issuer>Electoral Office</Issuer>")
        for index, name in enumerate(e.names):
            page.line(f'<Party ObjectId="p{index}"><Name><Text Language="fr">X</Text><Text Language="en">{name}</Text></Name></Party>')
        page.line("</ElectionReport>")
    else:
        page.line(f']}}], "Name": {{"Text": [{{"Content": "Parliamentary election", "Language": "en"}}]}}, "StartDate": "{e.iso()}", "Type": "general"}}],')
        page.line(f'"GpUnit": [{{"@id": "g1", "Type": "country", "Name": {{"Text": [{{"Content": "{e.country}", "Language": "en"}}]}}, '
                  f'"VotersParticipated": {e.cast}, "VotersRegistered": {e.registered}}}], "Issuer": "Electoral Office",')
        page.line('"Party": [' + ", ".join(
            f'{{"@id": "p{index}", "Name": {{"Text": [{{"Content": "X", "Language": "fr"}}, {{"Content": "{name}", "Language": "en"}}]}}}}'
            for index, name in enumerate(e.names)) + "]}")
    return page


def infobox(number, dump=False):
    """An article without a table of results: all its figures stand in the box."""
    e = Election(number)
    page = Page(f"wikipedia-{'dump' if dump else 'box'}-{number:02}")
    page.line(f"{e.year} {e.adjective} general election")
    page.line(f"General elections were held in {e.country} on {e.date()}. Turnout was {percent(e.cast, e.registered, 1)}%.")
    page.says("polling-date", e.iso(), round="1", state="prose")
    page.says("turnout", percent(e.cast, e.registered, 1), state="prose")
    leaders = ["Ida Lark", "Bo Wren", "Karl Finch", "Una Rook"]
    if dump:
        page.line(f"Country: | {e.country} |")
        page.line(f"Seats for election: {e.seats} seats in the {e.body}")
        for index, name in enumerate(e.names):
            page.line(f"- Leader{index + 1}: {leaders[index]}")
            page.line(f"- Party{index + 1}: {name}")
            page.line(f"- Seats{index + 1}: {e.seat[index]}")
            page.line(f"- Popular vote{index + 1}: {grouped(e.votes[index])}")
            page.line(f"- Percentage{index + 1}: {e.shares()[index]}%")
    else:
        page.line(f"All {e.seats} seats in the {e.body} {e.seats // 2 + 1} seats needed for a majority | |||")
        page.says("majority", e.seats // 2 + 1)
        page.line(f"Turnout | {percent(e.cast, e.registered, 2)}% (1.25pp) |||")
        page.says("turnout", percent(e.cast, e.registered, 2))
        for label, values in [
                ("Leader", leaders), ("Party", e.names), ("Last election", [f"{b} seats" for b in e.before]), ("Seats won", e.seat),
                ("Seat change", [abs(a - b) for a, b in zip(e.seat, e.before)]), ("Popular vote", [grouped(v) for v in e.votes]),
                ("Percentage", [f"{s}%" for s in e.shares()])]:
            page.line(" | ".join([label] + [str(v) for v in values]) + " |")
    page.says("seats-total", e.seats)
    for index, name in enumerate(e.names):
        page.says("leader", leaders[index], name)
        page.says("seats", e.seat[index], name)
        page.says("votes", e.votes[index], name)
        page.says("vote-share", e.shares()[index], name)
        if not dump:
            page.says("seats-previous", e.before[index], name)
    page.line("Background")
    page.line("The chamber had sat for its whole term. Votes and Seats are counted by the Electoral Office.")
    return page


def rounds_of_president(number, style):
    """Two rounds side by side: the losers of the first have no second."""
    e = Election(number)
    page = Page(f"wikipedia-rounds-{style.lower()}-{number:02}")
    page.line(f"{e.year} {e.adjective} presidential election")
    page.line(f"Presidential elections were held in {e.country} on {e.date()}, with a run-off two weeks later.")
    page.says("polling-date", e.iso(), round="1", state="prose")
    page.line("Results [edit]")
    persons = ["Ida Lark", "Bo Sten Wren", "Karl Finch", "Una Rook"]
    final = [e.votes[0] + e.votes[2], e.votes[1] + e.votes[3]]
    rows = []
    for index, person in enumerate(persons):
        cells = [e.names[index], grouped(e.votes[index]), e.shares()[index]]
        page.says("party", e.names[index], person)
        page.says("votes", e.votes[index], person, round=1)
        page.says("vote-share", e.shares()[index], person, round=1)
        if index < 2:
            share = percent(final[index], sum(final), 2)
            cells += [grouped(final[index]), share]
            page.says("votes", final[index], person, round=2)
            page.says("vote-share", share, person, round=2)
        rows.append((person, cells))
    rows.append(("Total", [grouped(e.valid), "100.00", grouped(sum(final)), "100.00"]))
    page.says("votes", e.valid, round=1)
    page.says("votes", sum(final), round=2)
    page.says("vote-share", "100.00", round=1)
    page.says("vote-share", "100.00", round=2)
    rows.append(("Registered voters/turnout", [grouped(e.registered), percent(e.valid, e.registered, 2), grouped(e.registered), percent(sum(final), e.registered, 2)]))
    for round in (1, 2):
        page.says("registered", e.registered, round=round)
        page.says("turnout", percent(e.valid, e.registered, 2), round=round)
    width = 7
    def row(cells):
        if style == "C1":
            return " | ".join(cells) + " " + "|" * (width - len(cells) + 1)
        return "| " + " | ".join(cells) + " |" + " |" * (width - len(cells))
    page.line(row(["Candidate", "Party", "First round", "Second round"]))
    page.line("|".join(["---"] * width))
    page.line(row(["Votes", "%", "Votes", "%"]))
    for name, cells in rows:
        page.line(row([name] + cells))
    return page


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in list(folder.glob("*.txt")) + list(folder.glob("*.csv")):
        old.unlink()
    pages = []
    for number, (mark, options) in enumerate([
            (" ", {}), (",", {"shares": True}), ("’", {"approx": True}), ("\u00a0", {"heads": ["Total", "Gain/Loss"]}),
            ("", {"days": 2}), (" ", {"mixed": True, "heads": ["Total", "Proportional", "Majority"]}),
            (",", {"places": 1}), (" ", {"heads": ["Total"], "numbered": True})]):
        for layout in ["A1", "A2", "B1", "Seed"]:
            if layout in ("B1",) and options.get("days") == 2:
                continue
            if layout == "A2" and number > 3:
                continue
            pages.append(parline(number, layout, mark, **options))
    for number in range(3):
        options = {"heads": ["Total", "Gain/Loss"]} if number == 1 else {}
        pages.append(parline(number, "A3", ",", **options))
        pages.append(parline(number, "B2", "\u00a0", **options))
        pages.append(parline(number, "B3", "\u00a0", **options))
    for number in range(3):
        for layout in ["G1", "G2", "Before"]:
            pages.append(watch(number, layout))
    pages.append(watch(5, "G2", "Presidential"))
    pages.append(watch(6, "G1", "Presidential"))
    for number, dash in enumerate(["–", "-", "−"]):
        for style in ["C1", "C2", "C3", "C4", "C5", "C6", "C7"]:
            pages.append(wikipedia(number, style, dash=dash if style != "C4" else "–", noise=["", "chat", "other"][number] if style in ("C1", "C2", "C3") else ""))
    pages.append(wikipedia(5, "C1", groups=2))
    pages.append(wikipedia(6, "C2", groups=2))
    pages.append(wikipedia(7, "C1", old=True))
    pages.append(wikipedia(8, "C3", old=True))
    pages.append(wikipedia(9, "C1", presidential=True))
    pages += [guide(0), guide(1), guide(2, "Referendum"), two_rounds(3), two_rounds(4), infobox(5), infobox(6, dump=True)]
    pages += [rounds_of_president(7, "C1"), rounds_of_president(8, "C2")]
    pages += [alliances(10, "C1"), alliances(11, "C2"), alliances(12, "C2", column=True), alliances(13, "C3"), template_alliances(14)]
    pages += [broken(15, "C1"), broken(16, "C2"), broken(17, "C3"), broken(18, "C4")]
    pages += [candidates(19, "C3"), candidates(20, "C5"), candidates(21, "C3")]
    pages += [clea(0), clea(1, missing=True), nist(2), nist(3), nist(2, xml=True), nist(4, xml=True)]
    for page in pages:
        page.write(folder, "utf-16" if page.name.endswith("g2-02") else "windows-1252" if page.name == "parline-b1-01" else "utf-8")
    print(len(pages), "pages")


main(Path(sys.argv[1]))
