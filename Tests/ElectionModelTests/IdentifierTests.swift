import ElectionModel
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test func equalTextsAreOneIdentifier() {
        let text = "constituency"
        #expect(DistrictID(text + "-17") == DistrictID(rawValue: "constituency-" + String(17)))
        #expect(DistrictID(text + "-17").hashValue == DistrictID("constituency-17").hashValue)
        #expect(DistrictID("17") != DistrictID("71"))
    }

    @Test func bytesDecideNotAppearance() {
        let composed = "\u{e9}", decomposed = "e\u{301}"
        #expect(composed == decomposed)
        #expect(ChoiceID(composed) != ChoiceID(decomposed))
        #expect(Array(ChoiceID(decomposed).rawValue.utf8) == Array(decomposed.utf8))
        #expect(Array(ChoiceID(composed).rawValue.utf8) == Array(composed.utf8))
    }

    @Test func orderIsThatOfBytes() {
        let sorted = ["", "10", "2", "A", "a", "ab", "\u{409}"]
        #expect(sorted.reversed().map { PartyID($0) }.sorted().map(\.rawValue) == sorted)
        #expect(!(PartyID("a") < PartyID("a")))
    }

    @Test func anotherKindKeepsTheText() {
        #expect(DistrictID(TierID("list")).rawValue == "list")
    }

    @Test func lookingUpAddsNothing() {
        let name = "never named before \(UInt64.random(in: 0...UInt64.max))"
        #expect(StationID(known: name) == nil)
        #expect(StationID(known: name) == nil)
        let made = StationID(name)
        #expect(StationID(known: name) == made)
    }

    @Test func identifiersMadeAtOnceAreEqual() async {
        let made = await withTaskGroup(of: [ChoiceID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<2000).map { ChoiceID("at once \($0)") } } }
            return await group.reduce(into: [[ChoiceID]]()) { $0.append($1) }
        }
        #expect(made.allSatisfy { $0 == made[0] })
        #expect(Set(made[0]).count == 2000)
    }
}
