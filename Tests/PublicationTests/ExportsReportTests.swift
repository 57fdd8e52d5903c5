import ElectionFiles
import ElectionModel
import Foundation
import Publication
import SeatAllocation
import Testing

@Suite("Exports: the report of NIST SP 1500-100")
struct ExportsReportTests {
    private static func report(_ exported: ExportsFixture.Exported) throws -> ReportNode {
        try ReportXML.read(exported.bytes("nist-election-results.xml"))
    }

    @Test("both forms say the same", arguments: ExportsFixture.Name.allCases)
    func forms(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let xml = try Self.report(exported)
        let json = try ReportJSON.read(exported.bytes("nist-election-results.json"))
        #expect(xml == json)
        #expect(xml.all("GpUnit").map(\.type).allSatisfy { $0 == "ReportingUnit" })
        #expect(xml.all("GpUnit").map(\.type) == json.all("GpUnit").map(\.type))
    }

    @Test("every figure that the standard has a place for", arguments: ExportsFixture.Name.allCases)
    func figures(_ name: ExportsFixture.Name) throws {
        let exported = try name.exported()
        let figures = exported.figures
        let report = try Self.report(exported)
        var checked: Set<String> = []
        func expect(_ found: String?, _ quantity: Quantity) {
            checked.insert(quantity.key)
            #expect(found == quantity.whole.map(String.init), "\(quantity.key)")
        }
        let elections = report.all("Election")
        let country = try #require(report.object("gp.country"))
        for section in figures.lists {
            expect(country["VotersRegistered"], section.registered)
            expect(country["VotersParticipated"], section.cast)
            let contest = try #require(elections[0].all("Contest", own: section.tier.rawValue).first)
            let counts = Self.ballots(elections[0], contest.identifier)
            expect(counts?["BallotsCast"], section.cast)
            expect(counts?["BallotsRejected"], section.invalid)
            #expect(contest.all("ContestSelection").count == section.rows.count)
            for (selection, row) in zip(contest.all("ContestSelection"), section.rows) {
                expect(Self.votes(selection, "total"), row.votes)
                expect(Self.votes(selection, "seats"), row.seats)
                let party = try #require(report.object(selection["PartyIds"] ?? ""))
                let nominator = figures.election.choices.first { $0.id == row.list }?.nominator
                #expect(party.all("ExternalIdentifier").first?["Value"] == nominator?.rawValue)
            }
        }
        for row in figures.turnout {
            let isList = figures.lists.contains { $0.tier == row.tier }
            let counts = Self.ballots(
                elections[row.round - 1],
                isList ? "contest.\(row.tier)" : "all.\(row.tier).round\(row.round)")
            expect(counts?["BallotsCast"], row.cast)
            expect(counts?["BallotsRejected"], row.invalid)
        }
        for region in figures.regions {
            let units = report.all("GpUnit", own: region.id.rawValue)
            let unit = try #require(units.first { $0["OtherType"] == "region" })
            expect(unit["VotersRegistered"], region.registered)
            expect(unit["VotersParticipated"], region.cast)
        }
        for constituency in figures.constituencies {
            for ballot in constituency.ballots {
                try Self.compare(constituency, ballot, report, expect)
            }
        }
        let codebook = try exported.rows("codebook.csv")
        let placed = codebook.filter { $0["nist_sp_1500_100"]?.isEmpty == false }.compactMap { $0["pattern"] }
        let patterns = codebook.compactMap { $0["pattern"] }
        let promised = figures.quantities.map(\.key).filter { key in
            // A unit has one number of electors, that of the first ballot.
            !key.hasSuffix(".round2.registered")
                && ExportsFormTests.fitting(key, patterns).contains(where: placed.contains)
        }
        #expect(checked.symmetricDifference(promised).sorted() == [])
    }

