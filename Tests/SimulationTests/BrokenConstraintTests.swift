import Simulation
import Testing

/// Changes the files of a reconstruction so that one constraint is broken, and expects the check to say so.
@Suite struct BrokenConstraintTests {
    struct Break: Sendable, CustomStringConvertible {
        var name: Constraint.Name
        var change: @Sendable (inout EditedFiles) throws -> Void
        var description: String { name.rawValue }

        init(_ name: Constraint.Name, _ change: @escaping @Sendable (inout EditedFiles) throws -> Void) {
            self.name = name
            self.change = change
        }

        /// A break that changes one file.
        init(_ name: Constraint.Name, in file: String, _ change: @escaping @Sendable (inout Table) -> Void) {
            self.init(name) { files in try files.edit(file, change) }
        }
    }

    /// With fewer stations than usual, so that reading them many times takes less time.
    static let original = Result { EditedFiles(bytes: try Examples.files(seed: 2004, stations: 4500)) }
    static let breaks = sums + geography + rounds + people + forms + byLaw

    @Test(arguments: breaks)
    func isFound(broken: Break) throws {
        var files = try Self.original.get()
        let before = files.bytes
        try broken.change(&files)
        #expect(files.bytes != before)
        let bytes = files.bytes
        let constraints = try checkReconstruction(law: Examples.law()) { bytes[$0] }
        #expect(constraints.contains { $0.name == broken.name && !$0.holds })
    }

    @Test func theOriginalKeepsAll() throws {
        let bytes = try Self.original.get().bytes
        #expect(try checkReconstruction(law: Examples.law()) { bytes[$0] }.allSatisfy(\.holds))
    }

    @Test func everyConstraintCanBeBroken() {
        #expect(Set(Self.breaks.map(\.name)) == Set(Constraint.Name.allCases))
    }

    @Test func aMissingFileIsNamed() throws {
        var bytes = try Self.original.get().bytes
        bytes["ballots.csv"] = nil
        let files = bytes
        #expect(throws: (any Error).self) { try checkReconstruction { files[$0] } }
    }

    static let sums = [
        Break(.registered, in: EditedFiles.listProtocols) { $0.add(1, to: "electors_on_list") },
        Break(.tookPart, in: EditedFiles.listProtocols) { $0.add(1, to: "took_part") },
        Break(.invalid, in: EditedFiles.listProtocols) { $0.add(1, to: "invalid") },
        Break(.listVotes, in: EditedFiles.listProtocols) { $0.counts(0) { $0[0] += 1 } },
        Break(.secondRoundRegistered, in: EditedFiles.secondRound) { $0.add(1, to: "electors_on_list") },
        Break(.secondRoundTookPart, in: EditedFiles.secondRound) { $0.add(1, to: "took_part") },
    ]

    static let geography = [
        Break(.stations, in: "stations.csv") { $0.rows.removeLast() },
        Break(.electronicStations, in: "stations.csv") { $0[$0.first("electronic", "yes"), "electronic"] = "no" },
        Break(.greatestStation, in: "stations.csv") { $0[0, "electors"] = "3001" },
        Break(.ordinaryStations, in: "stations.csv") { $0[$0.first("kind", "ordinary"), "kind"] = "special" },
        Break(.specialStations, in: "stations.csv") { $0[$0.first("kind", "special"), "kind"] = "ordinary" },
        Break(.abroadStations, in: "stations.csv") { $0[$0.first("kind", "abroad"), "kind"] = "ordinary" },
        Break(.abroadElsewhere, in: "stations.csv") { $0[$0.first("kind", "abroad"), "district"] = "30" },
        Break(.regions, in: "stations.csv") { $0.replace("region", "astana", by: "almaty") },
        Break(.constituencies, in: "stations.csv") { $0.replace("district", "67", by: "66") },
        Break(.numberingBreaks, in: "districts.csv") { $0[0, "region"] = "south-kazakhstan" },
        Break(.fixedPoints, in: "districts.csv") { $0[2, "region"] = "astana" },
        Break(.unevenConstituencies, in: "stations.csv") { table in
            for row in table.rows.indices.prefix(60) { table[row, "district"] = "02" }
        },
        Break(.misplacedStations, in: "stations.csv") { $0[0, "region"] = "almaty" },
        Break(.electronicElectors, in: "stations.csv") { table in
            for row in table.rows.indices.prefix(300) { table[row, "electronic"] = "yes" }
        },
        Break(.electronicShare, in: EditedFiles.listProtocols) { table in
            for row in table.rows.indices where table[row, "channel"] == "summary" { table.counts(row) { $0[0] += 20 } }
        },
    ]

