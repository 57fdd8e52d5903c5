import Counting
import ElectionModel
import Papers
import Testing

@Suite("The text of a protocol's code") struct ProtocolPaperTextTests {
    private static let form = ProtocolForm.kazakhstan2004

    private static let counts = Protocol(
        station: "s|1 % ұ", tier: "list", district: "national", electorsOnList: 1200, electorsGivenBallots: 1000,
        ballotsGivenByMember: [400, 600], tookPart: 999, votes: [.init("a", 500), .init("b", 489)], invalid: 10,
        ballotsReceived: 1202, ballotsCancelled: nil, provenance: .official)

    private static let text = ProtocolPaperText(
        ProtocolPaper(
            PaperSource(electionID: "small", election: Multilingual("Small"), provenance: .official),
            ProtocolDocument(counts), form: form)
    ).text

    private func fault(_ text: String) -> ProtocolPaperText.Fault? {
        do {
            _ = try ProtocolPaperText(reading: text)
            return nil
        } catch { return error }
    }

    @Test("It is one line of ASCII, as its description says")
    func form() throws {
        let check = Self.counts.checkNumber()
        #expect(
            Self.text == "SAILAU-PROTOCOL-1 small official draft - \(check) s%7C1%20%25%20%D2%B1|list|national|1|paper"
                + "|A=1200|B=1000|C1=400|C2=600|D=999|E1=500|E2=489|F=10|G=1202|H=")
        let read = try ProtocolPaperText(reading: Self.text + "\n")
        #expect(read.station == Self.counts.station)
        #expect(read.text == Self.text)
        #expect(read.checkNumber == check)
        #expect(read.differences(from: Self.counts, on: Self.form) == [])
    }

    @Test("A changed digit, and two digits swapped, are refused by the check number")
    func changedFigures() {
        let bytes = Array(Self.text.utf8)
        let start = bytes.firstIndex(of: UInt8(ascii: "|")) ?? 0
        var changed = 0
        for index in start..<bytes.count where (48...57).contains(bytes[index]) {
            for digit in UInt8(49)...57 where digit != bytes[index] {
                var other = bytes
                other[index] = digit
                guard let found = fault(String(decoding: other, as: UTF8.self)) else {
                    Issue.record("position \(index) as \(digit) passes")
                    continue
                }
                if case .otherCheckNumber = found { changed += 1 }
            }
        }
        #expect(changed > 200)
        #expect(fault(Self.text.replacing("A=1200", with: "A=2100")) != nil)
        #expect(fault(Self.text.replacing("E1=500|E2=489", with: "E1=489|E2=500")) != nil)
        #expect(fault(Self.text.replacing("s%7C1", with: "s%7C2")) != nil)
        #expect(fault(Self.text.replacing("H=", with: "H=0")) != nil)
    }

    @Test("What is no such text is refused with the part that is wrong")
    func malformed() {
        #expect(fault("") == .otherText)
        #expect(fault("https://example.org/") == .otherText)
        #expect(fault(Self.text + "\u{0}") == .otherText)
        #expect(fault(Self.text.replacing("small", with: "сайлау")) == .otherText)
        #expect(fault(String(repeating: "A", count: 5000)) == .otherText)
        #expect(fault(Self.text.replacing("PROTOCOL-1", with: "PROTOCOL-2")) == .newer(version: "2"))
        #expect(fault(Self.text + " more") == .malformed("parts"))
        #expect(fault(Self.text.replacing(" official ", with: " genuine ")) == .malformed("provenance"))
        #expect(fault(Self.text.replacing(" draft ", with: " final ")) == .malformed("standing"))
        #expect(fault(Self.text.replacing(" - ", with: " 7:abc ")) == .malformed("position"))
        #expect(fault(Self.text.replacing("%7C", with: "%7c")) == .malformed("station"))
        #expect(fault(Self.text.replacing("%D2%B1", with: "%D2")) == .malformed("station"))
        #expect(fault(Self.text.replacing("|1|paper", with: "|01|paper")) == .malformed("round"))
        #expect(fault(Self.text.replacing("|paper", with: "|card")) == .malformed("channel"))
        #expect(fault(Self.text.replacing("F=10", with: "F=010")) == .malformed("F=010"))
        #expect(fault(Self.text.replacing("F=10", with: "F=-10")) == .malformed("F=-10"))
        #expect(fault(Self.text.replacing("F=10", with: "F=4294967296")) == .malformed("F=4294967296"))
        #expect(fault(Self.text.replacing("F=10", with: "Q=10")) == .malformed("Q=10"))
        #expect(fault(Self.text.replacing("F=10", with: "D=10")) == .malformed("D=10"))
    }

    @Test("Nothing that was cut off or changed at one place reads as the same protocol")
    func everyChange() throws {
        let bytes = Array(Self.text.utf8)
        let whole = try ProtocolPaperText(reading: Self.text)
        for end in 0..<bytes.count { #expect(fault(String(decoding: bytes[..<end], as: UTF8.self)) != nil, "\(end)") }
        for index in bytes.indices {
            for byte in [UInt8(ascii: "|"), UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: "%"), 0x7E]
            where byte != bytes[index] {
                var other = bytes
                other[index] = byte
                #expect((try? ProtocolPaperText(reading: String(decoding: other, as: UTF8.self))) != whole)
            }
        }
    }
}
