import ElectionModel
import SeatAllocation
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// A check that the user asked for and that failed.
struct CheckFailed: Error {
    var message: String
}

/// Arguments or files that can't be used, by code and figures; `Sailau.main` words them in the language asked for.
struct BadInput: Error {
    enum Words {
        case fault(InputFault, [Figure])
        /// A sentence in English, of commands whose messages have no codes yet.
        case english(String)
    }

    var words: Words

    /// - Parameter figures: as the user wrote them or as files have them.
    init(_ fault: InputFault, _ figures: KeyValuePairs<String, String> = [:]) {
        words = .fault(fault, figures.map { Figure($0, .text($1)) })
    }

    init(message: String) { words = .english(message) }

    func sentence(_ wording: Wording) -> String {
        switch words {
        case .fault(let fault, let figures): wording.sentence(for: fault, figures)
        case .english(let message): message
        }
    }
}

/// Writing to the terminal; colour only where a person looks at it.
enum Terminal {
    static let isColoured: Bool = isatty(1) == 1 && getenv("NO_COLOR") == nil

    /// Writes a text as lines: what does not end its last line is ended, what does is written as it is.
    static func print(_ text: String) {
        write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 1)
    }

    /// A derivation, indented, each line with its articles.
    static func print(_ steps: [Step], _ wording: Wording) {
        for line in steps.flatMap(wording.lines) {
            let cites = line.cites.isEmpty ? "" : "  " + dim("(" + line.cites.joined(separator: "; ") + ")")
            print(String(repeating: "  ", count: line.depth) + line.text + cites)
        }
    }

    static func error(_ text: String) {
        write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 2)
    }

    /// Writes a line on standard error over the one before.
    static func progress(_ text: String) {
        write(Array("\r\u{1b}[K\(text)\r".utf8), to: 2)
    }

    /// Lets a write to a reader that went away, or beyond a limit on the size of files, fail instead of ending the program
    /// by a signal.
    static func letWritesFail() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
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
            guard written > 0 else {
                // A reader that went away, such as `head`, is no fault of ours; a full disk is.
                exit(errno == EPIPE ? 0 : 2)
            }
            rest = rest.dropFirst(written)
        }
    }
}
