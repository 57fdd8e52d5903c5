import DataFormats
import ElectionModel
import Observation
import Wording

/// A forensic report for people and for programs. Calibration comes first in both.
enum ForensicsReport {
    // MARK: JSON

    static func json(_ own: ForensicsFigures, _ control: ForensicsFigures, _ input: ForensicsInput) -> JSON {
        let analysis = own.analysis
        let relations: [(String, JSON)] = [
            ("fewer", .count(analysis.relations.fewer)), ("ballots_fewer", .count(analysis.relations.ballotsFewer)),
            ("more", .count(analysis.relations.more)), ("ballots_more", .count(analysis.relations.ballotsMore)),
            ("invalid", .array(analysis.relations.stationsByInvalid.map { .count($0) })),
        ]
        let pace: [(String, JSON)] = [
            ("stations", .count(analysis.pace.stations)), ("too_fast", .count(analysis.pace.tooFast)),
            ("falling", .count(analysis.pace.falling)),
        ]
        let theirs: [(String, JSON)] = [
            ("election", .string("georgia-2016")), ("stations", .count(control.analysis.stations)),
            ("counts", json(control.calibration)), ("model", control.model.map { json($0) } ?? .null),
        ]
        let estimates = analysis.estimates.map { estimate -> JSON in
            .object([
                ("cut", .count(estimate.cut)), ("votes", number(estimate.votes)),
                ("relation", number(estimate.relation)),
            ])
        }
        let members: [(String, JSON)] = [
            ("format", .string("sailau-forensics/1")), ("stations", .count(analysis.stations)),
            ("status", .optional(input.provenance) { .string($0.rawValue) }),
            ("calibration", json(own.calibration)), ("control", .object(theirs)),
            ("whole_percents", json(analysis.percentages)), ("rate", .fraction(own.rate)),
            ("regions", .array(analysis.regions.map { json($0) })),
            ("commissions", .array(analysis.commissions.map { json($0) })), ("relations", .object(relations)),
            ("pace", .object(pace)), ("kinds", own.kinds.map { json($0) } ?? .null),
            ("small_lists", .array(analysis.smallLists.map { json($0) })), ("estimates", .array(estimates)),
            ("spikes", .array(own.calibration.spikes.map { json($0) })), ("model", own.model.map { json($0) } ?? .null),
            ("log_vote_rate", own.logVoteRate.map { json($0) } ?? .null),
            ("swaps", .optional(input.swaps) { .count($0) }), ("twins", .optional(input.twins) { .count($0) }),
            ("copies", input.copies.map { json($0) } ?? .null),
        ]
        return .object(members)
    }

    private static func json(_ place: Spikes.Place) -> JSON {
        .object([
            ("of", .string(place.base.rawValue)), ("thousandths", .count(place.thousandths)),
            ("stations", .count(place.stations)), ("expected_tenths", .count(place.expectedTenths)),
            ("greatest", .count(place.greatest)),
        ])
    }

    private static func json(_ rate: LogVoteRate) -> JSON {
        .object([
            ("stations", .count(rate.stations)), ("skewness", number(rate.skewness)),
            ("excess_kurtosis", number(rate.excessKurtosis)),
        ])
    }

    private static func json(_ model: ForensicsFigures.Model) -> JSON {
        let (fitted, middles) = (model.fitted, model.fitted.middles)
        func range(_ part: KeyPath<KlimekModel, Int>) -> JSON {
            let found = model.withoutParts.map { $0[keyPath: part] }
            return .array([.count(found.min() ?? 0), .count(found.max() ?? 0)])
        }
        return .object([
            ("turnout", number(middles.turnout)), ("share", number(middles.share)),
            ("turnout_spread", number(middles.turnoutSpread)), ("share_spread", number(middles.shareSpread)),
            ("added", number(middles.added)), ("incremental_hundredths", .count(fitted.incremental)),
            ("extreme_thousandths", .count(fitted.extreme)), ("exponent_tenths", .count(fitted.exponent)),
            ("distance", number(fitted.distance)), ("distance_without", number(fitted.distanceWithout)),
            ("runs", .count(model.withoutParts.count)), ("incremental_without", range(\.incremental)),
            ("extreme_without", range(\.extreme)),
        ])
    }