    private static func compare(
        _ constituency: Figures.Constituency, _ ballot: Figures.Ballot, _ report: ReportNode,
        _ expect: (String?, Quantity) -> Void
    ) throws {
        let election = report.all("Election")[ballot.round - 1]
        let own = constituency.id.rawValue
        let contest = try #require(election.all("Contest", own: own).first)
        let unit = try #require(report.object(contest["ElectionDistrictId"] ?? ""))
        #expect(unit["Number"] == own)
        if ballot.round == 1 {
            expect(constituency.winner == nil ? nil : decision(constituency, report), constituency.decidedInRound)
            expect(unit["VotersRegistered"], ballot.registered)
            expect(unit["VotersParticipated"], ballot.cast)
        }
        let counts = ballots(election, contest.identifier)
        expect(counts?["BallotsCast"], ballot.cast)
        expect(counts?["BallotsRejected"], ballot.invalid)
        #expect(contest.all("ContestSelection").count == ballot.rows.count)
        for (selection, row) in zip(contest.all("ContestSelection"), ballot.rows) {
            expect(votes(selection, "total"), row.votes)
            let candidate = try #require(report.object(selection["CandidateIds"] ?? ""))
            #expect(candidate.all("ExternalIdentifier").first?["Value"] == row.candidate.rawValue)
            #expect((candidate["PostElectionStatus"] == "winner") == row.isElected)
            if ballot.round == 1 {
                #expect((candidate["PostElectionStatus"] == "advanced-to-runoff") == row.isFinalist)
            }
        }
    }

    /// The number of the election in which the winner won.
    private static func decision(_ constituency: Figures.Constituency, _ report: ReportNode) -> String? {
        let won = report.all("Election").firstIndex { election in
            election.all("Candidate", own: constituency.winner?.rawValue ?? "").contains {
                $0["PostElectionStatus"] == "winner"
            }
        }
        return won.map { String($0 + 1) }
    }

    private static func ballots(_ election: ReportNode, _ contest: String) -> ReportNode? {
        election.all("BallotCounts").first { $0["OtherType"] == contest }
    }

    private static func votes(_ selection: ReportNode, _ type: String) -> String? {
        selection.all("VoteCounts").first { $0["Type"] == type }?["Count"]
    }

    @Test("made-up data is a test and says so; real data is not")
    func marks() throws {
        let reconstructed = try Self.report(ExportsFixture.kazakhstan.get())
        #expect(reconstructed["IsTest"] == "true")
        #expect(reconstructed["TestType"] == "reconstruction")
        #expect(reconstructed["Notes"]?.contains("They are not what happened.") == true)
        #expect(reconstructed["Status"] == "unofficial-complete")
        let entered = try Self.report(ExportsFixture.georgia.get())
        #expect(entered["IsTest"] == "false")
        #expect(entered["TestType"] == nil)
        #expect(entered["Status"] == "unofficial-complete")
        let published = try Self.report(ExportsFixture.Exported(Fixture.figures(simulated: false)))
        #expect(published["IsTest"] == "false")
        #expect(published["Status"] == "unofficial-partial")
    }

    @Test("blocs are coalitions of their members")
    func blocs() throws {
        let exported = try ExportsFixture.kazakhstan.get()
        let report = try Self.report(exported)
        let blocs = exported.figures.election.choices.filter { !$0.blocMembers.isEmpty }
        #expect(blocs.count == 2)
        for bloc in blocs {
            let own = bloc.nominator?.rawValue ?? ""
            let party = try #require(report.all("Party", own: own).first)
            #expect(party.type == "Coalition")
            let members = (party["PartyIds"] ?? "").split(separator: " ").map { report.object(String($0)) }
            #expect(
                members.map { $0?.all("ExternalIdentifier").first?["Value"] } == bloc.blocMembers.map(\.rawValue))
        }
    }

    @Test("names of objects are XML names, unique, and the same in another publication")
    func identifiers() throws {
        func names(_ node: ReportNode) -> [String] {
            (node.identifier.isEmpty ? [] : [node.identifier]) + node.members.values.flatMap { $0.flatMap(names) }
        }
        let exported = try ExportsFixture.kazakhstan.get()
        let all = names(try Self.report(exported))
        #expect(Set(all).count == all.count)
        for name in all {
            #expect(name.utf8.first.map { (97...122).contains($0) } == true, "\(name)")
            #expect(name.utf8.allSatisfy { Array("._-".utf8).contains($0) || ($0 < 128 && isalnum(Int32($0)) != 0) })
        }
        let second = try ExportsFixture.Exported(exported.figures, ExportSettings(sequence: 2))
        let report = try Self.report(second)
        #expect(report["SequenceStart"] == "2")
        #expect(Set(names(report)) == Set(all))
    }
}
