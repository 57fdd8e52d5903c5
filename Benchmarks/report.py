"""Makes Documentation/Performance.md from the lines of SeatBenchmark and peers.py, the figures of VotingBenchmark, and the lines of
ArchiveBenchmark, of CountBenchmark and service.sh, of station.sh and of observers.sh.

    report.py RESULTS VOTING ARCHIVE SERVICE STATION OBSERVERS PERFORMANCE.md
    report.py archive|service|station|observers LINES PERFORMANCE.md    puts a new section into the page that is there
"""
import json
import os
import statistics
import sys


ARCHIVE = "## The archive of sources"
OBSERVERS = "## Observers"
STATION = "## The electronic station"
SERVICE = "## The count and the service"


def archive(path):
    """The section on the archive from the lines of ArchiveBenchmark: name, value, what is asked."""
    out = [
        ARCHIVE,
        "",
        "One core, processor seconds. Rendered pages are random elections in five formats, one of the five with a wrong figure;",
        "pages of the length of real ones are the three committed twins. Elections are compared one after the other, so that memory",
        "holds one.",
        "",
        "| figure | value | at most |",
        "|---|---:|---:|",
    ]
    return [*out, *rows(path)]


def service(path):
    """The section on the count from the lines of CountBenchmark and service.sh."""
    out = [
        SERVICE,
        "",
        "Kazakhstan 2004 with 9,580 stations. Folding, recomputing and renewing are processor time on one core, at acceptances late in the",
        "first round. The service runs over TLS on the same two cores as those who load it: 30 typists who open, read and send sheets and",
        "300 observers who open the front page once a second, at the same time; then entries of the first ballot as fast as the",
        "service takes them, each sheet typed by two persons, each entry two requests and a sync of the disk; then the same public",
        "files from the service and from nginx with two workers, 64 connections, one after the other.",
        "",
        "| figure | value | asked |",
        "|---|---:|---:|",
    ]
    return [*out, *rows(path)]


def station(path):
    """The section on the electronic station from the lines of station.sh."""
    out = [
        STATION,
        "",
        "Ballots of two questions with 10 and 13 answers, 23 ciphertexts. The booth works on one core, without printer and urn. The urn",
        "takes a commitment and a ballot from each voter, both written and synced before they are answered. The register is that of",
        "8,662,188 invented persons and the planted doubles; look-ups run on one core in the mapped file.",
        "",
        "| figure | value | at most |",
        "|---|---:|---:|",
    ]
    return [*out, *rows(path)]


def observers(path):
    """The section on observers from the lines of observers.sh."""
    out = [
        OBSERVERS,
        "",
        "Processor seconds. The stations are those of Georgia 2016 over and over, in commissions of their own each time; the audit is that",
        "of the demonstration, replayed as a program: its text read, every step done again, every p-value made again.",
        "",
        "| figure | value | at most |",
        "|---|---:|---:|",
    ]
    return [*out, *rows(path)]


def rows(path):
    for line in open(path):
        name, value, asked = (line.rstrip("\n").split("\t") + [""])[:3]
        number = f"{float(value):,.0f}" if float(value) >= 100 else f"{float(value):,.2f}".removesuffix(".00")
        yield f"| {name} | {number} | {asked} |"


def replaced(page, title, section):
    """The page with a new section of this title, which ends where the next begins; at its end where it has none yet."""
    before, _, after = page.partition(f"\n{title}\n")
    rest = after.partition("\n## ")
    following = f"\n## {rest[2]}" if rest[1] else ""
    return before.rstrip("\n") + "\n\n" + "\n".join(section) + "\n" + following


def main():
    if len(sys.argv) == 4:
        title, section = {
            "archive": (ARCHIVE, archive), "service": (SERVICE, service), "station": (STATION, station),
            "observers": (OBSERVERS, observers)}[sys.argv[1]]
        page = replaced(open(sys.argv[3]).read(), title, section(sys.argv[2]))
        open(sys.argv[3], "w").write(page)
        return
    rates, checksums = {}, {}
    for line in open(sys.argv[1]):
        name, program, rate, checksum = line.rstrip("\n").split("\t")
        rates.setdefault(name, {}).setdefault(program, []).append(int(rate))
        checksums.setdefault(name, {}).setdefault(checksum, set()).add(program)
    out = [
        "# Performance",
        "",
        f"Made by `./benchmark` on {os.cpu_count()} cores, every program in the same run on the same votes; operations a CPU second,",
        "medians. Only the ratios are to be compared between machines. *Exact* programs decide in whole numbers or",
        "fractions; `apportionment` does so on request. Whole election: 67 constituencies in two ballots with six candidates",
        "and ten list seats over a threshold; its two rounds are composed by hand for votelib, no other program has them.",
        "",
        "| case | Sailau | fastest exact other | ratio | all others |",
        "|---|---:|---|---:|---|",
    ]
    for name, programs in rates.items():
        own = statistics.median(programs["sailau"])
        others = {program: statistics.median(found) for program, found in programs.items() if program != "sailau"}
        exact = {program: rate for program, rate in others.items() if "floats" not in program}
        fastest = max(exact, key=exact.get)
        listed = ", ".join(f"{program} {rate:,.0f}" for program, rate in sorted(others.items()))
        out.append(f"| {name} | {own:,.0f} | {fastest}, {exact[fastest]:,.0f} | {own / exact[fastest]:,.0f} | {listed} |")
    differing = {name: found for name, found in checksums.items() if len(found) > 1}
    out += ["", "Seats are compared by a sum over all of them. " + (
        "All programs gave the same in every case." if not differing else "Programs differ in:")]
    for name, found in differing.items():
        groups = "; ".join(f"{', '.join(sorted(programs))}: {checksum}" for checksum, programs in sorted(found.items()))
        out.append(f"- {name}: {groups}")
    out += [
        "",
        "## Electronic ballots",
        "",
        "Ballots of two questions with 10 and 13 answers, one choice each: 23 ciphertexts a ballot; 10,000 ballots over Ed25519 and",
        "200 over BELENIOS-2048, three single trustees. Seconds by the clock, everything included: reading, parsing, chain, sums.",
        "",
        "| figure | value |",
        "|---|---:|",
    ]
    for name, value in json.load(open(sys.argv[2])).items():
        out.append(f"| {name} | {value:,.1f} |")
    sections = [archive, service, station, observers]
    for section, path in zip(sections, sys.argv[3:7]):
        out += ["", *section(path)]
    open(sys.argv[7], "w").write("\n".join(out) + "\n")


main()