    private static func json(_ kinds: KindComparison) -> JSON {
        .object([
            ("strata", .count(kinds.strata)), ("electronic", .count(kinds.electronic)), ("paper", .count(kinds.paper)),
            ("unmatched", .count(kinds.unmatched)), ("difference", .fraction(kinds.difference)),
            ("matched_1e_9", .whole(kinds.matched)), ("p_value", .fraction(kinds.pValue)),
        ])
    }

    private static func json(_ hit: StationAnalysis.SmallList) -> JSON {
        .object([
            ("commission", .string(hit.commission)), ("list", .count(hit.list + 1)), ("none", .count(hit.counts.none)),
            ("one", .count(hit.counts.one)), ("two", .count(hit.counts.two)), ("more", .count(hit.counts.more)),
            ("tail", number(hit.counts.tail)), ("kept", .bool(hit.isKept)),
        ])
    }

    private static func json(_ copies: ForensicsInput.CopyDifferences) -> JSON {
        let differing = copies.differing.map { entry -> JSON in
            .object([
                ("station", .string(entry.station.rawValue)), ("contest", .string(entry.contest.description)),
                ("fields", .array(entry.fields.map { .string($0) })),
            ])
        }
        return .object([("copies", .count(copies.copies)), ("differing", .array(differing))])
    }

    private static func json(_ calibration: Calibration) -> JSON {
        .array(
            calibration.rows.map { row in
                .object([
                    ("count", .string(row.count.rawValue)), ("descriptive", .bool(row.count.isDescriptive)),
                    ("runs", .count(calibration.runs)), ("least", number(row.quantile(25))),
                    ("median", number(row.quantile(500))), ("greatest", number(row.quantile(975))),
                    ("found", number(row.found)),
                    ("p_value", row.count.isDescriptive ? .null : .fraction(row.pValue)),
                ])
            })
    }

    private static func json(_ group: StationAnalysis.Group) -> JSON {
        .object([
            ("name", .string(group.name)), ("whole_percents", json(group.percentages)), ("tail", .fraction(group.tail)),
            ("kept", .bool(group.isKept)),
        ])
    }

    private static func json(_ counts: IntegerPercentages.Counts) -> JSON {
        func one(_ count: IntegerPercentages) -> JSON {
            .object([
                ("observed", .count(count.observed)), ("expected", number(count.expected)),
                ("deviation", number(count.deviation)), ("score", number(count.score)),
            ])
        }
        return .object([
            ("stations", .count(counts.stations)), ("turnout", one(counts.turnout)), ("share", one(counts.share)),
            ("either", one(counts.either)),
        ])
    }

    // MARK: Text

