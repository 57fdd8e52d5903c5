import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

/// The checks of a registration, and the deposits after the vote, as tables and as JSON.
struct RegistrationReport {
    let folder: ElectionFolder
    let input: RegistrationInput
    let deposits: [DepositReturn]
    let wording: Wording
    let checks: [RegistrationCheck]

    init(folder: ElectionFolder, input: RegistrationInput, deposits: [DepositReturn], wording: Wording) {
        self.folder = folder
        self.input = input
        self.deposits = deposits
        self.wording = wording
        checks = registrationChecks(input.applications, under: folder.law)
    }

    /// What failed, in one line; nil where nothing did.
    var failure: String? {
        let count = checks.count { $0.result == .failed }
        return count == 0 ? nil : wording.term("command.registration failed", [Figure("count", .count(UInt64(count)))])
    }

    func text(all: Bool) -> String {
        let language = wording.language
        var parts = [
            Terminal.bold(folder.election.name[language]), "\(folder.election.law): \(folder.law.statute)",
        ]
        if let notice = folder.file.notice { parts.append(notice[language]) }
        guard folder.law.registration != nil else {
            return (parts + [wording.term("command.no registration")]).joined(separator: "\n\n")
        }
        parts.append(rules())
        let shown = all ? checks : checks.filter { $0.result == .failed }
        if !shown.isEmpty { parts.append(shown.map(line).joined(separator: "\n")) }
        if !deposits.isEmpty {
            parts.append(Terminal.bold(wording.term("command.deposits")) + "\n" + depositTable(all: all))
        }
        parts.append(summary())
        return parts.joined(separator: "\n\n")
    }

    private func summary() -> String {
        let notGiven = checks.count { $0.result == .notGiven }
        var lines = [
            wording.term(
                "finding.checks passed",
                [
                    Figure("passed", .count(UInt64(checks.count { $0.result == .passed }))),
                    Figure("total", .count(UInt64(checks.count))),
                ])
        ]
        if notGiven > 0 {
            lines.append(
                wording.term("command.registration not given", [Figure("count", .count(UInt64(notGiven)))]))
        }
        return lines.joined(separator: "\n")
    }

    /// Each rule with the number of checks by result.
    private func rules() -> String {
        var table = TextTable([
            (wording.term("finding.code"), .left), (wording.term("command.rule"), .left),
            (wording.term("heading.article"), .left), (wording.term("command.passed"), .right),
            (wording.term("command.failed"), .right), (wording.term("command.not given"), .right),
            (wording.term("heading.provenance"), .left),
        ])
        var codes: [String] = []
        for check in checks where !codes.contains(check.code) { codes.append(check.code) }
        for code in codes.sorted() {
            let own = checks.filter { $0.code == code }
            func count(_ result: RegistrationCheck.Result) -> String {
                wording.number(own.count { $0.result == result })
            }
            table.add([
                code, wording.title(of: Finding(code, .information, place: [])), wording.citations(own[0].cites),
                count(.passed), count(.failed), count(.notGiven), kind(of: own[0]),
            ])
        }
        return table.text()
    }

    private func kind(of check: RegistrationCheck) -> String {
        wording.name(of: input.provenance(of: check.part))
    }

    private func line(_ check: RegistrationCheck) -> String {
        let place = check.place.isEmpty ? "" : " " + wording.place(check.place)
        let cites = check.cites.isEmpty ? "" : " " + Terminal.dim("(\(wording.citations(check.cites)))")
        return "\(check.code)\(place): \(wording.name(of: check.result)). \(sentence(check))\(cites)"
    }

    private func sentence(_ check: RegistrationCheck) -> String {
        wording.sentence(for: Finding(check.code, .information, place: check.place, figures: check.figures))
    }

    // MARK: Deposits

    /// Lists one by one, candidates by reason; candidates one by one, too, where all are asked for.
    private func depositTable(all: Bool) -> String {
        var table = TextTable([
            ("", .left), (wording.term("heading.number"), .right), (wording.term("command.deposit"), .left),
            (wording.term("command.reason"), .left),
            (wording.term("heading.provenance"), .left),
        ])
        for tier in folder.law.tiers {
            let own = deposits.filter { $0.tier == tier.id }
            let isByList = if case .lists = tier.rule { true } else { false }
            if isByList || all {
                for deposit in own {
                    table.add(
                        [wording.names.choice(deposit.choice, wording.language), "1"] + outcome(deposit, own))
                }
            } else {
                for reason in DepositReturn.Reason.allCases {
                    let same = own.filter { $0.reason == reason }
                    guard let first = same.first else { continue }
                    table.add([tier.name[wording.language], wording.number(same.count)] + outcome(first, own))
                }
            }
        }
        return table.text()
    }

    private func outcome(_ deposit: DepositReturn, _ all: [DepositReturn]) -> [String] {
        let state = deposit.isReturned.map { $0 ? "returned" : "kept" } ?? "unknown"
        return [
            wording.term("command.deposit \(state)"), wording.name(of: deposit.reason),
            wording.name(of: provenance(deposit)),
        ]
    }

    private func provenance(_ deposit: DepositReturn) -> ProvenanceKind {
        folder.provenance(of: deposit.tier, deposit.district)
    }

    // MARK: JSON

    func json() -> JSON {
        .object([
            ("format", .string("sailau-registration-report/1")),
            ("election", .string(folder.election.id.rawValue)), ("law", .string(folder.election.law)),
            ("checks", .array(checks.map(json))), ("deposits", .array(deposits.map(json))),
        ])
    }

    private func json(_ check: RegistrationCheck) -> JSON {
        .object([
            ("code", .string(check.code)), ("part", .string(check.part.rawValue)),
            ("result", .string(check.result.rawValue)), ("place", .array(check.place.map(JSON.string))),
            ("text", .string(sentence(check))), ("figures", JSON.figures(check.figures)),
            ("cites", .array(check.cites.map(JSON.string))),
            ("status", .string(input.provenance(of: check.part).rawValue)),
        ])
    }

    private func json(_ deposit: DepositReturn) -> JSON {
        .object([
            ("choice", .string(deposit.choice.rawValue)), ("tier", .string(deposit.tier.rawValue)),
            ("district", .string(deposit.district.rawValue)), ("returned", .optional(deposit.isReturned, JSON.bool)),
            ("reason", .string(deposit.reason.rawValue)), ("status", .string(provenance(deposit).rawValue)),
        ])
    }
}
