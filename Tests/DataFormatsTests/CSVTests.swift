import DataFormats
import Testing

@Suite struct CSVTests {
    @Test func readsQuotesSemicolonsAndLineNumbers() throws {
        let text = "\u{FEFF}name;votes\r\n\"a;\"\"b\nc\";1\r\n\r\nd;2"
        var reader = try CSVReader(Array(text.utf8))
        #expect(reader.header == ["name", "votes"])
        #expect(try reader.next() == ["a;\"b\nc", "1"])
        #expect(reader.line == 2)
        #expect(try reader.next() == ["d", "2"])
        #expect(reader.line == 5)
        #expect(try reader.next() == nil)
    }

    @Test func namesTheLineOfAnUnclosedQuote() throws {
        var reader = try CSVReader(Array("a,b\n1,2\n3,\"4\n".utf8))
        _ = try reader.next()
        #expect(throws: CSVReader.Fault.quoteNotClosed(line: 3)) { try reader.next() }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let rows = [["plain", "with,comma", "with\"quote", "two\nlines", ""], ["Қазақ", " ", ";", "\r", "x"]]
        var writer = CSVWriter(byteOrderMark: true, header: ["a", "b", "c", "d", "e"])
        for row in rows { writer.append(row) }
        var reader = try CSVReader(writer.bytes)
        for row in rows { #expect(try reader.next() == row) }
        #expect(try reader.next() == nil)
    }
}