    static func text(
        _ own: ForensicsFigures, _ control: ForensicsFigures, _ input: ForensicsInput, _ wording: Wording
    ) -> String {
        func line(_ name: String, _ figures: [Figure] = []) -> String {
            wording.term("observation.forensics.\(name)", figures)
        }
        func label(_ name: String) -> String { wording.term("observation.label.\(name)") }
        let kind = input.provenance.flatMap { wording.termIfPresent("provenance explained.\($0.rawValue)") } ?? ""
        var lines = [
            Terminal.bold(line("title", [Figure("stations", .count(UInt64(own.analysis.stations)))])), line("hint"),
            kind, "",
            line(
                "calibration",
                [
                    Figure("runs", .count(UInt64(own.calibration.runs))),
                    Figure("seed", .count(own.calibration.seed)),
                ]) + ":",
        ]
        var table = TextTable([
            (label("count"), .left), (label("simulated"), .right), (line("control"), .right),
            (label("simulated"), .right), ("", .left),
        ])
        for (mine, theirs) in zip(own.calibration.rows, control.calibration.rows) {
            table.add([
                wording.name(ofCount: mine.count), range(mine, wording), value(theirs.found, theirs.count, wording),
                range(theirs, wording), mine.count.isDescriptive ? line("descriptive") : "",
            ])
        }
        lines += [table.text(), "", Terminal.bold(line("results"))]
        var results = TextTable([
            (label("count"), .left), (label("found"), .right), (label("simulated"), .right), (label("p-value"), .right),
        ])
        for row in own.calibration.rows {
            results.add([
                wording.name(ofCount: row.count), value(row.found, row.count, wording), range(row, wording),
                row.count.isDescriptive ? "–" : wording.exact(row.pValue),
            ])
        }
        lines += [results.text(), ""]
        lines += sentences(own, line, wording)
        lines += spikes(own.calibration.spikes, line, wording)
        lines += model(own, control, line, wording)
        if let swaps = input.swaps, let twins = input.twins {
            lines.append(
                line("checks", [Figure("swaps", .count(UInt64(swaps))), Figure("twins", .count(UInt64(twins)))]))
        }
        if let copies = input.copies {
            lines.append(
                line(
                    "copies",
                    [
                        Figure("copies", .count(UInt64(copies.copies))),
                        Figure("differing", .count(UInt64(copies.differing.count))),
                    ]))
            lines += copies.differing.prefix(40).map { entry in
                "  "
                    + line(
                        "copy",
                        [
                            Figure("station", .text(entry.station.rawValue)),
                            Figure("contest", .text(wording.name(of: entry.contest))),
                            Figure("fields", .text(entry.fields.joined(separator: "; "))),
                        ])
            }
        }
        for (name, groups) in [("region", own.analysis.regions), ("commission", own.analysis.commissions)] {
            lines += drill(label(name), groups, own.rate, line, wording)
        }
        return lines.joined(separator: "\n")
    }

    private static func sentences(
        _ own: ForensicsFigures, _ line: (String, [Figure]) -> String, _ wording: Wording
    ) -> [String] {
        let (analysis, either) = (own.analysis, own.analysis.percentages.either)
        var lines =
            [
                line(
                    "whole",
                    [
                        Figure("observed", .count(UInt64(either.observed))),
                        Figure("expected", .text(wording.estimate(either.expected, digits: 1))),
                        Figure("deviation", .text(wording.estimate(either.deviation, digits: 1))),
                        Figure("score", .text(wording.estimate(either.score, digits: 1))),
                    ]), line(either.score > 4 ? "above four" : "below four", []),
            ] + wording.sentences(for: analysis.relations)
        if let estimate = analysis.estimateAtMode {
            let votes = analysis.estimates.filter { $0.cut >= 30 }.map(\.votes)
            lines.append(
                line(
                    "estimate",
                    [
                        Figure("cut", .count(UInt64(estimate.cut))),
                        Figure("votes", .text(wording.estimate(estimate.votes, digits: 0))),
                        Figure("least", .text(wording.estimate(votes.min() ?? 0, digits: 0))),
                        Figure("greatest", .text(wording.estimate(votes.max() ?? 0, digits: 0))),
                    ]))
        }
        if let pace = wording.sentence(for: analysis.pace) { lines.append(pace) }
        if let kinds = own.kinds {
            lines += [
                line(
                    "kinds",
                    [
                        Figure("difference", .text(wording.decimal(kinds.difference * Fraction(100, 1), digits: 2))),
                        Figure(
                            "matched", .text(wording.decimal(Fraction(Int128(kinds.matched), 10_000_000), digits: 2))),
                        Figure("strata", .count(UInt64(kinds.strata))), Figure("p", .fraction(kinds.pValue)),
                    ]), line("kinds mean", []),
            ]
        }
        let small = analysis.smallLists
        if !small.isEmpty {
            lines.append(
                line(
                    "small drill",
                    [
                        Figure("all", .count(UInt64(small.count))), Figure("rate", .fraction(own.rate)),
                        Figure("kept", .count(UInt64(small.count { $0.isKept }))),
                    ]))
        }
        lines += small.sorted { ($0.counts.tail, $0.commission) < ($1.counts.tail, $1.commission) }.prefix(10).map {
            hit in
            line(
                "small",
                [
                    Figure("commission", .text(wording.place([hit.commission]))),
                    Figure("list", .count(UInt64(hit.list + 1))),
                    Figure("none", .count(UInt64(hit.counts.none))), Figure("one", .count(UInt64(hit.counts.one))),
                    Figure("two", .count(UInt64(hit.counts.two))), Figure("more", .count(UInt64(hit.counts.more))),
                    Figure("tail", .text(wording.pValue(hit.counts.tail))),
                ])
        }
        return lines
    }

