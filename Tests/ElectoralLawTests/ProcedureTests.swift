import DataFormats
import ElectionModel
import ElectoralLaw
import MistakeWords
import Testing

@Suite struct ProcedureTests {
    private static let path = "Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml"

    private func procedure() throws -> Procedure {
        try Procedure.read(Array(try RepositoryFiles.text(Self.path).utf8), file: Self.path)
    }

    @Test func theProcedureOf2004() throws {
        let procedure = try procedure()
        #expect(procedure.commissions.map(\.level) == [.central, .oblast, .territorial, .district, .precinct])
        #expect(
            procedure.commissions.allSatisfy {
                $0.members == 7 && $0.quorum == Fraction(2, 3) && $0.decides == Fraction(1, 2)
            })
        #expect(procedure.commission(.central)?.onePerParty == false)
        #expect(procedure.commission(.precinct)?.onePerParty == true)
        #expect(procedure.ballots.reserve == Fraction(1, 1000))
        #expect(procedure.voting.opens == 7 * 60)
        #expect(procedure.voting.homeRequestsUntil == 12 * 60)
        #expect(procedure.chain(of: "list", .paper)?.levels == [.territorial, .oblast, .central])
        #expect(procedure.chain(of: "constituencies", .paper)?.levels == [.district, .central])
        #expect(procedure.chain(of: "constituencies", .electronic)?.levels == [.central])
        #expect(procedure.deadlines.allSatisfy { !$0.cites.isEmpty && $0.name.russian != nil && $0.name.kazakh != nil })
        #expect(Set(procedure.deadlines.map(\.id)).count == procedure.deadlines.count)
    }

    @Test func everyMistakeIsNamedAtOnce() throws {
        let text = try RepositoryFiles.text(Self.path)
            .replacing("distance: 40 days before", with: "distance: forty days")
            .replacing("at: \"20:00\"", with: "at: \"25:00\"")
            .replacing(
                "quorum: 2/3\n    decides: 1/2\n    cites: [art. 11",
                with: "quorum: most\n    decides: 1/2\n    cites: [art. 11"
            )
            .replacing("  reserve: 1/1000", with: "  reserv: 1/1000")
        do {
            _ = try Procedure.read(Array(text.utf8), file: "x.yaml")
            Issue.record("read")
        } catch {
            let codes = error.list.map(\.fault.code)
            #expect(codes.filter { $0 == .notWanted }.count == 3)
            #expect(codes.contains(.missingField) && codes.contains(.unknownField))
            #expect(error.list.allSatisfy { $0.line > 1 })
        }
    }

    @Test func theSchemaIsTheOneThatStandsBesideTheFiles() throws {
        #expect(
            try RepositoryFiles.text("Laws/procedures/procedure.schema.json") == Procedure.schema().text(),
            "write it anew")
    }
}
