import DataFormats
import ElectionModel
import Simulation
import Testing
import Wording

@Suite("Names of constraints")
struct ConstraintTests {
    private static func wording(_ language: Language) throws -> Wording {
        let names = Names(choice: { id, language in id == "otan" ? (language == .english ? "Otan" : "Отан") : "?" })
        return try Repository.wording(language, names: names)
    }

    @Test("Every code has a name of its own in each language", arguments: Language.allCases)
    func names(_ language: Language) throws {
        let catalogue = try Repository.catalogue()
        let names = Constraint.Name.allCases.compactMap {
            catalogue.literals(of: "terms.constraint.\($0.rawValue)", in: language)
        }
        #expect(names.count == Constraint.Name.allCases.count)
        #expect(Set(names).count == names.count)
    }

    @Test("A constraint is written with its subject and its target in the language")
    func written() throws {
        let votes = Constraint(name: .listVotes, subject: "otan", target: .exactly(2_883_706), found: 0)
        let russian = try Self.wording(.russian)
        #expect(russian.name(of: votes) == "Списки: голоса за список: Отан")
        #expect(visible(russian.target(of: votes)) == "2'883'706")
        let check = Constraint(name: .protocolCheck, subject: "A01", target: .exactly(0), found: 0)
        let english = try Self.wording(.english).name(of: check)
        #expect(english == "Errors found in protocols by a check: A01 (Votes do not add up)")
        let station = Constraint(name: .greatestStation, subject: "", target: .atMost(3000), found: 0)
        #expect(russian.name(of: station) == "Избиратели самого большого участка")
        #expect(visible(russian.target(of: station)) == "≤_3'000")
        let persons = Constraint(name: .personsOnList, subject: "otan", target: .between(7, 13), found: 0)
        #expect(russian.target(of: persons) == "7–13")
    }

    @Test("A name that one language lacks is reported in its file")
    func missing() throws {
        let files = try Repository.textFiles().map { file in
            guard file.language == .kazakh, file.kind == .constraints else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            return TextFile(.kazakh, .constraints, bytes: [UInt8](text.replacing("\nwomen:", with: "\nwomin:").utf8))
        }
        do {
            _ = try TextCatalogue(files)
            Issue.record("Incomplete names were accepted.")
        } catch {
            let found = error.list.map { "\($0.file) \($0.field)" }
            #expect(found.contains("Texts/kk/constraints.yaml women"))
            #expect(found.contains("Texts/kk/constraints.yaml womin"))
        }
    }
}
