import DataFormats
import ElectionModel
import Testing
import VoterRegister

@Suite struct ImportTests {
    private static let header = "number,name_kk,name_ru,name_latin,birth_date,address,station,status\n"
    private static let good =
        "990000000017,Қамір Нұржан,Камир Нуржан,Kamir Nurzhan,1956-02-29,Жаңа к. 1,01-001,simulated\n"

    private func faults(_ rows: String, header: String = header) -> RegisterFaults? {
        faults(Array((header + rows).utf8))
    }

    private func faults(_ bytes: [UInt8]) -> RegisterFaults? {
        do {
            _ = try SmallRegisters.imported(bytes, piece: 777)
            return nil
        } catch { return error as? RegisterFaults }
    }

    /// The good row with one field replaced.
    private func row(_ column: String, _ value: String) -> String {
        var fields = Self.good.dropLast().split(separator: ",").map(String.init)
        for (index, name) in RegisterTable.columns.enumerated() where name == column { fields[index] = value }
        return fields.joined(separator: ",") + "\n"
    }

    @Test func aGoodRowIsRead() throws {
        let (image, report) = try SmallRegisters.imported(Array((Self.header + Self.good).utf8))
        #expect(report.persons == 1 && report.stations == 1 && report.status == .simulated)
        #expect(image.count == 1 && image.stations == ["01-001"] && image.status == .simulated)
        #expect(try image.entry(at: 0).name.kazakh == "Қамір Нұржан")
    }

    @Test func columnsMayStandInAnyOrder() throws {
        let csv =
            "x;status;station;address;birth_date;name_latin;name_ru;name_kk;number\r\n"
            + "9;official;7;ул. 1, кв. 2;1956-02-29;;Камир;Қамір;990000000017\r\n"
        let (image, report) = try SmallRegisters.imported(Array(csv.utf8))
        #expect(report.status == .official)
        #expect(try image.entry(at: 0).address == "ул. 1, кв. 2")
    }

    @Test(arguments: [
        ("number", "", RegisterFault.Code.emptyField), ("number", "99000000001", .badNumber),
        ("number", "9900000000170", .badNumber), ("number", "99000000001O", .badNumber),
        ("name_kk", "", .emptyField), ("name_ru", "", .emptyField), ("name_ru", "- .", .emptyField),
        ("name_ru", "Kамир", .otherAlphabet), ("name_kk", "Қамiр", .otherAlphabet),
        ("name_latin", "Kаmir", .otherAlphabet),
        ("name_ru", "Камир1", .badCharacter), ("name_ru", "Ка\u{0}мир", .badCharacter),
        ("name_ru", "Ка\u{202E}мир", .badCharacter), ("name_ru", "Ка\u{200B}мир", .badCharacter),
        ("name_ru", "Каи\u{306}р", .badCharacter), ("name_ru", "Ка\u{AD}мир", .badCharacter),
        ("name_kk", "Қамір ", .badSpaces), ("name_kk", " Қамір", .badSpaces), ("name_kk", "Қамір  Нұр", .badSpaces),
        ("name_kk", "Қамір\u{A0}Нұр", .badCharacter), ("name_kk", String(repeating: "қ", count: 101), .tooLong),
        ("birth_date", "", .emptyField), ("birth_date", "1957-02-29", .badDay), ("birth_date", "29.02.1956", .badDay),
        ("birth_date", "1879-12-31", .badDay), ("birth_date", "2101-01-01", .badDay),
        ("birth_date", "1956-2-29", .badDay),
        ("address", "", .emptyField), ("address", "a\u{2066}b", .badCharacter),
        ("address", "a\u{FEFF}b", .badCharacter),
        ("address", "a\tb", .badCharacter), ("address", "a\u{E000}b", .badCharacter), ("address", "a ", .badSpaces),
        ("address", String(repeating: "x", count: 401), .tooLong),
        ("station", "", .emptyField), ("station", "../etc", .badStation), ("station", "а1", .badStation),
        ("station", String(repeating: "1", count: 33), .tooLong), ("status", "", .unknownStatus),
        ("status", "real", .unknownStatus),
    ])
    func aBadFieldIsNamedWithItsLine(column: String, value: String, code: RegisterFault.Code) {
        let rows = Self.good.replacing("017", with: "018") + row(column, value)
        let found = faults(rows)
        #expect(found?.list.map(\.code) == [code])
        #expect(found?.list.map(\.line) == [3] && found?.list.map(\.field) == [column])
        #expect(
            found?.list.allSatisfy { $0.detail.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\u{202E}" } }
                == true)
    }

