import ElectionModel
public import Observation

extension Spikes.Base: WordedValue { package static var termGroups: [String] { ["observation.spikes of"] } }

extension Wording {
    public func name(of base: Spikes.Base) -> String { term("observation.spikes of.\(base.rawValue)") }

    public func sentence(for rate: LogVoteRate) -> String {
        term(
            "observation.forensics.log rate",
            [
                Figure("stations", .count(UInt64(rate.stations))),
                Figure("skewness", .text(estimate(rate.skewness, digits: 2))),
                Figure("kurtosis", .text(estimate(rate.excessKurtosis, digits: 2))),
            ])
    }

    /// What the fitted model says, a row for each figure: its name, what was found, the range on elections without any part, and both for the
    /// control election.
    public func rows(of model: ForensicsFigures.Model, control: ForensicsFigures.Model?) -> [[String]] {
        func row(_ name: String, digits: Int, _ value: (KlimekModel) -> Double, isSimulated: Bool = true) -> [String] {
            func columns(_ model: ForensicsFigures.Model?) -> [String] {
                guard let model else { return ["–", "–"] }
                let simulated = model.withoutParts.map(value)
                guard isSimulated, let least = simulated.min(), let greatest = simulated.max() else {
                    return [estimate(value(model.fitted), digits: digits), "–"]
                }
                return [
                    estimate(value(model.fitted), digits: digits),
                    "\(estimate(least, digits: digits)) … \(estimate(greatest, digits: digits))",
                ]
            }
            return [term("observation.forensics.\(name)")] + columns(model) + columns(control)
        }
        return [
            row("turnout middle", digits: 1, { 100 * $0.middles.turnout }, isSimulated: false),
            row("share middle", digits: 1, { 100 * $0.middles.share }, isSimulated: false),
            row("incremental", digits: 0) { Double($0.incremental) },
            row("extreme", digits: 1) { Double($0.extreme) / 10 },
            row("exponent", digits: 1, { Double($0.exponent) / 10 }, isSimulated: false),
            row("distance", digits: 0) { 1e6 * $0.distance },
            row("distance without", digits: 0) { 1e6 * $0.distanceWithout },
        ]
    }

    /// What protocols' arithmetic shows without any theory.
    public func sentences(for relations: ProtocolRelations) -> [String] {
        let shares = zip(["first", "second", "third", "fourth"], relations.stationsByInvalid).map {
            Figure($0, .count(UInt64($1)))
        }
        return [
            term(
                "observation.forensics.relations",
                [
                    Figure("fewer", .count(UInt64(relations.fewer))),
                    Figure("ballotsFewer", .count(relations.ballotsFewer)),
                    Figure("more", .count(UInt64(relations.more))),
                    Figure("ballotsMore", .count(relations.ballotsMore)),
                ]), term("observation.forensics.invalid", shares),
        ]
    }

    /// Nil where no station reported by hours.
    public func sentence(for pace: Pace) -> String? {
        guard pace.stations > 0 else { return nil }
        return term(
            "observation.forensics.pace",
            [
                Figure("fast", .count(UInt64(pace.tooFast))), Figure("stations", .count(UInt64(pace.stations))),
                Figure("falling", .count(UInt64(pace.falling))),
            ])
    }
}
