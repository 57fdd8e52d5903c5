import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectoralLaw
import SeatAllocation
import Wording

struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Decide the same votes under another threshold, method, base or number of seats.",
        discussion: """
            Examples:
              sailau what-if kazakhstan-2004 --threshold 5%..10%
              sailau what-if kazakhstan-2004 --base "ballots cast"
              sailau what-if kazakhstan-2004 --method "d'hondt"
              sailau what-if kazakhstan-2004 --seats 5..20
              sailau what-if kazakhstan-2004                      all methods and all bases
            """)

    @OptionGroup var options: ElectionOptions

    @Option(help: "A threshold, such as 5%, or a range, such as 5%..10%, of which every break-point is shown.")
    var threshold: String?

    @Option(help: ArgumentHelp("The base of the threshold, such as \"ballots cast\"."))
    var base: String?

    @Option(help: "A quota such as droop, or a divisor such as d'hondt.")
    var method: String?

    @Option(help: "The number of list seats, or a range such as 5..20.")
    var seats: String?

    @Option(help: "The list tier, where the law has several.")
    var tier: String?

    func run() throws {
        let loaded = try options.load()
        let law = loaded.folder.law
        let lists = law.tiers.filter { if case .lists = $0.rule { true } else { false } }.map(\.id)
        guard let tier = tier.map({ TierID($0) }) ?? lists.first, lists.contains(tier) else {
            throw BadInput(.noListTier, ["known": lists.map(\.rawValue).joined(separator: ", ")])
        }
        let points = ListBreakPoints(
            in: tier, under: law, of: loaded.folder.election, from: loaded.folder.tallies, with: loaded.folder.decisions
        )
        let changes = try fixedChanges(tier)
        if threshold?.contains("..") == true, seats?.contains("..") == true {
            throw BadInput(.oneRange)
        }
        let wording = try Home.wording(options.language, loaded.folder.election, law)
        let now = loaded.outcome.lists.first { $0.tier == tier }?.lists.map(\.list) ?? []
        let rows = try rows(points, changes, wording)
        guard !rows.isEmpty else { throw BadInput(.nothingChanges) }
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-what-if/1")), ("election", .string(loaded.folder.election.id.rawValue)),
                    ("tier", .string(tier.rawValue)),
                    (
                        "rows",
                        .array(
                            rows.map { row in
                                JSON.object([
                                    ("case", .string(row.key)),
                                    ("seats", .object(row.result.seats.map { ($0.list.rawValue, .count($0.seats)) })),
                                    ("unfilled", .count(row.result.unfilled)), ("ties", .count(row.result.ties.count)),
                                ])
                            })
                    ),
                ]).text())
            return
        }
        let shown = now.filter { list in rows.contains { $0.result.seats(of: list) > 0 } }
        var table = TextTable(
            [(wording.term("heading.what if"), .left)]
                + shown.map { (wording.names.choice($0, wording.language), TextTable.Alignment.right) }
                + [("", .left)])
        for row in rows {
            let tied = row.result.ties.isEmpty ? "" : wording.term("heading.tie")
            table.add([row.label] + shown.map { String(row.result.seats(of: $0)) } + [tied])
        }
        Terminal.print(table.text())
    }

    private struct Row {
        var key: String
        var label: String
        var result: ListResult
    }

    private func rows(_ points: ListBreakPoints, _ changes: [LawChange], _ wording: Wording) throws -> [Row] {
        if let range = try fractions(threshold), range.0 != range.1 {
            return points.thresholds(from: range.0, to: range.1, changes: changes).map { range in
                let open = range.includesFrom ? "[" : "("
                let close = range.includesTo ? "]" : ")"
                let shown =
                    "\(open)\(wording.percent(range.from, digits: 4)) – \(wording.percent(range.to, digits: 4))\(close)"
                return Row(key: "\(open)\(range.from), \(range.to)\(close)", label: shown, result: range.result)
            }
        }
        if let range = try wholes(seats), range.0 != range.1 {
            return points.seats(from: range.0, to: range.1, changes: changes).map {
                let gains =
                    $0.losing.isEmpty
                    ? "" : " −" + $0.losing.map { wording.names.choice($0, wording.language) }.joined(separator: ", ")
                return Row(key: String($0.seats), label: "\($0.seats)\(gains)", result: $0.result)
            }
        }
        if !changes.isEmpty {
            guard let result = points.result(changes: changes) else { return [] }
            return [Row(key: description(), label: label(changes, wording), result: result)]
        }
        return points.bases().map {
            Row(key: $0.choice.rawValue, label: wording.name(of: $0.choice), result: $0.result)
        }
            + points.methods().map { alternative in
                Row(
                    key: name(alternative.choice), label: shown(alternative.choice, wording), result: alternative.result
                )
            }
    }

    private func description() -> String {
        [threshold.map { "threshold \($0)" }, base.map { "base \($0)" }, method, seats.map { "\($0) seats" }]
            .compactMap(\.self).joined(separator: ", ")
    }

    private func label(_ changes: [LawChange], _ wording: Wording) -> String {
        changes.map { change in
            switch change {
            case .threshold(let fraction, _):
                wording.term("command.what-if threshold", [Figure("value", .text(wording.percent(fraction)))])
            case .thresholdBase(let base, _): wording.term("command.what-if base", [Figure("base", .base(base))])
            case .method(let method, _): shown(method, wording)
            case .seats(let seats, _): wording.term("command.what-if seats", [Figure("seats", .count(UInt64(seats)))])
            case .thresholdComparison(let comparison, _): wording.name(of: comparison)
            case .noThreshold, .majorityBase: ""
            }
        }.joined(separator: ", ")
    }

    private func name(_ method: Allocation.Method) -> String {
        switch method {
        case .divisor(let divisor): divisor.rawValue
        case .quota(let quota): "\(quota.quota.rawValue), \(quota.remainders.rawValue)"
        }
    }

    private func shown(_ method: Allocation.Method, _ wording: Wording) -> String {
        switch method {
        case .divisor(let divisor): wording.name(of: divisor)
        case .quota(let quota): "\(wording.name(of: quota.quota)), \(wording.name(of: quota.remainders))"
        }
    }

    private func fixedChanges(_ tier: TierID) throws -> [LawChange] {
        var changes: [LawChange] = []
        if let range = try fractions(threshold), range.0 == range.1 { changes.append(.threshold(range.0, in: tier)) }
        if let base {
            guard let value = VoteBase(rawValue: base) else {
                let known = VoteBase.allCases.map(\.rawValue).joined(separator: ", ")
                throw BadInput(.noBase, ["text": base, "known": known])
            }
            changes.append(.thresholdBase(value, in: tier))
        }
        if let method { changes.append(.method(try parsed(method), in: tier)) }
        if let range = try wholes(seats), range.0 == range.1 { changes.append(.seats(range.0, in: tier)) }
        return changes
    }

    private func parsed(_ text: String) throws -> Allocation.Method {
        let text = text.lowercased()
        if let divisor = Divisor(rawValue: text) { return .divisor(divisor) }
        if let quota = Quota(rawValue: text) { return .quota(QuotaMethod(quota, overAward: .smallestRemainder)) }
        let known = (Quota.allCases.map(\.rawValue) + Divisor.allCases.map(\.rawValue)).joined(separator: ", ")
        throw BadInput(.noMethod, ["text": text, "known": known])
    }

    private func fractions(_ text: String?) throws -> (Fraction, Fraction)? {
        try range(text, .badThreshold) { part in
            readPercent(part).flatMap { $0 <= Fraction(1, 1) ? $0 : nil }
        }
    }

    private func wholes(_ text: String?) throws -> (Int, Int)? {
        try range(text, .badSeats) { Int($0).flatMap { (1...10_000).contains($0) ? $0 : nil } }
    }

    /// `7%`, `7.5%`, `7/100` or `0.07`, exactly.
    private func readPercent(_ text: String) -> Fraction? {
        let isPercent = text.hasSuffix("%")
        let number = isPercent ? String(text.dropLast()) : text
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count <= 9 else { return readFraction(text) }
        guard let digits = readFraction(String(parts[0] + parts[1])), digits.denominator == 1 else { return nil }
        let scale = parts[1].reduce(Int128(isPercent ? 100 : 1)) { scale, _ in scale * 10 }
        return Fraction(digits.numerator, scale)
    }

    private func range<Value: Comparable>(
        _ text: String?, _ fault: InputFault, _ read: (String) -> Value?
    ) throws -> (Value, Value)? {
        guard let text else { return nil }
        var ends = [text]
        if let separator = text.firstRange(of: "..") {
            ends = [String(text[..<separator.lowerBound]), String(text[separator.upperBound...])]
        }
        guard let first = read(ends[0]), let last = read(ends[ends.count - 1]), first <= last else {
            throw BadInput(fault, ["text": text])
        }
        return (first, last)
    }
}
