import DataFormats
import Testing

/// The stream reads what `CSVReader` reads, wherever its pieces end.
@Suite struct CSVStreamTests {
    private func rows(_ text: [UInt8], piece: Int) throws -> [[String]] {
        let stream = try CSVStream(SmallRegisters.pieces(text, of: piece))
        var rows = [stream.header]
        while try stream.next() { rows.append((0..<stream.count).map(stream.text)) }
        return rows
    }

    private func expected(_ text: [UInt8]) throws(CSVReader.Fault) -> [[String]] {
        var reader = try CSVReader(text)
        var rows = [reader.header]
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test(arguments: [
        "a,b\n1,2\n", "a,b\n1,2", "a;b\r\n\"1;\";2\r\n", "a,b\n\"x\"\"y\",\"\n\"\n\n,\n", "a\n1\n\n2\r3\r\n",
        "\u{FEFF}a,b\nжұма,қыз\n", "a,b\n\"\",\"\"\"\"\n", "a,b\n1,\n", "a,b,c\n,,\n\"q\",r,\"s\"",
    ])
    func anyPiecesGiveTheSameRows(text: String) throws {
        let bytes = Array(text.utf8)
        let expected = try expected(bytes)
        for piece in 1...bytes.count { #expect(try rows(bytes, piece: piece) == expected, "pieces of \(piece)") }
    }

    @Test func randomTextsAreReadOrRefusedAlike() throws {
        var random = Random(4180)
        let letters = Array("ab,;\"\n\r ".utf8) + [0xD0, 0x96, 0]
        for _ in 0..<5000 {
            var bytes = Array("a,b\n".utf8)
            for _ in 0..<Int.random(in: 0...24, using: &random) { bytes.append(letters.randomElement(using: &random)!) }
            let piece = Int.random(in: 1...9, using: &random)
            switch Result(catching: { () throws(CSVReader.Fault) in try expected(bytes) }) {
            case .success(let expected): #expect(try rows(bytes, piece: piece) == expected, "\(bytes)")
            case .failure(let failure):
                let fault = #expect(throws: CSVStream.Fault.self, "\(bytes)") { try rows(bytes, piece: piece) }
                if case .quoteNotClosed = failure { #expect(fault?.line == failure.line) }
            }
        }
    }

    @Test func rowsAreBounded() throws {
        let long = Array("a,b\n1,\"".utf8) + [UInt8](repeating: 120, count: CSVStream.rowLimit * 3)
        #expect(throws: CSVStream.Fault.rowTooLong(line: 2)) { try rows(long, piece: 1000) }
        let wide = Array("a,b\n".utf8) + [UInt8](repeating: 44, count: 300)
        #expect(throws: CSVStream.Fault.rowTooLong(line: 2)) { try rows(wide, piece: 7) }
        let open = [UInt8](repeating: 44, count: CSVStream.rowLimit * 3)
        #expect(throws: CSVStream.Fault.rowTooLong(line: 1)) { try rows(open, piece: 4096) }
        #expect(throws: CSVStream.Fault.noHeader) { try rows([], piece: 1) }
        #expect(throws: CSVStream.Fault.noHeader) { try rows(Array("\n\n".utf8), piece: 1) }
    }

    @Test func linesAreThoseOnWhichRowsBegin() throws {
        let stream = try CSVStream(SmallRegisters.pieces(Array("a\n\"1\n2\"\n\n3\r\n4".utf8), of: 2))
        var lines: [Int] = []
        while try stream.next() { lines.append(stream.line) }
        #expect(lines == [2, 5, 6])
    }
}
