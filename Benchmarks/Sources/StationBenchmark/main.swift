import Booth
import Foundation
import Storage
import VoterRegister

// Measures what a station's programs do while a voter waits. Prints lines of name, value and what is asked, separated by tabs.
//
//   StationBenchmark booth [BALLOTS]             a ballot of 23 ciphertexts, on one core
//   StationBenchmark look-up REGISTER [PERSONS]  by number and by parts of a name, persons of the register drawn by a fixed rule

func report(_ name: String, _ value: Double, asked: String = "") { print("\(name)\t\(value)\t\(asked)") }

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    let time = start.duration(to: .now).components
    return Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15
}

func booth(ballots: Int) async throws {
    for (group, count) in [("Ed25519", ballots), ("BELENIOS-2048", max(1, ballots / 5))] {
        let figures = try await BoothBenchmark.measure(group: group, ballots: count)
        report("booth, \(group): ms from the choices to the code", Double(figures.prepare) / 1e3)
        report("booth, \(group): ms from the decision to the signed ballot", Double(figures.cast) / 1e3)
        report("booth, \(group): ms for tables that each process makes", Double(figures.tables) / 1e3)
    }
}

/// Median, 99th of a hundred and the slowest of a kind of look-up.
func report(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    guard let slowest = sorted.last else { return }
    report("\(name), median ms", sorted[sorted.count / 2])
    report("\(name), p99 ms", sorted[min(sorted.count - 1, sorted.count * 99 / 100)], asked: "5")
    report("\(name), the slowest of \(sorted.count), ms", slowest)
}

func lookUp(_ path: String, persons: Int) throws {
    let file = try MappedFile(path)
    let image = try RegisterImage(UnsafeRegisterMemory(file.bytes, of: file))
    report("persons in the register", Double(image.count))
    // Steps of a prime from person to person: all over the register, the same each time.
    let places = (0..<persons).map { $0 * 7_368_787 % image.count }
    var (byNumber, byWord, byBeginnings): ([Double], [Double], [Double]) = ([], [], [])
    for place in places {
        let person = try image.entry(at: place)
        byNumber.append(
            try milliseconds {
                guard try image.entry(person.number) == person else { fatalError("\(person.number) is not found") }
            })
        let words = person.name.russian.split(separator: " ").map(String.init)
        byWord.append(try milliseconds { _ = try image.find(name: words[0]) })
        // What a member types: the beginnings of all names.
        let typed = words.map { String($0.prefix(3)) }.joined(separator: " ")
        byBeginnings.append(try milliseconds { _ = try image.find(name: typed) })
    }
    report("look-up by number", byNumber)
    report("look-up by a surname", byWord)
    report("look-up by the first three letters of each name", byBeginnings)
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "booth": try await booth(ballots: arguments.dropFirst().first.flatMap { Int($0) } ?? 500)
case "look-up" where arguments.count > 1:
    try lookUp(arguments[1], persons: arguments.dropFirst(2).first.flatMap { Int($0) } ?? 20_000)
default:
    print("usage: StationBenchmark booth [BALLOTS] | look-up REGISTER [PERSONS]")
    exit(2)
}
