/// What became of every part of a page: which words are claims, what the others are, and whether any figure is left over.
public struct PageCoverage: Sendable, Hashable {
    /// In order, without overlaps; white space between parts belongs to none.
    public var parts: [Part]

    public struct Part: Sendable, Hashable {
        public var kind: Kind
        /// Bytes of the page.
        public var span: Range<Int>
        /// The line where it begins, counted from 1.
        public var line: Int
        /// Figures in it: runs of digits, with the points, commas and apostrophes between digits.
        public var figures: Int
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case claim, label, words, reference, elsewhere, furniture, unread

        init(_ use: Coverage.Use) {
            self =
                switch use {
                case .label: .label
                case .furniture: .furniture
                case .elsewhere: .elsewhere
                case .reference: .reference
                case .words: .words
                case .unread: .unread
                }
        }
    }

    /// - Parameters:
    ///   - page: what an importer has made of it.
    ///   - bytes: the page.
    public init(_ page: ImportedPage, in bytes: [UInt8]) {
        let kinds = Kind.allCases
        // 0 is a part that nothing explains.
        var paint = [UInt8](repeating: 0, count: bytes.count)
        func fill(_ span: Range<Int>, _ kind: Kind) {
            let colour = UInt8((kinds.firstIndex(of: kind) ?? 0) + 1)
            for index in span.clamped(to: 0..<bytes.count) { paint[index] = colour }
        }
        for part in page.coverage { fill(part.span, Kind(part.use)) }
        for span in Set(page.claims.compactMap(\.span)) { fill(span, .claim) }
        parts = []
        var line = 1
        var start = 0
        while start < bytes.count {
            var end = start + 1
            while end < bytes.count, paint[end] == paint[start] { end += 1 }
            let figures = Self.figures(bytes[start..<end])
            if paint[start] > 0 {
                parts.append(Part(kind: kinds[Int(paint[start]) - 1], span: start..<end, line: line, figures: figures))
            } else if figures > 0 {
                let blank = bytes[start..<end].prefix { $0 <= 32 }
                let first = start + blank.count
                let last = bytes[start..<end].lastIndex { $0 > 32 } ?? first
                let lines = blank.count { $0 == 10 }
                parts.append(Part(kind: .unread, span: first..<last + 1, line: line + lines, figures: figures))
            }
            for index in start..<end where bytes[index] == 10 { line += 1 }
            start = end
        }
    }

    /// Parts with figures that no rule explains.
    public var unexplained: [Part] { parts.filter { $0.kind == .unread && $0.figures > 0 } }

    /// How many parts of a kind there are, and how many figures are in them.
    public func sum(_ kind: Kind) -> (parts: Int, figures: Int) {
        parts.reduce(into: (0, 0)) { sum, part in
            if part.kind == kind { sum = (sum.0 + 1, sum.1 + part.figures) }
        }
    }

    /// Runs of digits; a single sign between two digits does not end a run.
    static func figures(_ bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard PageText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            count += 1
            while index < bytes.endIndex {
                if PageText.isDigit(bytes[index]) {
                    index += 1
                } else if index + 1 < bytes.endIndex, [39, 44, 46].contains(bytes[index]),
                    PageText.isDigit(bytes[index + 1])
                {
                    index += 2
                } else {
                    break
                }
            }
        }
        return count
    }
}
