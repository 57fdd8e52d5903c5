public import DataFormats
public import ElectionModel

/// One phrase of the law language with votes that show what it does: the outcome under a law that has it, and under the
/// same law without it.
///
/// Cases stand in `Laws/phrases/*.yaml`, the laws they amend in `Laws/phrases/laws/`. A test computes both outcomes of
/// every case and compares them with those written down.
public struct PhraseCase: Sendable, Hashable {
    public var id: String
    /// The phrase in plain words.
    public var title: String
    public var group: String
    /// The law that lacks the phrase: a file of `Laws/phrases/laws/`, without its extension.
    public var law: String
    public var amendments: [Amendment]
    public var note: String?
    public var question: Question
    public var election: Election
    public var tallies: [DatedTally]
    public var decisions: Decisions
    public var applications: Applications
    /// What comes out, one statement a line.
    public var outcome: [String]
    public var outcomeWithout: [String]

    /// A change of the law's wording, as amending laws are written: instead of these words, those. The words must stand in
    /// the law exactly once.
    public struct Amendment: Sendable, Hashable {
        public var insteadOf: String
        public var write: String
    }

    /// A tally with the day on which those elected by it take their seats, where several elections make up a body.
    public struct DatedTally: Sendable, Hashable {
        public var tally: Tally
        public var termBegins: CalendarDate?
    }

    /// What is asked of the law.
    public enum Question: Sendable, Hashable {
        case seats
        /// Which seats are filled how after the recorded vacancies.
        case vacancies(termBegan: CalendarDate?)
        /// Who sits in the body on a day.
        case composition(on: CalendarDate)
        /// Which applications fail.
        case registration
        /// Who gets the deposit back.
        case deposits
    }

    /// The words of the law with the phrase.
    ///
    /// - Parameter base: the words of the law that lacks it.
    /// - Throws: a mistake where the words to be replaced don't stand in the law exactly once.
    public func amended(_ base: String) throws(Mistakes) -> String {
        var text = base
        for amendment in amendments {
            let places = text.ranges(of: amendment.insteadOf)
            guard places.count == 1, let place = places.first else {
                throw Mistakes([
                    Mistake(
                        file: "\(group): \(id)", line: 1, field: "phrase", .wordsNotOnce,
                        ["text": amendment.insteadOf, "times": "\(places.count)", "law": law])
                ])
            }
            // Further lines stand as deep as the line that they continue.
            let lineStart =
                text[..<place.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
            let prefix = text[lineStart..<place.lowerBound].prefix { $0 == " " || $0 == "-" }
            let indent = String(repeating: " ", count: prefix.count)
            text.replaceSubrange(place, with: amendment.write.replacing("\n", with: "\n" + indent))
        }
        return text
    }
}
