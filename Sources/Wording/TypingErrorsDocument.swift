package import Simulation

/// `Documentation/TypingErrors.md`, made from seeded typing errors.
public enum TypingErrorsDocument {
    /// - Parameter wording: in English, as all documentation is.
    package static func markdown(_ study: TypingErrorStudy, _ wording: Wording) -> String {
        func share(_ count: Int, _ row: TypingErrorStudy.Row) -> String {
            wording.percent(UInt64(count), of: UInt64(row.made), digits: 1)
        }
        let kinds = study.rows.map { wording.name(of: $0.kind) }
        var lines = [
            "# Typing errors that the checks catch", "",
            "Made by `sailau count typing-errors --document`; don't edit. \(wording.number(study.errors)) errors, seed "
                + "\(study.seed), as many of each kind, each in one protocol of the",
            "reconstruction of 2004 with the same seed; the protocols are made up, so the shares show the checks and not the election. An",
            "error that changes nothing is drawn again. A finding counts as caught where the protocol did not have it before.",
            "",
            "What is held against the mistyped protocol is what is known at the desk of the first entry: its own figures, the register,",
            "its constituency without it, and the station's other protocols. The second entry by another person, which is there to catch the",
            "rest, is not counted; neither are the last two rows of the second table, which need numbers in words or a check number typed.",
            "", "| error | made | caught by errors | by warnings alone | by neither |", "|---|--:|--:|--:|--:|",
        ]
        for row in study.rows {
            lines.append(
                "| \(wording.name(of: row.kind)) | \(wording.number(row.made)) | \(share(row.byErrors, row)) | "
                    + "\(share(row.byWarnings, row)) | \(share(row.byNone, row)) |")
        }
        let made = study.rows.reduce(0) { $0 + $1.made }
        func total(_ count: (TypingErrorStudy.Row) -> Int) -> String {
            wording.percent(UInt64(study.rows.reduce(0) { $0 + count($1) }), of: UInt64(made), digits: 1)
        }
        lines.append(
            "| all | \(wording.number(made)) | \(total(\.byErrors)) | \(total(\.byWarnings)) | \(total(\.byNone)) |")
        let far = study.rows.reduce(0) { $0 + $1.far }
        let farCaught = study.rows.reduce(0) { $0 + $1.farCaught }
        lines += [
            "",
            "Of the swapped lines, \(wording.number(far)) differ by 20 votes or more; of these "
                + "\(wording.percent(UInt64(farCaught), of: UInt64(far), digits: 1)) are caught. Lines with few votes can be swapped "
                + "unseen,", "which is why a second person types the protocol.",
            "", "Caught by each check, several of which may catch the same error:", "",
            "| check | " + kinds.joined(separator: " | ") + " |",
            "|---|" + String(repeating: "--:|", count: kinds.count),
        ]
        for code in study.codes {
            lines.append(
                "| \(code) \(wording.titleOfCheck(code)) | "
                    + study.rows.map { share($0.byCode[code] ?? 0, $0) }.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
