/// Adds to a PDF what the library that draws it can't say: the language in which it is read aloud, that it is tagged, and
/// that a viewer shows its title instead of the name of the file (PDF 32000-1, 7.7.2).
///
/// The catalogue grows by some bytes, and the table of places behind it is put right.
enum PDFCatalogue {
    static func naming(language: String, in bytes: [UInt8]) throws(PressFault) -> [UInt8] {
        let fault = PressFault.drawing("the PDF has another form than expected")
        guard language.utf8.allSatisfy(isTagByte),
            let catalogue = last("/Type /Catalog", in: bytes, before: bytes.count),
            let tail = last("startxref", in: bytes, before: bytes.count),
            let table = number(in: bytes, from: tail + 9),
            table.value < tail, catalogue < table.value,
            bytes[table.value...].starts(with: "xref\n0 ".utf8),
            let count = number(in: bytes, from: table.value + 6)
        else { throw fault }
        let entries = count.end + 1
        guard entries + 20 * count.value <= tail else { throw fault }
        let place = catalogue + "/Type /Catalog".utf8.count
        let added = Array(
            "\n   /Lang (\(language))\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>"
                .utf8)
        var result = Array(bytes[..<place]) + added + bytes[place..<entries]
        for entry in 0..<count.value {
            let start = entries + 20 * entry
            guard let offset = number(in: bytes, from: start), offset.end == start + 10 else { throw fault }
            let moved = offset.value > place ? offset.value + added.count : offset.value
            let digits = String(moved)
            result += Array(repeating: UInt8(ascii: "0"), count: max(0, 10 - digits.utf8.count)) + digits.utf8
            result += bytes[(start + 10)..<(start + 20)]
        }
        result += bytes[(entries + 20 * count.value)..<tail]
        result += "startxref\n\(table.value + added.count)\n%%EOF\n".utf8
        return result
    }

    private static func isTagByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func last(_ text: String, in bytes: [UInt8], before end: Int) -> Int? {
        let wanted = Array(text.utf8)
        var start = end - wanted.count
        while start >= 0 {
            if bytes[start] == wanted[0], bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return start }
            start -= 1
        }
        return nil
    }

    /// A whole number after white space, and where it ends.
    private static func number(in bytes: [UInt8], from start: Int) -> (value: Int, end: Int)? {
        var index = start
        while index < bytes.count, bytes[index] == 10 || bytes[index] == 32 || bytes[index] == 13 { index += 1 }
        var value = 0
        let first = index
        while index < bytes.count, index - first < 12, (48...57).contains(bytes[index]) {
            value = 10 * value + Int(bytes[index] - 48)
            index += 1
        }
        return index > first ? (value, index) : nil
    }
}
