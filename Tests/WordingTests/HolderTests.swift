import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing
import Wording

@Suite("Holders of seats and names of values")
struct HolderTests {
    private func holder(_ holder: Seat.Holder, _ language: Language) throws -> String {
        let names = Names(choice: { id, _ in id == "otan" ? "«Отан»" : "Н. Н." })
        return try Repository.wording(language, names: names)
            .text(of: holder)
    }

    @Test func holders() throws {
        #expect(try holder(.candidate("x"), .russian) == "Н. Н.")
        #expect(try holder(.list("otan", person: "x"), .russian) == "Н. Н. (список: «Отан»)")
        #expect(try holder(.list("otan", person: nil), .kazakh) == "Тізімдегі адам: «Отан»")
        #expect(try holder(.appointed("x"), .kazakh) == "Н. Н. (тағайындау бойынша)")
        #expect(try holder(.appointed(nil), .english) == "To be appointed")
        #expect(try holder(.open(.runOff), .russian) == "Никто: предстоит повторное голосование")
    }

    @Test("Every reason for an open seat and every kind of figure is explained", arguments: Language.allCases)
    func explanations(_ language: Language) throws {
        let wording = try Repository.wording(language)
        for reason in OpenReason.allCases { #expect(wording.explanation(of: reason)?.hasSuffix(".") == true) }
        for kind in ProvenanceKind.allCases { #expect(wording.explanation(of: kind)?.hasSuffix(".") == true) }
        for confidence in Confidence.allCases { #expect(wording.explanation(of: confidence)?.hasSuffix(".") == true) }
        #expect(wording.explanation(of: Sex.female) == nil)
    }

    @Test("Names come from the register and the law, and an unknown identifier is shown as it is")
    func register() throws {
        let name = Multilingual("Astana", russian: "Астана", kazakh: "Астана қаласы")
        let election = Election(
            id: "e", name: Multilingual("E"), law: "l",
            districts: [District(id: "d1", tier: "single", name: name)],
            parties: [Party(id: "p", name: Multilingual("Party"), shortName: Multilingual("P"))],
            choices: [
                Choice(
                    id: "list", kind: .list, name: Multilingual("List"),
                    persons: [ListedPerson(id: "first", name: Multilingual("First person"))])
            ])
        let text = """
            format: sailau-law/1
            title: {en: Small law}
            country: XX
            body: council
            statute: A law for tests
            in force: {from: 2000-01-01, cites: art. 1}
            kind: chamber
            seats: 1
            tiers:
              - id: single
                name: {en: Single seats, kk: Бір орын}
                seats: 1
                cites: art. 2
                plurality: {cites: art. 2}
            """
        let names = Names(of: election, under: try Law.read([UInt8](text.utf8), file: "small.yaml"))
        #expect(names.district("d1", .kazakh) == "Астана қаласы")
        #expect(names.district("single", .kazakh) == "Бір орын")
        #expect(names.choice("first", .russian) == "First person")
        #expect(names.choice("d1", .russian) == "Астана")
        #expect(names.party("p", .english) == "Party")
        #expect(names.tier("single", .english) == "Single seats")
        #expect(names.choice("nobody", .english) == "nobody")
    }
}
