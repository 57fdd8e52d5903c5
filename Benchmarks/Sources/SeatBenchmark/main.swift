import ElectionModel
import ElectoralLaw
import Foundation
import SeatAllocation

// Prints one line a measurement: name, program, operations a CPU second, and a sum over all seats that every program must
// agree on. `SeatBenchmark cases FILE` writes the votes for the other programs,
// `SeatBenchmark only WORD` measures the cases whose name has the word.

let only = CommandLine.arguments.count == 3 && CommandLine.arguments[1] == "only" ? CommandLine.arguments[2] : nil

func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs `body` over the given number of inputs again and again for about half a second.
func measure(_ name: String, inputs: Int, _ body: (Int) -> Int) {
    if let only, !name.contains(only) { return }
    var checksum = 0
    for input in 0..<inputs { checksum &+= body(input) }
    var rates: [Double] = []
    for _ in 0..<5 {
        var rounds = 0
        let start = cpuSeconds()
        var sink = 0
        repeat {
            for input in 0..<inputs { sink &+= body(input) }
            rounds += 1
        } while cpuSeconds() - start < 0.2
        precondition(sink != Int.min)
        rates.append(Double(rounds * inputs) / (cpuSeconds() - start))
    }
    print("\(name)\tsailau\t\(Int(rates.sorted()[2]))\t\(checksum)")
}

func weighted(_ seats: [Int]) -> Int {
    var result = 0
    for (index, count) in seats.enumerated() { result += (index + 1) * count }
    return result
}

let cases = Cases.made(seed: 2004)
if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "cases" {
    try cases.text.write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
    exit(0)
}

for allocation in cases.allocations {
    let name = "\(allocation.lists)x\(allocation.seats)"
    measure("\(name) d'hondt", inputs: allocation.votes.count) { input in
        weighted(Divisor.dHondt.divide(allocation.votes[input], seats: allocation.seats).seats)
    }
    let hare = QuotaMethod(.hare)
    measure("\(name) hare", inputs: allocation.votes.count) { input in
        let votes = allocation.votes[input]
        return weighted(hare.divide(votes, base: votes.reduce(0, +), seats: allocation.seats).seats)
    }
}

let whole = WholeElections(cases.elections)
measure("whole election", inputs: cases.elections.count) { whole.decide($0) }
