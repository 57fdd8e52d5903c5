package import Counting
package import ElectionModel

/// `Documentation/Checks.md`, made from the table of checks.
public enum ChecksDocument {
    /// - Parameter wording: in English, as all documentation is.
    public static func markdown(_ wording: Wording) -> String {
        var lines = [
            "# Checks of protocols", "",
            "Made by `sailau count checks --document` from `Check.table`; don't edit.", "",
            "Letters are the fields of the form (article 43(4) and (4-1)): A electors on the list, B electors given ballots, C ballots",
            "given by each member, D took part, E votes, F invalid ballots, G ballots received, H cancelled, S spoiled where a form keeps",
            "them apart, R written applications for a mobile box and M ballots found in it. An *error* has to be gone before a protocol is",
            "accepted, or explained where its advice is `explanation`; a *warning* is acknowledged with a reason by somebody with a name;",
            "*information* holds up nothing. Checks that were kept are reported too. A check that another one has said before is silent.",
            "", "| code | severity | looks at | rule | what is wrong | limits | silent after | advice |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for check in Check.table {
            let finding = check.bareFinding
            let limits = check.thresholds.map(\.rawValue).joined(separator: ", ")
            lines.append(
                "| \(check.code) | \(wording.name(of: check.severity)) | \(wording.name(of: check.scope)) | "
                    + "`\(check.formula.replacing("|", with: "\\|"))` | **\(wording.title(of: finding)).** "
                    + "\(wording.sentence(for: finding)) | \(limits) | "
                    + "\(check.suppressedBy.joined(separator: ", ")) | \(check.advice.rawValue) |")
        }
        lines += ["", "## What to do", "", "| advice | typist | coordinator | acceptor |", "|---|---|---|---|"]
        for advice in Check.Advice.allCases {
            guard let check = Check.table.first(where: { $0.advice == advice }) else { continue }
            let roles: [ProtocolCase.Role] = [.typist, .coordinator, .acceptor]
            lines.append(
                "| \(advice.rawValue) | "
                    + roles.map { wording.advice(on: check, for: $0) ?? "" }.joined(separator: " | ") + " |")
        }
        lines += [
            "", "## Limits", "",
            "What an election does not set in its `counting.yaml`, with a source, is the default.", "",
            "| limit | what it is | default |", "|---|---|---|",
        ]
        for threshold in Threshold.allCases {
            lines.append(
                "| \(threshold.rawValue) | \(wording.name(of: threshold)) | "
                    + "\(wording.text(of: threshold.standard, for: threshold)) |")
        }
        lines += ["", "## Not measured here", "", "| code | check | why |", "|---|---|---|"]
        for left in Check.notApplied {
            lines.append("| \(left.code) | \(wording.titleOfCheck(left.code)) | \(wording.name(of: left.reason)) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Check {
    /// A finding without figures, for the texts of the check itself.
    package var bareFinding: Finding { Finding(code, severity, place: []) }
}

extension Wording {
    /// The title of a check that may not be measured here.
    package func titleOfCheck(_ code: String) -> String {
        termIfPresent("counting.left out.\(code)") ?? title(of: Finding(code, .information, place: []))
    }
}
