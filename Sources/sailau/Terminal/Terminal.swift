#if canImport(Glibc)
    import Glibc
#endif

/// A check that the user asked for and that failed.
struct CheckFailed: Error {
    var message: String
}

/// Arguments or files that can't be used.
struct BadInput: Error {
    var message: String
}

/// Writing to the terminal; colour only where a person looks at it.
enum Terminal {
    static let isColoured: Bool = isatty(1) == 1 && getenv("NO_COLOR") == nil

    static func print(_ text: String) {
        var bytes = Array(text.utf8)
        bytes.append(10)
        write(bytes, to: 1)
    }

    static func error(_ text: String) {
        write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 2)
    }

    /// Ends the program with a result.
    static func end(_ result: Int32) -> Never {
        exit(result)
    }

    static func bold(_ text: String) -> String {
        isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text
    }

    static func dim(_ text: String) -> String {
        isColoured ? "\u{1b}[2m\(text)\u{1b}[0m" : text
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away, such as `head`, is no fault of ours.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
