import ElectionModel
import SeatAllocation
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// A check that the user asked for and that failed: in words, or by code and figures that `Sailau.main` words in the language
/// asked for.
struct CheckFailed: Error {
    private enum Words {
        case message(String)
        case refusal(BallotRefusal, [Figure])
    }

    private var words: Words

    init(message: String) { words = .message(message) }

    init(_ refusal: BallotRefusal, _ figures: KeyValuePairs<String, String> = [:]) {
        words = .refusal(refusal, figures.map { Figure($0, .text($1)) })
    }

    /// What was worded already.
    var message: String? { if case .message(let message) = words { message } else { nil } }

    func sentence(_ wording: Wording) -> String {
        switch words {
        case .message(let message): message
        case .refusal(let refusal, let figures): wording.sentence(for: refusal, figures)
        }
    }
}

/// Arguments or files that can't be used, by code and figures; `Sailau.main` words them in the language asked for.
struct BadInput: Error {
    var fault: InputFault
    var figures: [Figure]

    /// - Parameter figures: as the user wrote them or as files have them.
    init(_ fault: InputFault, _ figures: KeyValuePairs<String, String> = [:]) {
        (self.fault, self.figures) = (fault, figures.map { Figure($0, .text($1)) })
    }

    func sentence(_ wording: Wording) -> String { wording.sentence(for: fault, figures) }
}

/// Input that can't be used, worded already.
struct RefusedInput: Error {
    var message: String
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

    /// Lets signals end the program also where who started it had them blocked, as threads of pools have.
    static func letSignalsEnd() {
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
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

extension Terminal {
    /// Text of others as it may be shown: characters that would command the terminal become `\u{FFFD}`.
    static func printable(_ bytes: [UInt8]) -> String {
        String(
            String.UnicodeScalarView(
                String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                        ? "\u{FFFD}" : scalar
                }))
    }
}
