import SourceArchive
import Testing

@Suite("Encodings of pages")
struct EncodingTests {
    private let words = "Café – “Ünion” 5 188"

    @Test func utf8WithAndWithoutAMark() throws {
        #expect(try PageEncoding.decode(Array(words.utf8)).text == Array(words.utf8))
        #expect(try PageEncoding.decode([0xEF, 0xBB, 0xBF] + Array(words.utf8)).text == Array(words.utf8))
    }

    @Test func utf16ByItsMark() throws {
        let units = Array(words.utf16)
        let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(try PageEncoding.decode(little) == (Array(words.utf8), .utf16LittleEndian))
        #expect(try PageEncoding.decode(big) == (Array(words.utf8), .utf16BigEndian))
    }

    @Test func windows1252() throws {
        let bytes: [UInt8] = [67, 97, 102, 0xE9, 32, 0x96, 32, 0x93, 0xDC, 110, 0x94]
        let (text, encoding) = try PageEncoding.decode(bytes)
        #expect(String(decoding: text, as: UTF8.self) == "Café – “Ün”")
        #expect(encoding == .windows1252)
    }

    @Test func whatIsNoTextIsRefused() {
        #expect(throws: ImportRefusal.notText(offset: 1)) { try PageEncoding.decode([65, 0, 66]) }
        #expect(throws: ImportRefusal.notText(offset: 1)) { try PageEncoding.decode([65, 0x81, 66]) }
        #expect(throws: ImportRefusal.notText(offset: 2)) { try PageEncoding.decode([0xFF, 0xFE, 0x00, 0xD8]) }
    }

    @Test func sizesAreBounded() {
        let large = [UInt8](repeating: 65, count: PageText.sizeLimit + 1)
        #expect(throws: ImportRefusal.tooLarge(bytes: large.count, limit: PageText.sizeLimit)) {
            try PageEncoding.decode(large)
        }
        let lines = [UInt8](repeating: 10, count: PageText.lineLimit + 1) + [65]
        #expect(throws: ImportRefusal.tooManyLines(lines: PageText.lineLimit + 2, limit: PageText.lineLimit)) {
            try PageImport.read(SourcePage(name: "lines", bytes: lines))
        }
    }

    @Test func strangePagesAreRefused() {
        for words in ["", "   \n", "Dear all, 12 of us were there on 3 May 2004."] {
            #expect(throws: ImportRefusal.self) {
                try PageImport.read(SourcePage(name: "strange", bytes: Array(words.utf8)))
            }
        }
        #expect(throws: ImportRefusal.unknownFormat) {
            try PageImport.read(SourcePage(name: "strange", bytes: Array("A recipe for 4".utf8)))
        }
    }
}
