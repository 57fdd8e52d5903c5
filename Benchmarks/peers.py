"""The same measurements on other programs from PyPI: votelib, apportionment, interregnum.

Reads the votes that SeatBenchmark wrote, prints the same lines. Two-round elections are composed from votelib's own
selectors; no other program has them.
"""
import sys
import time
from fractions import Fraction

import apportionment.methods
import votelib.evaluate.approval
import votelib.evaluate.core
import votelib.evaluate.proportional
import votelib.evaluate.threshold
from interregnum.methods import HighestAveragesAllocator, LargestRemainderAllocator


def measure(name, program, inputs, body):
    checksum = sum(body(value) for value in inputs)
    rates = []
    for _ in range(3):
        operations = 0
        start = time.process_time()
        while True:
            for value in inputs:
                body(value)
                operations += 1
                if operations % 4 == 0 and time.process_time() - start > 0.5:
                    break
            if time.process_time() - start > 0.5:
                break
        rates.append(operations / (time.process_time() - start))
    print(f"{name}\t{program}\t{sorted(rates)[1]:.0f}\t{checksum}", flush=True)


def weighted(seats):
    return sum((index + 1) * count for index, count in seats.items())


def read(path):
    allocations, elections = {}, []
    for line in open(path):
        words = line.split()
        if words[0] == "allocation":
            key = (int(words[1]), int(words[2]))
            allocations.setdefault(key, []).append([int(word) for word in words[3:]])
        elif words[0] == "election":
            elections.append({"constituencies": []})
        elif words[0] == "lists":
            elections[-1]["lists"] = {index: int(word) for index, word in enumerate(words[1:])}
        else:
            first, second = line.split("|")
            elections[-1]["constituencies"].append(
                ([int(word) for word in first.split()[1:]], [int(word) for word in second.split()]))
    return allocations, elections


def votelib_election():
    majority = votelib.evaluate.approval.QuotaSelector("hagenbach_bischoff", accept_equal=False)
    plurality = votelib.evaluate.core.Plurality()
    lists = votelib.evaluate.core.Conditioned(
        votelib.evaluate.threshold.RelativeThreshold(Fraction(7, 100), accept_equal=True),
        votelib.evaluate.proportional.LargestRemainder("hare"))

    def decide(election):
        result = 0
        for position, (first, second) in enumerate(election["constituencies"]):
            votes = dict(enumerate(first))
            elected = majority.evaluate(votes, 1)
            if not elected:
                finalists = plurality.evaluate(votes, 2)
                elected = plurality.evaluate(dict(zip(finalists, second)), 1)
            result += (position + 1) * (elected[0] + 1)
        seats = lists.evaluate(election["lists"], 10)
        return result + 1000 * weighted(seats)

    return decide


def main():
    allocations, elections = read(sys.argv[1])
    d_hondt = votelib.evaluate.proportional.HighestAverages("d_hondt")
    hare = votelib.evaluate.proportional.LargestRemainder("hare")
    interregnum = (("d'hondt", HighestAveragesAllocator("dhondt")), ("hare", LargestRemainderAllocator("hare")))
    for (lists, seats), vectors in allocations.items():
        name = f"{lists}x{seats}"
        dictionaries = [dict(enumerate(votes)) for votes in vectors]
        measure(f"{name} d'hondt", "votelib", dictionaries, lambda votes: weighted(d_hondt.evaluate(votes, seats)))
        measure(f"{name} hare", "votelib", dictionaries, lambda votes: weighted(hare.evaluate(votes, seats)))
        names = [str(index) for index in range(lists)]
        for label, method in (("d'hondt", "dhondt"), ("hare", "lrm")):
            for exact in (False, True):
                program = "apportionment, fractions" if exact else "apportionment, floats"
                measure(
                    f"{name} {label}", program, vectors,
                    lambda votes: weighted(dict(enumerate(apportionment.methods.compute(
                        method, votes, seats, fractions=exact, parties=names)))))
        for label, allocator in interregnum:
            measure(
                f"{name} {label}", "interregnum", vectors,
                lambda votes: weighted({candidate.name: candidate.seats for candidate in allocator.calc(
                    list(enumerate(votes)), seats).allocation}))
    measure("whole election", "votelib, two rounds composed", elections, votelib_election())


main()
