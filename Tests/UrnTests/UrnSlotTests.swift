import ElectronicStation
import PrimeOrderGroups
import Testing
import VerifiableVoting

/// An urn's files as bytes.
@Suite("Urn: slots and state")
struct UrnSlotTests {
    static let identity = UrnIdentity(
        uuid: "4b8gNLhWW7HKdT", setup: Digest(of: "setup"), station: "Station \"A\"", urn: "home", credentials: 7..<19,
        slips: 12, longestBallot: 5000, longestChallenge: 9000)

    @Test func recordsAreReadBack() {
        let layout = UrnLayout(Self.identity)
        for file in UrnFile.allCases {
            for length in [0, 1, 77, layout.longestContent(file)] {
                let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let slot = layout.record(content, in: file, padding: SystemRandom.bytes)
                #expect(slot.count == layout.slotBytes(file))
                #expect(layout.read(slot, in: file) == .record(content))
            }
        }
    }

    @Test func slotsFillPages() {
        let layout = UrnLayout(Self.identity)
        #expect(UrnFile.allCases.map(layout.slotBytes) == [8192, 12288, 4096])
        #expect(UrnFile.allCases.map(layout.slots) == [12, 12, 20])
    }

    @Test func randomBytesAreFree() {
        let layout = UrnLayout(Self.identity)
        #expect(layout.read(SystemRandom.bytes(4096), in: .commitments) == .free)
    }

    /// Golden bytes: what Documentation/Formats/Urn.md says.
    @Test func formIsTheDocumented() {
        let slot = UrnLayout(Self.identity).record([1, 2, 3], in: .challenges) { Array(repeating: 0xaa, count: $0) }
        var expected = Array("sailau-urn".utf8) + [1, 2, 3, 0, 0, 0] + Self.identity.digest.bytes + [1, 2, 3]
        expected += Digest(of: expected).bytes
        #expect(slot == expected + Array(repeating: 0xaa, count: 12288 - expected.count))
        let state = String(decoding: UrnState(identity: Self.identity, stage: .open).bytes, as: UTF8.self)
        #expect(
            state == """
                {"format":"sailau-urn","version":1,"uuid":"4b8gNLhWW7HKdT",\
                "setup":"\(Digest(of: "setup").hexadecimal)","station":"Station \\"A\\"","urn":"home",\
                "first_credential":7,"credentials":12,"slips":12,"longest_ballot":5000,"longest_challenge":9000,\
                "stage":"open"}

                """)
        let identity = Array(state.utf8.prefix(state.utf8.count - ",\"stage\":\"open\"}\n".utf8.count))
        #expect(Self.identity.digest == Digest(of: identity))
    }

    @Test func everyChangedBitIsNoRecord() {
        let layout = UrnLayout(Self.identity)
        let content = Array("a short content".utf8)
        let slot = layout.record(content, in: .commitments, padding: SystemRandom.bytes)
        for bit in 0..<(UrnSlot.overhead + content.count) * 8 {
            var changed = slot
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let read = layout.read(changed, in: .commitments)
            #expect(read == .torn || read == .free, "bit \(bit)")
        }
    }

    /// T22: what stands in another urn, or in another of its files, is not taken for its own.
    @Test func recordsOfAnotherUrnAreForeign() {
        let layout = UrnLayout(Self.identity)
        let slot = layout.record([1], in: .ballots, padding: SystemRandom.bytes)
        #expect(layout.read(slot, in: .challenges) == .foreign)
        func differs(_ change: (inout UrnIdentity) -> Void) -> Bool {
            var other = Self.identity
            change(&other)
            return UrnLayout(other).read(slot, in: .ballots) == .foreign
        }
        #expect(differs { $0.uuid = "4b8gNLhWW7HKdU" })
        #expect(differs { $0.setup = Digest(of: "another") })
        #expect(differs { $0.station = "B" })
        #expect(differs { $0.urn = "station" })
        #expect(differs { $0.credentials = 6..<18 })
        #expect(differs { $0.slips = 11 })
    }

    @Test func statesAreReadBack() throws {
        for stage in UrnStage.allCases {
            let state = UrnState(identity: Self.identity, stage: stage)
            #expect(try UrnState(bytes: state.bytes) == state)
        }
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":2"), ("\"slips\":12", "\"slips\":13"), ("\"slips\":12", "\"slips\":0"),
        ("\"longest_ballot\":5000", "\"longest_ballot\":100000000"), ("\"stage\":\"open\"", "\"stage\":\"opened\""),
        ("\"credentials\":12", "\"credentials\":-1"), ("\"uuid\"", " \"uuid\""), ("}\n", "}"),
        ("\"longest_challenge\":9000", "\"longest_challenge\":0"), ("}\n", ",\"more\":1}\n"),
    ])
    func hostileStatesAreRefused(_ from: String, _ to: String) {
        let text = String(decoding: UrnState(identity: Self.identity, stage: .open).bytes, as: UTF8.self)
        #expect(text.contains(from))
        let changed = Array(text.replacing(from, with: to).utf8)
        #expect(throws: Violation.self) { try UrnState(bytes: changed) }
    }

    @Test func commitmentsAreReadBack() throws {
        let code = Digest(of: "ballot").base64
        for replaces in [nil, Digest(of: "earlier")] {
            let commitment = UrnCommitment(code: code, credential: Array("abc".utf8), replaces: replaces)
            #expect(UrnCommitment(content: try #require(commitment.content)) == commitment)
        }
        for text in ["", String(code.dropLast()), code + "A", code.replacing("A", with: "ж"), "=" + code.dropFirst()]
        where text != code {
            #expect(UrnCommitment(code: text, credential: [], replaces: nil).content == nil)
        }
        #expect(UrnCommitment(content: [1, 2, 3]) == nil)
        #expect(
            UrnCommitment(code: code, credential: [UInt8](repeating: 49, count: 2000), replaces: nil).content == nil)
    }
}