    @Test func wholeFilesAreRefusedWithTheirReason() {
        #expect(faults([])?.list.map(\.code) == [.noHeader])
        #expect(faults("")?.list.map(\.code) == [.nobody])
        #expect(faults("", header: "number,name_kk\n")?.list.map(\.code) == [.missingColumn])
        #expect(faults("a,b\n")?.list.map(\.code) == [.wrongWidth])
        #expect(faults(Self.good + "\"990")?.list == [RegisterFault(.quoteNotClosed, line: 3)])
        #expect(faults("\"1\"2,\n")?.list == [RegisterFault(.textAfterQuote, line: 2)])
        #expect(faults(String(repeating: "x", count: 70_000))?.list.map(\.code) == [.rowTooLong])
        #expect(
            faults(Self.good + Self.good.replacing("simulated", with: "official"))?.list.map(\.code) == [.otherStatus])
        // UTF-16 and Windows-1251, as spreadsheets save them.
        let text = Self.header + Self.good
        #expect(faults([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })?.count == 1)
        let cyrillic = Array(Self.header.utf8) + [0xCA, 0xE0, 0xEC, 0xE8, 0xF0] + Array(",\n".utf8)
        #expect(faults(cyrillic)?.list == [RegisterFault(.notUTF8, line: 2)])
    }

    @Test func aNumberThatStandsTwiceIsRefusedWithBothLines() {
        let other = Self.good.replacing("Камир", with: "Хамир")
        let third = row("number", "990000000018")
        let address = row("address", "\"a \"\"b\"\"\"")
        #expect(faults(third + other + Self.good)?.list.map { [$0.line] } == [[4]])
        #expect(faults(third + other + Self.good)?.list.map(\.detail) == ["990000000017 3"])
        #expect(faults("\n" + third + "\r\n" + Self.good + address)?.list.map(\.line) == [6])
    }

    @Test func allFaultsAreCountedAndAHundredNamed() {
        let found = faults(String(repeating: row("number", "x"), count: 250))
        #expect(found?.count == 250 && found?.list.count == RegisterFaults.most)
        let twice = faults(String(repeating: Self.good, count: 250))
        #expect(twice?.count == 249 && twice?.list.count == RegisterFaults.most)
    }

    @Test func suspectedDoublesAreReportedAndKept() throws {
        let doubles = [
            Self.good,
            row("number", "990000000018").replacing("Қамір", with: "ҚАМІР"),
            row("number", "990000000019").replacing("Қамір", with: "Камир"),
            row("number", "990000000020").replacing("02-29", with: "02-28"),
            row("number", "990000000021").replacing("Қамір", with: "Қазір"),
        ]
        let (image, report) = try SmallRegisters.imported(Array((Self.header + doubles.joined()).utf8))
        #expect(image.count == 5)
        #expect(try report.suspects(in: image).map { $0.map { $0.number.value % 1000 } } == [[17, 18, 19]])
    }

    /// Sizes around the one below which another sort is used, keys of few and of many bytes, many of them equal.
    @Test func numbersAreSortedWhereTheyStand() {
        var random = Random(64)
        for size in [0, 1, 2, 63, 64, 65, 66, 257, 1000, 5000] {
            for bits in [1, 7, 8, 9, 24, 40, 63] {
                var values = (0..<size).map { _ in UInt64.random(in: 0..<1 << UInt64(bits), using: &random) }
                if bits == 63 { values = values.map { $0 &* 0x9E37_79B9_7F4A_7C15 } }
                let expected = values.sorted()
                radixSort(&values)
                #expect(values == expected, "\(size) of \(bits) bits")
            }
        }
    }

    @Test(arguments: 1...20)
    func randomRegistersComeBackWhole(seed: UInt64) throws {
        let entries = SmallRegisters.entries(Int(seed) * 13, seed: seed)
        let (image, report) = try SmallRegisters.imported(SmallRegisters.csv(entries), piece: Int(seed) * 37)
        #expect(image.count == entries.count)
        for (place, entry) in entries.enumerated() {
            #expect(try image.entry(at: place) == entry)
            #expect(try image.entry(entry.number) == entry)
        }
        #expect(image.stations == Set(entries.map(\.station)).sorted())
        var places = 0
        for station in image.stations {
            let own = entries.filter { $0.station == station }.sorted { $0.number < $1.number }
            let leaves = try #require(try image.leaves(of: station))
            #expect(leaves.lowerBound == places && leaves.count == own.count)
            for (leaf, entry) in zip(leaves, own) { #expect(try image.leaf(of: entry) == leaf) }
            places = leaves.upperBound
        }
        // Those of the same name and birth date, found by comparing everybody with everybody.
        let groups = Dictionary(grouping: entries) { entry in
            [entry.birthDate.description] + NameFolding.words(entry.name.kazakh, as: .cyrillic).map { "\($0)" }
        }
        let doubles = groups.values.filter { $0.count > 1 }.map { $0.map(\.number).sorted() }.sorted { $0[0] < $1[0] }
        #expect(try report.suspects(in: image).map { $0.map(\.number) } == doubles)
    }
}
