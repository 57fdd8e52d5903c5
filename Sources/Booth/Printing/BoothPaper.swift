public import ElectionModel
public import ElectronicStation

/// What a booth prints: UTF-8 text in lines of at most 42 characters, as narrow printers have.
///
/// The paper of a code has nothing that depends on the choices but the code, and is the same whether the ballot is cast or
/// challenged afterwards. No paper says when it was printed, in which booth, or anything of the record's.
package struct BoothPaper: Sendable, Hashable {
    package let lines: [String]

    package init(lines: [String]) { self.lines = lines }

    package static let width = 42

    package var text: String { lines.joined(separator: "\n") + "\n" }
    /// With a form feed, at which printers cut.
    package var bytes: [UInt8] { Array((text + "\u{0c}").utf8) }

    /// The ballot code, before the decision.
    package static func code(_ code: String, _ ballot: BoothBallot, _ texts: BoothTexts, _ language: Language)
        -> BoothPaper
    {
        var paper = Writer(ballot, texts, language)
        paper.add(texts("paper.code", language))
        paper.add(code: code)
        paper.add(texts("paper.code explained", language))
        paper.add(texts("paper.code shows no choice", language))
        return BoothPaper(lines: paper.lines)
    }

    /// A challenged ballot: its code, what it encrypts, and that it is not counted.
    package static func opened(
        _ code: String, choices: [Int], _ ballot: BoothBallot, _ texts: BoothTexts, _ language: Language
    ) -> BoothPaper {
        var paper = Writer(ballot, texts, language)
        for own in Writer.languages(ballot, language) {
            paper.add("*** \(texts("paper.not counted", own)) ***", hasGap: false)
        }
        paper.gap()
        paper.add(texts("paper.opened", language))
        paper.add(code: code)
        for (contest, choice) in zip(ballot.contests, choices) {
            for name in ballot.names(contest.title, for: language) { paper.add(name.text, hasGap: false) }
            for name in ballot.names(contest.choices[choice].name, for: language) {
                paper.add(name.text, indent: 4, hasGap: false)
            }
            paper.gap()
        }
        paper.add(texts("paper.opened check", language))
        paper.add(texts("paper.opened doubt", language))
        return BoothPaper(lines: paper.lines)
    }

    /// The card with the steps that a voter has to see, for printing before the day: it does not come from the booth that it
    /// speaks of (T36).
    package static func card(_ ballot: BoothBallot, _ texts: BoothTexts, _ language: Language) -> BoothPaper {
        var paper = Writer(ballot, texts, language)
        paper.add(texts("card.title", language))
        for (number, step) in cardSteps.enumerated() {
            paper.add("\(number + 1). \(texts("card.\(step)", language))")
        }
        paper.add(texts("card.complain", language))
        return BoothPaper(lines: paper.lines)
    }

    private static let cardSteps = ["slip", "choose", "review", "code", "decide", "cast", "challenge", "leave"]

    private struct Writer {
        private(set) var lines: [String] = []

        init(_ ballot: BoothBallot, _ texts: BoothTexts, _ language: Language) {
            if ballot.isSimulated { add(texts("paper.simulated", language)) }
            add("\(texts("label.station", language)): \(ballot.station)")
        }

        /// The languages of the ballot, and the one that the voter reads.
        static func languages(_ ballot: BoothBallot, _ language: Language) -> [Language] {
            ballot.languages.contains(language) ? ballot.languages : ballot.languages + [language]
        }

        /// A paragraph, broken at spaces.
        mutating func add(_ text: String, indent: Int = 0, hasGap: Bool = true) {
            let room = BoothPaper.width - indent
            var line = ""
            for word in text.split(separator: " ") {
                var word = word
                if !line.isEmpty, line.count + 1 + word.count > room { end(&line, indent) }
                while word.count > room {
                    lines.append(String(repeating: " ", count: indent) + word.prefix(room))
                    word = word.dropFirst(room)
                }
                line += line.isEmpty ? String(word) : " \(word)"
            }
            end(&line, indent)
            if hasGap { gap() }
        }

        mutating func gap() { lines.append("") }

        /// In groups of six, to be compared with a screen.
        mutating func add(code: String) {
            for start in stride(from: 0, to: code.count, by: 24) {
                add(BoothPaper.grouped(String(code.dropFirst(start).prefix(24))), indent: 4, hasGap: false)
            }
            gap()
        }

        private mutating func end(_ line: inout String, _ indent: Int) {
            if !line.isEmpty { lines.append(String(repeating: " ", count: indent) + line) }
            line = ""
        }
    }

    /// A code in groups of six characters.
    package static func grouped(_ code: String) -> String {
        stride(from: 0, to: code.count, by: 6).map { String(code.dropFirst($0).prefix(6)) }.joined(separator: " ")
    }
}

/// The card with the steps of voting as text, for printing in each language before the day.
public enum BoothCard {
    public static func text(for ballot: BoothBallot, _ texts: BoothTexts, _ language: Language) -> String {
        BoothPaper.card(ballot, texts, language).text
    }
}
