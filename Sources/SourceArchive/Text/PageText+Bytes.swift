/// Small steps on ranges of a page. ASCII is compared without case; other bytes as they are.
extension PageText {
    /// The length of the white space that begins at a byte, 0 where there is none: space, tab, line ends, no-break space, thin
    /// space, narrow no-break space, and a byte-order mark inside the text.
    func spaceLength(at index: Int, end: Int) -> Int {
        switch bytes[index] {
        case 9, 10, 12, 13, 32: return 1
        case 0xC2: return index + 1 < end && bytes[index + 1] == 0xA0 ? 2 : 0
        case 0xE2:
            guard index + 2 < end else { return 0 }
            if bytes[index + 1] == 0x80 {
                return (0x80...0x8B).contains(bytes[index + 2]) || bytes[index + 2] == 0xAF ? 3 : 0
            }
            return bytes[index + 1] == 0x81 && bytes[index + 2] == 0x9F ? 3 : 0
        case 0xEF: return index + 2 < end && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : 0
        default: return 0
        }
    }

    /// The range without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            let length = spaceLength(at: start, end: range.upperBound)
            if length == 0 { break }
            start += length
        }
        var end = range.upperBound
        scan: while end > start {
            for length in 1...3 where end - length >= start {
                if spaceLength(at: end - length, end: end) == length {
                    end -= length
                    continue scan
                }
            }
            break
        }
        return start..<end
    }

    /// The range without these ASCII bytes and white space at its ends.
    func trimmed(_ range: Range<Int>, of marks: StaticString) -> Range<Int> {
        let set = marks.withUTF8Buffer { Array($0) }
        var inner = trimmed(range)
        while true {
            let before = inner
            while let first = bytes[inner].first, set.contains(first) {
                inner = inner.lowerBound + 1..<inner.upperBound
            }
            while let last = bytes[inner].last, set.contains(last) {
                inner = inner.lowerBound..<inner.upperBound - 1
            }
            inner = trimmed(inner)
            if inner == before { return inner }
        }
    }

    /// Whether the range begins with the ASCII text, whatever the case of its letters.
    func begins(_ range: Range<Int>, with text: String) -> Bool {
        var index = range.lowerBound
        for byte in text.utf8 {
            guard index < range.upperBound, Self.lower(bytes[index]) == Self.lower(byte) else { return false }
            index += 1
        }
        return true
    }

    func ends(_ range: Range<Int>, with text: String) -> Bool {
        range.count >= text.utf8.count
            && begins(range.upperBound - text.utf8.count..<range.upperBound, with: text)
    }

    func equals(_ range: Range<Int>, _ text: String) -> Bool {
        range.count == text.utf8.count && begins(range, with: text)
    }

    /// The first place of the text in the range, whatever the case of ASCII letters.
    func find(_ text: String, in range: Range<Int>) -> Range<Int>? {
        let wanted = text.utf8.map(Self.lower)
        guard let first = wanted.first, wanted.count <= range.count else { return nil }
        var index = range.lowerBound
        let last = range.upperBound - wanted.count
        outer: while index <= last {
            if Self.lower(bytes[index]) == first {
                for offset in 1..<max(1, wanted.count) where offset < wanted.count {
                    if Self.lower(bytes[index + offset]) != wanted[offset] {
                        index += 1
                        continue outer
                    }
                }
                return index..<index + wanted.count
            }
            index += 1
        }
        return nil
    }

    func contains(_ text: String, in range: Range<Int>) -> Bool { find(text, in: range) != nil }

    /// The first bytes of a range, cut before a character rather than in it.
    func head(_ range: Range<Int>, _ count: Int) -> Range<Int> {
        var end = min(range.upperBound, range.lowerBound + count)
        while end > range.lowerBound, end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return range.lowerBound..<end
    }

    /// The last bytes of a range, cut likewise.
    func tail(_ range: Range<Int>, _ count: Int) -> Range<Int> {
        var start = max(range.lowerBound, range.upperBound - count)
        while start < range.upperBound, start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
        return start..<range.upperBound
    }

    func hasDigit(_ range: Range<Int>) -> Bool { bytes[range].contains(where: Self.isDigit) }

    /// The cells between the given ASCII byte, trimmed.
    func split(_ range: Range<Int>, at separator: UInt8) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where bytes[index] == separator {
            cells.append(trimmed(start..<index))
            start = index + 1
        }
        cells.append(trimmed(start..<range.upperBound))
        return cells
    }

    /// The words between white space.
    func words(_ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            let length = spaceLength(at: index, end: range.upperBound)
            if length > 0 {
                if let begin = start { result.append(begin..<index) }
                start = nil
                index += length
            } else {
                if start == nil { start = index }
                index += 1
            }
        }
        if let begin = start { result.append(begin..<range.upperBound) }
        return result
    }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
