import ElectionModel
import Testing
import VoterRegister

@Suite struct EntryTests {
    @Test func numbersHaveTwelveDigits() {
        #expect(VoterNumber("000000000000")?.value == 0)
        #expect(VoterNumber("000000000042")?.description == "000000000042")
        #expect(VoterNumber("999999999999")?.description == "999999999999")
        #expect(VoterNumber(value: VoterNumber.limit) == nil)
        for text in [
            "", "1", "00000000004", "0000000000042", "00000000004x", "٠٠٠٠٠٠٠٠٠٠٤٢", "+00000000042", "００００００００００42",
        ] {
            #expect(VoterNumber(text) == nil, "\(text)")
        }
    }

    @Test func barCodesAreNumbersWithWhatScannersAdd() {
        let number = VoterNumber("990000000017")
        for text in [
            "990000000017", "990000000017\r\n", "\t990000000017 ", "*990000000017*", "]C0990000000017\n",
            "]A0*990000000017*\r",
        ] { #expect(VoterNumber(barCode: text) == number, "\(text)") }
        for text in [
            "", "*990000000017", "99000000001", "]C099000000001", "990000000017*", String(repeating: " ", count: 65),
        ] {
            #expect(VoterNumber(barCode: text) == nil, "\(text)")
        }
    }

    @Test func canonicalBytesAreAsDocumented() throws {
        let entry = RegisterEntry(
            number: try #require(VoterNumber("990000000017")),
            name: VoterName(kazakh: "Қа", russian: "Ка", latin: ""),
            birthDate: try #require(CalendarDate("1956-02-29")),
            address: "x", station: "01-001")
        // Written by hand after Documentation/Formats/Register.md.
        let expected: [UInt8] =
            [1] + Array("990000000017".utf8) + [0x07, 0xA4, 2, 29, 6] + Array("01-001".utf8)
            + [0, 4, 0xD2, 0x9A, 0xD0, 0xB0, 0, 4, 0xD0, 0x9A, 0xD0, 0xB0, 0, 0, 0, 1, 0x78]
        #expect(entry.bytes == expected)
    }

    @Test func canonicalBytesAreReadBackAndNothingElseIs() {
        for entry in SmallRegisters.entries(40, seed: 1) {
            let bytes = entry.bytes
            #expect(RegisterEntry(bytes: bytes) == entry)
            #expect(RegisterEntry(bytes: bytes + [0]) == nil)
            for length in 0..<bytes.count { #expect(RegisterEntry(bytes: bytes.prefix(length)) == nil) }
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1
                #expect(RegisterEntry(bytes: changed) != entry)
                if let other = RegisterEntry(bytes: changed) { #expect(other.bytes == changed) }
            }
        }
    }
}
