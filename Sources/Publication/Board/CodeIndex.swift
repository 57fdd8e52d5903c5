import VerifiableVoting

/// A sorted list of codes in pieces of bounded size, each of the codes with one beginning, so that a page of them is found without
/// a script.
struct CodeIndex: Equatable {
    struct Part: Equatable {
        let prefix: String
        let range: Range<Int>

        /// Codes tell capitals from small letters, names of files do not everywhere: the beginning by its bytes.
        var fileName: String {
            prefix.isEmpty ? "all" : prefix.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// Most codes of a page.
    static let most = 1000

    let parts: [Part]

    /// - Parameter codes: sorted by their bytes; of ASCII characters.
    init(_ codes: [String], most: Int = Self.most) {
        var length = 0
        var parts = Self.parts(codes, length: 0)
        // Codes are all different and of one length: at their full length every part has one.
        while parts.contains(where: { $0.range.count > most }), length < 43 {
            length += 1
            parts = Self.parts(codes, length: length)
        }
        self.parts = parts
    }

    private static func parts(_ codes: [String], length: Int) -> [Part] {
        var parts: [Part] = []
        for (place, code) in codes.enumerated() {
            let prefix = String(code.prefix(length))
            if let last = parts.last, last.prefix == prefix {
                parts[parts.count - 1] = Part(prefix: prefix, range: last.range.lowerBound..<place + 1)
            } else {
                parts.append(Part(prefix: prefix, range: place..<place + 1))
            }
        }
        return parts
    }
}
