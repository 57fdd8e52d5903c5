/// The fields of a form as a browser sends them: few and short ones, each once.
package struct FormFields: Sendable {
    private var fields: [String: String] = [:]

    /// Most bytes of a form and most fields that are read: a slip's text is the longest of them.
    package static let mostBytes = 4096
    private static let mostFields = 8

    /// Nil for anything else, broken UTF-8, control characters and a field twice included.
    package init?(_ body: [UInt8]) {
        guard body.count <= Self.mostBytes else { return nil }
        let pairs = body.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= Self.mostFields else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = Self.decoded(parts[0]), let value = Self.decoded(parts[1]),
                fields.updateValue(value, forKey: name) == nil
            else { return nil }
        }
    }

    package subscript(name: String) -> String? { fields[name] }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        // A scanner may type a line's end.
        guard result.allSatisfy({ $0 >= 32 && $0 != 127 || [9, 10, 13].contains($0) }) else { return nil }
        return String(validating: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
