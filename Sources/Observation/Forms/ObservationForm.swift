public import DataFormats
public import ElectionModel
public import VerifiableVoting

/// What observers are asked about one part of the day, as data: `Forms/NAME.yaml`.
public struct ObservationForm: Sendable, Hashable {
    public enum Stage: String, Sendable, Hashable, CaseIterable { case opening, voting, counting, tabulation }

    public struct Item: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// On the scale of four.
            case rating
            /// Yes, no, or don't know; one of the first two is as it should be.
            case question
            /// Yes, no, or don't know, of which none is better.
            case fact
            case number
            /// A time of day, `14:05`.
            case time
            case text
            /// The SHA-256 of each picture, one space between two. The pictures stay with the observer.
            case photograph
        }

        public var id: String
        public var kind: Kind
        public var text: Multilingual
        /// Of a question: whether yes is what should be.
        public var yesIsGood: Bool
        /// A report without an answer is not complete.
        public var isRequired: Bool
    }

    /// The scale of ratings; the first two are positive.
    public enum Rating: String, Sendable, Hashable, CaseIterable {
        case veryGood = "very good"
        case good
        case bad
        case veryBad = "very bad"

        public var isPositive: Bool { self == .veryGood || self == .good }
    }

    /// The answers to a question.
    public enum Reply: String, Sendable, Hashable, CaseIterable {
        case yes
        case no
        case unknown = "don't know"
    }

    public static let format = "sailau-observation-form/1"

    public var id: String
    public var stage: Stage
    public var title: Multilingual
    public var items: [Item]
    /// Of the file: reports name the version that they answer.
    public var digest: Digest

    public subscript(item id: String) -> Item? { items.first { $0.id == id } }

    /// - Throws: `Mistakes`, all at once.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ObservationForm {
        try YAMLDocument.decode(bytes, file: file) { decode($0, Digest(of: bytes)) }
    }

    private static func decode(_ reader: MappingReader, _ digest: Digest) -> ObservationForm? {
        guard reader.isFormat(format, "The version of this format: \(format).") else { return nil }
        let id = reader.text("id", "A name for the form.")
        let stage = reader.choice("stage", Stage.self, "The part of the day.")
        let title = reader.multilingual("title", "What stands above it.")
        var seen: Set<String> = []
        let items = reader.list("items", "What is asked, in this order.") { reader -> Item? in
            let id = reader.text("id", "A name for the item, the same in every version of the form.")
            let kind = reader.choice("kind", Item.Kind.self, "How it is answered.")
            let text = reader.multilingual("text", "The words of the question.")
            let yesIsGood = reader.flag("yes is good", default: true, "Whether yes is what should be.")
            let isRequired = reader.flag("required", default: false, "A report without it is not complete.")
            guard let id, let kind, let text else { return nil }
            guard seen.insert(id).inserted else {
                reader.report("id", .standsTwice, ["text": id])
                return nil
            }
            return Item(id: id, kind: kind, text: text, yesIsGood: yesIsGood, isRequired: isRequired)
        }
        guard let id, let stage, let title else { return nil }
        return ObservationForm(id: id, stage: stage, title: title, items: items, digest: digest)
    }
}

extension ObservationForm.Item.Kind {
    /// Words that may stand there; empty for anything.
    var answers: [String] {
        switch self {
        case .rating: ObservationForm.Rating.allCases.map(\.rawValue)
        case .question, .fact: ObservationForm.Reply.allCases.map(\.rawValue)
        case .number, .time, .text, .photograph: []
        }
    }

    /// Why an answer is none of this kind; nil where it is one.
    func fault(of answer: String) -> Mistake.Fault? {
        let isGood =
            switch self {
            case .rating, .question, .fact: answers.contains(answer)
            case .number: answer.utf8.count <= 9 && answer.utf8.allSatisfy { (48...57).contains($0) }
            case .time: ClockTime(answer) != nil
            case .text: !answer.isEmpty
            case .photograph:
                !answer.isEmpty
                    && answer.split(separator: " ", omittingEmptySubsequences: false)
                        .allSatisfy { Digest(hexadecimal: String($0)) != nil }
            }
        guard !isGood else { return nil }
        let known =
            switch self {
            case .number: "0, 1, 2…"
            case .time: "00:00 … 23:59"
            case .photograph: "SHA-256"
            default: answers.joined(separator: ", ")
            }
        return Mistake.Fault(
            .unknownValue, ["text": answer, "guess": nearest(to: answer, among: answers), "known": known])
    }
}

/// A time of day: two digits, a colon, two digits.
public struct ClockTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From midnight.
    public let minutes: Int

    /// Nil for anything but `00:00` to `23:59`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        minutes = 60 * hour + minute
    }

    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

    public var description: String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