    private static func spikes(
        _ places: [Spikes.Place], _ line: (String, [Figure]) -> String, _ wording: Wording
    ) -> [String] {
        guard !places.isEmpty else { return [] }
        var table = TextTable([
            (wording.term("observation.label.count"), .left), (line("value", []), .right),
            (wording.term("observation.label.stations"), .right), (wording.term("observation.label.expected"), .right),
            (line("greatest", []), .right),
        ])
        for place in places {
            table.add([
                wording.name(of: place.base), wording.decimal(Fraction(Int128(place.thousandths), 10), digits: 1),
                wording.number(place.stations), wording.decimal(Fraction(Int128(place.expectedTenths), 10), digits: 1),
                wording.number(place.greatest),
            ])
        }
        return ["", Terminal.bold(line("spikes", [])), line("spikes about", []), table.text()]
    }

    private static func model(
        _ own: ForensicsFigures, _ control: ForensicsFigures, _ line: (String, [Figure]) -> String, _ wording: Wording
    ) -> [String] {
        var lines: [String] = []
        if let rate = own.logVoteRate { lines += ["", wording.sentence(for: rate)] }
        guard let model = own.model else { return lines }
        var table = TextTable([
            ("", .left), (wording.term("observation.label.found"), .right), (line("without parts", []), .right),
            (line("control", []), .right), (line("without parts", []), .right),
        ])
        for row in wording.rows(of: model, control: control.model) { table.add(row) }
        return lines + ["", Terminal.bold(line("model", [])), line("model about", []), table.text()]
    }

    private static func drill(
        _ label: String, _ groups: [StationAnalysis.Group], _ rate: Fraction, _ line: (String, [Figure]) -> String,
        _ wording: Wording
    ) -> [String] {
        guard !groups.isEmpty else { return [] }
        let kept = groups.filter(\.isKept)
        var lines = [
            "",
            "\(label): "
                + line(
                    "drill",
                    [
                        Figure("rate", .fraction(rate)), Figure("kept", .count(UInt64(kept.count))),
                        Figure("all", .count(UInt64(groups.count))),
                    ]),
        ]
        guard !kept.isEmpty else { return lines }
        var table = TextTable([
            (label, .left), (wording.term("observation.label.stations"), .right),
            (wording.term("observation.label.found"), .right), (wording.term("observation.label.expected"), .right),
            (wording.term("observation.label.score"), .right),
        ])
        for group in kept.sorted(by: { $0.percentages.either.score > $1.percentages.either.score }).prefix(40) {
            let either = group.percentages.either
            table.add([
                wording.place([group.name]), wording.number(group.percentages.stations),
                wording.number(either.observed),
                wording.estimate(either.expected, digits: 1), wording.estimate(either.score, digits: 1),
            ])
        }
        lines.append(table.text())
        return lines
    }

    private static func value(_ value: Double, _ count: Calibration.Count, _ wording: Wording) -> String {
        wording.estimate(value, digits: count.shownDigits)
    }

    private static func range(_ row: Calibration.Row, _ wording: Wording) -> String {
        "\(value(row.quantile(25), row.count, wording)) … \(value(row.quantile(975), row.count, wording))"
    }
}
