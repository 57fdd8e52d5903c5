import ElectionModel
import Foundation
import LargeTests
import Simulation
import Testing

@Suite struct ReconstructionTests {
    @Test(arguments: 1...LargeTest.size("keepsEveryConstraint(seed:)"))
    func keepsEveryConstraint(seed: Int) throws {
        let law = try Examples.law()
        let files = try Examples.files(seed: UInt64(seed))
        let constraints = try checkReconstruction(law: law) { files[$0] }
        let broken = constraints.filter { !$0.holds }
        #expect(
            broken.isEmpty, "\(broken.map { "\($0.name.rawValue) \($0.subject): \($0.target), found \($0.found)" })")
        #expect(Set(constraints.map(\.name)) == Set(Constraint.Name.allCases))
    }

    /// The number of stations isn't known; whatever it was, the published figures can be kept.
    @Test(arguments: [5000, 9150, 10_100])
    func keepsEveryConstraintWithOtherNumbersOfStations(stations: Int) throws {
        let files = try Examples.files(seed: 1, stations: stations)
        #expect(try checkReconstruction { files[$0] }.filter { !$0.holds }.isEmpty)
    }

    @Test func isReadBackAsItWasWritten() throws {
        let made = try reconstruct(seed: 7)
        let files = Dictionary(
            made.files(lists: Examples.lists).map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        #expect(try Reconstruction.read(lists: Examples.lists) { files[$0] } == made)
        #expect(made.files(lists: Examples.lists).map(\.name) == Reconstruction.fileNames)
    }

    /// The recorded value was made by another process: hashing is seeded anew in each, so that any order taken from a
    /// dictionary or a set would show here.
    @Test func theSameSeedGivesTheSameBytes() throws {
        let first = try reconstruct(seed: 2004).files(lists: Examples.lists)
        let second = try reconstruct(seed: 2004).files(lists: Examples.lists)
        #expect(first.map(\.bytes) == second.map(\.bytes))
        #expect(fingerprint(first.flatMap(\.bytes)) == "5a6c14b6fce69383")
        #expect(first.reduce(0) { $0 + $1.bytes.count } < 4_000_000)
    }

    /// FNV-1a, 64 bits.
    private func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }

    @Test func otherSeedsGiveOtherVotes() throws {
        let first = try reconstruct(seed: 1)
        let second = try reconstruct(seed: 2)
        #expect(first.protocols.map(\.votes) != second.protocols.map(\.votes))
        #expect(first.stations.map(\.electors) != second.stations.map(\.electors))
    }

    @Test func contradictoryParametersAreRefused() {
        var parameters = ReconstructionParameters()
        parameters.lists[0].nominees = 65
        #expect(throws: ReconstructionFault.impossible(parameter: "list.otan.nominees")) {
            try reconstruct(parameters: parameters, seed: 1)
        }
        parameters = ReconstructionParameters()
        parameters.comebacks = 0
        #expect(throws: ReconstructionFault.impossible(parameter: "run-offs.won-from-second-place")) {
            try reconstruct(parameters: parameters, seed: 1)
        }
        parameters = ReconstructionParameters()
        parameters.stations = 2900
        #expect(throws: ReconstructionFault.impossible(parameter: "stations")) {
            try reconstruct(parameters: parameters, seed: 1)
        }
        parameters = ReconstructionParameters()
        parameters.regions[0].constituencies = 3
        #expect(throws: ReconstructionFault.impossible(parameter: "region.constituencies")) {
            try reconstruct(parameters: parameters, seed: 1)
        }
    }

    /// Nothing of the country's figures is spread evenly.
    @Test func stationsDiffer() throws {
        let made = try reconstruct(seed: 3)
        let list = made.protocols.filter { $0.tier == "list" && ($0.electorsOnList ?? 0) >= 300 }
        let turnouts = list.map { Int(($0.tookPart ?? 0) * 100 / ($0.electorsOnList ?? 1)) }
        #expect(turnouts.count { $0 < 40 } > 300)
        #expect(turnouts.count { $0 > 75 } > 300)
        let shares = list.map { Int(($0.votes[0].votes ?? 0) * 100 / max(1, ($0.tookPart ?? 1))) }
        #expect(shares.count { $0 < 40 } > 300)
        #expect(shares.count { $0 > 75 } > 300)
    }
}

/// A reconstruction as files, and the law.
enum Examples {
    static let lists = PublishedFigures.kazakhstan2004.lists.map(\.id)

    static func files(seed: UInt64, stations: Int? = nil) throws -> [String: [UInt8]] {
        var parameters = ReconstructionParameters()
        parameters.stations = stations ?? parameters.stations
        let made = try reconstruct(parameters: parameters, seed: seed)
        return Dictionary(
            made.files(lists: lists).map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }
}