    static let rounds = [
        Break(.givenDiffers, in: EditedFiles.firstRound) { $0.add(1, to: "electors_given_ballots") },
        Break(.foundDiffers, in: EditedFiles.firstRound) { $0.add(5, to: "took_part") },
        Break(.constituencyInvalid, in: EditedFiles.firstRound) { $0.add(1, to: "invalid") },
        Break(.decided, in: EditedFiles.firstRound) { $0.level($0.decided(candidates: 3...99)[0]) },
        Break(.decidedBy, in: "candidates.csv") { $0.replace("nominator", "otan", by: "asar") },
        Break(.decidedBySelfNominated, in: "candidates.csv") { $0.replace("nominator", "", by: "auyl") },
        Break(.decidedWithTwoCandidates, in: EditedFiles.firstRound) { table in
            for district in table.decided(candidates: 2...2) { table.level(district) }
        },
        Break(.runOffs, in: EditedFiles.firstRound) { $0.level($0.decided(candidates: 3...99)[0]) },
        Break(.unclearFinalists, in: EditedFiles.firstRound) { $0.level($0.decided(candidates: 3...99)[0]) },
        Break(.foreignFinalists, in: "ballots.csv") { table in
            // A name that is on no ballot of the first round.
            table[table.first("round", "2"), "choices"] = "c-99-01 c-99-02"
        },
        Break(.runOffInvalid, in: EditedFiles.secondRound) { $0.add(1, to: "invalid") },
        Break(.runOffsWonBy, in: "candidates.csv") { $0.replace("nominator", "otan", by: "asar") },
        Break(.runOffsWonBySelfNominated, in: "candidates.csv") { $0.replace("nominator", "", by: "auyl") },
        Break(.wonFromSecondPlace) { files in
            let second = try files.table(EditedFiles.secondRound)
            let ballots = try files.table("ballots.csv")
            let first = try files.table(EditedFiles.firstRound).votesByDistrict
            try files.edit(EditedFiles.secondRound) { table in
                for (district, votes) in second.votesByDistrict {
                    func names(_ round: String) -> [String] {
                        let row = ballots.rows.indices.first {
                            ballots[$0, "district"] == district && ballots[$0, "round"] == round
                        }
                        return row.map { ballots[$0, "choices"].split(separator: " ").map { String($0) } } ?? []
                    }
                    let before = names("2").map { name in first[district]?[names("1").firstIndex(of: name) ?? 0] ?? 0 }
                    guard (votes[0] > votes[1]) != (before[0] > before[1]) else { continue }
                    for row in table.rows.indices where table[row, "district"] == district {
                        table.counts(row) { $0.reverse() }
                    }
                }
            }
        },
        Break(.registerChanged, in: EditedFiles.secondRound) { $0.add(1, to: "electors_on_list") },
        Break(.membersStoodInDecided, in: "candidates.csv") { $0.replace("nominator", "otan", by: "asar") },
        Break(.membersInRunOffs, in: "candidates.csv") { $0.replace("nominator", "otan", by: "asar") },
        Break(.selfNominatedMembersFirst, in: "memberships.csv") { $0.replace("party", "otan", by: "akzhol") },
        Break(.selfNominatedMembersSecond, in: "memberships.csv") { $0.replace("party", "otan", by: "akzhol") },
        Break(.membersElected, in: "memberships.csv") { $0.replace("party", "otan", by: "akzhol") },
        Break(.otherMembersElected, in: "memberships.csv") { $0.replace("party", "aist", by: "akzhol") },
        Break(.nominees, in: "candidates.csv") { $0.replace("nominator", "", by: "patriots") },
        Break(.selfNominated, in: "candidates.csv") { $0.fill("nominator", with: "") },
    ]

    static let people = [
        Break(.candidates, in: "candidates.csv") { $0.rows.removeLast() },
        Break(.lists, in: "persons.csv") { table in
            let list = table.header.firstIndex(of: "list") ?? 0
            table.rows.removeAll { $0[list] == "rukhaniyat" }
        },
        Break(.personsOnList, in: "persons.csv") { table in
            // Otan has won seven seats.
            let position = table.header.firstIndex(of: "position") ?? 0
            table.rows.removeAll { $0[0] == "otan" && (Int($0[position]) ?? 0) > 6 }
        },
        Break(.personsTwice, in: "candidates.csv") { $0[1, "name_en"] = $0[0, "name_en"] },
        Break(.realNames, in: "candidates.csv") { $0[1, "name_en"] = "Somebody" },
        Break(.elected, in: "persons.csv") { table in
            table.rows.removeAll { $0[0] == "aist" }
        },
        Break(.women, in: "candidates.csv") { $0.fill("sex", with: "female") },
        Break(.youngest, in: "candidates.csv") { $0.fill("birth_date", with: "1980-01-01") },
        Break(.oldest, in: "candidates.csv") { $0.fill("birth_date", with: "1920-01-01") },
        Break(.sumOfAges, in: "candidates.csv") { $0.fill("birth_date", with: "1950-01-01") },
    ]

    static let forms = [
        Break(.ballotsReceived, in: EditedFiles.firstRound) { $0.add(1, to: "ballots_received") },
        Break(.ballotsAccounted, in: EditedFiles.firstRound) { $0.add(1, to: "ballots_spoiled") },
        Break(.protocolCheck, in: EditedFiles.firstRound) { $0.add(1, to: "took_part") },
        Break(.refused, in: EditedFiles.listProtocols) { $0.rows.append($0.rows[0]) },
        Break(.unmarkedRows, in: "stations.csv") { $0[0, "status"] = "official" },
    ]

    static let byLaw = [
        Break(.listSeatsByLaw, in: EditedFiles.listProtocols) { table in
            for row in table.rows.indices { table.counts(row) { $0.swapAt(0, 1) } }
        },
        Break(.constituencySeatsByLaw, in: "candidates.csv") { $0.replace("nominator", "otan", by: "asar") },
        Break(.selfNominatedByLaw, in: "candidates.csv") { $0.replace("nominator", "", by: "otan") },
        Break(.openSeatsByLaw, in: EditedFiles.firstRound) { $0.level($0.decided(candidates: 3...99)[0]) },
        Break(.findingsByLaw, in: EditedFiles.firstRound) { $0.add(1, to: "took_part") },
    ]
}
