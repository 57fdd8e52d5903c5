import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import Foundation
import Publication
import SeatAllocation
import Wording

/// The lists of 2004 as they are, with constituencies whose votes are simulated for these tests alone.
enum Fixture {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func bytes(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: root.appending(path: path))).map { [UInt8]($0) }
    }

    static func folder(_ name: String) throws -> ElectionFolder {
        try ElectionFolder.read(
            "Elections/\(name)", file: { bytes("Elections/\(name)/\($0)") }, lawFile: { bytes("Laws/\($0)") })
    }

    static func catalogue() throws -> TextCatalogue {
        try TextCatalogue(
            TextFile.all.compactMap { language, kind in
                bytes(TextFile.path(language, kind)).map { TextFile(language, kind, bytes: $0) }
            })
    }

    static func assets(script: [UInt8] = []) throws -> SiteAssets {
        SiteAssets(
            style: bytes("Pages/style.css") ?? [],
            tiles: try TilePlace.read(bytes("Pages/tiles.csv") ?? [], file: "Pages/tiles.csv"), script: script)
    }

    /// The election of 1999 by its file alone; its law is not needed for a comparison.
    static func previous() throws -> ElectionFolder {
        let name = "Elections/kazakhstan-1999"
        let file = try ElectionFile.read(bytes("\(name)/election.yaml") ?? [], file: "\(name)/election.yaml")
        let sources = try SourcedFigures.sources(bytes("\(name)/sources.csv") ?? [], file: "sources.csv")
        let claims = try SourcedFigures.seats(bytes("\(name)/seats.csv") ?? [], file: "seats.csv", sources: sources)
        var folder = try folder("kazakhstan-2004")
        (folder.file, folder.election, folder.claims, folder.sources) = (file, file.election, claims, sources)
        (folder.tallies, folder.figures) = ([], [])
        return folder
    }

    static func simulatedFolder() throws -> ElectionFolder {
        var folder = try folder("kazakhstan-2004")
        SimulatedConstituencies.add(to: &folder)
        return folder
    }

    /// - Parameter change: applied to the folder before anything is decided.
    static func figures(simulated: Bool = true, change: (inout ElectionFolder) -> Void = { _ in }) throws -> Figures {
        var folder = try simulated ? simulatedFolder() : folder("kazakhstan-2004")
        change(&folder)
        let outcome = decideSeats(under: folder.law, of: folder.election, from: folder.tallies)
        let senate = try bytes("Laws/kazakhstan/senate-2004-04-14.yaml").map { try Law.read($0, file: "senate") }
        return Figures(
            FiguresInput(
                folder: folder, outcome: outcome, previous: try previous(),
                otherChambers: [senate].compactMap(\.self),
                stations: simulated ? [("all", 9580, .simulated), ("electronic", 961, .simulated)] : []))
    }
}

/// Votes in 67 constituencies, made up so that seats fall as published: 45 at once, 22 in a run-off.
enum SimulatedConstituencies {
    private static let regions: [(RegionID, Int)] = [
        ("astana", 2), ("almaty", 5), ("akmola", 3), ("aktobe", 4), ("almaty-oblast", 6), ("atyrau", 2),
        ("east-kazakhstan", 7), ("zhambyl", 5), ("west-kazakhstan", 3), ("karaganda", 7), ("kostanay", 5),
        ("kyzylorda", 3), ("mangystau", 2), ("pavlodar", 4), ("north-kazakhstan", 4), ("south-kazakhstan", 5),
    ]
    private static let firstWinners: [(PartyID?, Int)] = [("otan", 26), ("aist", 9), ("asar", 2), (nil, 8)]
    private static let secondWinners: [(PartyID?, Int)] = [
        ("otan", 9), ("aist", 1), ("asar", 1), ("dpk", 1), (nil, 10),
    ]

    static func add(to folder: inout ElectionFolder) {
        var numbers = Numbers(state: 2004)
        let first = firstWinners.flatMap { Array(repeating: (group: $0.0, isDecided: true), count: $0.1) }
        let second = secondWinners.flatMap { Array(repeating: (group: $0.0, isDecided: false), count: $0.1) }
        // Mixed by a step that has no divisor in common with 67, so that groups spread over the country.
        let winners = first + second
        let areas = regions.flatMap { Array(repeating: $0.0, count: $0.1) }
        for (index, region) in areas.enumerated() {
            let winner = winners[index * 23 % winners.count]
            add(index + 1, region, winner.group, winner.isDecided, &numbers, &folder)
        }
    }

    private static func add(
        _ number: Int, _ region: RegionID, _ winner: PartyID?, _ isDecided: Bool, _ numbers: inout Numbers,
        _ folder: inout ElectionFolder
    ) {
        let label = number < 10 ? "0\(number)" : "\(number)"
        let district = DistrictID(label)
        folder.election.districts.append(
            District(
                id: district, tier: "constituencies",
                name: Multilingual(
                    "Constituency No \(number)", russian: "Избирательный округ № \(number)",
                    kazakh: "№ \(number) сайлау округі"), region: region))
        let others: [PartyID?] = [nil, "cppk", "auyl", nil, "patriots", "akzhol"]
        let groups = [winner, winner == "otan" ? nil : "otan"] + others.prefix(Int(numbers.next(below: 5)) + 1)
        let ids = groups.indices.map { ChoiceID("\(label)-0\($0 + 1)") }
        for (place, group) in groups.enumerated() {
            let name = "\(label)-0\(place + 1)"
            folder.election.choices.append(
                Choice(
                    id: ids[place], kind: .candidate,
                    name: Multilingual("Candidate \(name)", russian: "Кандидат \(name)", kazakh: "Кандидат \(name)"),
                    nominator: group, district: district, registrationOrder: place + 1))
        }
        let valid = 66_000 + numbers.next(below: 9_000)
        let shares: (UInt64, UInt64) =
            isDecided ? (51 + numbers.next(below: 20), 22) : (38, 34 + numbers.next(below: 8))
        var votes = [valid * shares.0 / 100, valid * shares.1 / 100]
        var rest = valid - votes[0] - votes[1]
        for place in 2..<groups.count {
            let own = place == groups.count - 1 ? rest : rest / 2 + numbers.next(below: 50)
            votes.append(own)
            rest -= own
        }
        let invalid = 1_500 + numbers.next(below: 900)
        let sum = votes.reduce(0, +)
        folder.tallies.append(
            tally(district, 1, ids, votes, cast: sum + invalid, invalid, registered: (sum + invalid) * 16 / 9))
        guard !isDecided else { return }
        let final = [sum * 29 / 100, sum * 21 / 100]
        let cast = final[0] + final[1] + 700
        folder.tallies.append(
            tally(district, 2, Array(ids.prefix(2)), final, cast: cast, 700, registered: cast * 20 / 9))
    }

    private static func tally(
        _ district: DistrictID, _ round: Int, _ ids: [ChoiceID], _ votes: [UInt64], cast: UInt64, _ invalid: UInt64,
        registered: UInt64
    ) -> Tally {
        Tally(
            tier: "constituencies", district: district, round: round, registered: registered, cast: cast,
            invalid: invalid, votes: zip(ids, votes).map { Tally.ChoiceVotes($0, $1) }, provenance: .simulated)
    }

    /// A linear congruential generator (Knuth, MMIX), for tests only.
    private struct Numbers {
        var state: UInt64

        mutating func next(below limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
    }
}
