import ArgumentParser
import DataFormats
import ElectionModel
import Observation
import VerifiableVoting
import Wording

extension QuickCountCommands {
    struct Report: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Estimate shares with intervals, the lead, and the chance of a run-off.",
            discussion: "Example:\n  sailau quickcount report list.txt reports.csv --hash 5d0c… --json")

        @OptionGroup var options: Options
        @Argument(help: "The list.") var list: String
        @Argument(help: "The reports.") var reports: String
        @Option(help: "The hash that was published before the day.") var hash: String?

        func run() throws {
            let wording = try options.wording()
            let design = try QuickCountCommands.design(list, wording)
            if let hash, hash != design.hash.hexadecimal {
                throw CheckFailed(
                    message: wording.term(
                        "observation.quickcount.other hash", [Figure("hash", .text(design.hash.hexadecimal))]))
            }
            let table = try QuickCountCommands.reports(reports, design, wording)
            guard let estimate = QuickCountEstimate(design, table.reports) else {
                throw RefusedInput(message: wording.term("observation.quickcount.few"))
            }
            let arrivals = QuickCountArrivals(design, table.reports)
            Terminal.print(
                options.json
                    ? json(table.choices, estimate, arrivals, design).text()
                    : text(table.choices, estimate, arrivals, wording))
        }

        private func json(
            _ choices: [String], _ estimate: QuickCountEstimate, _ arrivals: QuickCountArrivals,
            _ design: QuickCountDesign
        ) -> JSON {
            let order = estimate.ranking
            let shown = order.map { place -> JSON in
                let bounds = arrivals.extremes.isEmpty ? nil : arrivals.extremes[place]
                return .object([
                    ("choice", .string(choices[place])), ("share", number(estimate.shares[place].share)),
                    ("standard_error", number(estimate.shares[place].standardError)),
                    ("half_width_95", number(estimate.shares[place].halfWidth)),
                    ("majority", number(estimate.probabilityOfMajority(place))),
                    ("least", .optional(bounds) { number($0.least) }),
                    ("greatest", .optional(bounds) { number($0.greatest) }),
                ])
            }
            var lead = JSON.null
            if order.count >= 2 {
                let ahead = estimate.lead(order[0], over: order[1])
                lead = .object([
                    ("share", number(ahead.share)), ("half_width_95", number(ahead.halfWidth)),
                    ("first_is_first", number(estimate.probability(order[0], beats: order[1]))),
                ])
            }
            let moments = arrivals.moments.map { moment -> JSON in
                .object([("reports", .count(moment.reports)), ("shares", .array(moment.shares.map { number($0) }))])
            }
            let response = arrivals.response.map { stratum -> JSON in
                .object([
                    ("stratum", .string(stratum.stratum)), ("drawn", .count(stratum.drawn)),
                    ("reported", .count(stratum.reported)),
                ])
            }
            return .object([
                ("format", .string("sailau-quickcount-report/1")), ("hash", .string(design.hash.hexadecimal)),
                ("drawn", .count(estimate.drawn)), ("reported", .count(estimate.reported)),
                ("degrees_of_freedom", .count(estimate.degreesOfFreedom)),
                ("collapsed", .array(estimate.collapsed.map { .string($0) })), ("choices", .array(shown)),
                ("run_off", number(estimate.probabilityOfRunOff)), ("lead", lead),
                ("like_the_last", .optional(arrivals.likeTheLast) { .array($0.map { number($0) }) }),
                ("arrivals", .array(moments)), ("response", .array(response)),
            ])
        }

        private func text(
            _ choices: [String], _ estimate: QuickCountEstimate, _ arrivals: QuickCountArrivals, _ wording: Wording
        ) -> String {
            func percent(_ value: Double) -> String {
                wording.percent(Fraction(Int128((value * 1e9).rounded()), 1_000_000_000), digits: 2)
            }
            func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
            func line(_ name: String, _ figures: [Figure]) -> String {
                wording.term("observation.quickcount.\(name)", figures)
            }
            let order = estimate.ranking
            var table = TextTable([
                (label("choice"), .left), (label("share"), .right), (label("half width"), .right),
                (label("majority"), .right), (label("least"), .right), (label("greatest"), .right),
            ])
            for place in order {
                let bounds = arrivals.extremes.isEmpty ? nil : arrivals.extremes[place]
                table.add([
                    choices[place], percent(estimate.shares[place].share), percent(estimate.shares[place].halfWidth),
                    percent(estimate.probabilityOfMajority(place)), bounds.map { percent($0.least) } ?? "–",
                    bounds.map { percent($0.greatest) } ?? "–",
                ])
            }
            var lines = [
                line(
                    "report",
                    [
                        Figure("reported", .count(UInt64(estimate.reported))),
                        Figure("size", .count(UInt64(estimate.drawn))),
                    ]), table.text(),
            ]
            func all(_ shares: [Double]) -> String {
                order.prefix(4).map { "\(choices[$0]) \(percent(shares[$0]))" }.joined(separator: ", ")
            }
            if order.count >= 2 {
                let lead = estimate.lead(order[0], over: order[1])
                lines.append(
                    line(
                        "lead",
                        [Figure("share", .text(percent(lead.share))), Figure("half", .text(percent(lead.halfWidth)))]))
            }
            lines.append(line("run-off", [Figure("probability", .text(percent(estimate.probabilityOfRunOff)))]))
            if !estimate.collapsed.isEmpty {
                lines.append(line("collapsed", [Figure("strata", .text(estimate.collapsed.joined(separator: ", ")))]))
            }
            if let last = arrivals.likeTheLast {
                lines.append(line("like the last", [Figure("shares", .text(all(last)))]))
            }
            lines += ["", line("arrivals", [])]
            lines += arrivals.moments.map { moment in
                "  "
                    + line(
                        "arrival",
                        [
                            Figure("reports", .count(UInt64(moment.reports))),
                            Figure("shares", .text(all(moment.shares))),
                        ])
            }
            return lines.joined(separator: "\n")
        }
    }
}
