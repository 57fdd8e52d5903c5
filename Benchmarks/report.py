"""Makes Documentation/Performance.md from the lines of SeatBenchmark and peers.py, the figures of VotingBenchmark, and the lines of
ArchiveBenchmark.

    report.py RESULTS VOTING ARCHIVE PERFORMANCE.md
    report.py ARCHIVE PERFORMANCE.md    puts a new section on the archive into the page that is there
"""
import json
import os
import statistics
import sys


ARCHIVE = "## The archive of sources"


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
    for line in open(path):
        name, value, asked = line.rstrip("\n").split("\t")
        number = f"{float(value):,.0f}" if value.endswith(".00") and float(value) >= 100 else f"{float(value):,.2f}"
        out.append(f"| {name} | {number} | {asked} |")
    return out


def main():
    if len(sys.argv) == 3:
        page = open(sys.argv[2]).read().split("\n" + ARCHIVE)[0].rstrip("\n")
        open(sys.argv[2], "w").write(page + "\n\n" + "\n".join(archive(sys.argv[1])) + "\n")
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
    out += [""] + archive(sys.argv[3])
    open(sys.argv[4], "w").write("\n".join(out) + "\n")


main()
