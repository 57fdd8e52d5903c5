public import SourceArchive

/// A generator with a seed, the same on every machine (SplitMix64).
public struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// An election made up at random, with what every page about it states.
public struct RandomElection: Sendable {
    public struct Party: Sendable {
        public var name: String
        public var votes: Int
        public var seats: Int
        public var change: Int?
    }

    public var parties: [Party]
    public let invalid: Int
    public let registered: Int
    public let year: Int

    public init(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let first = ["Amber", "Birch", "Copper", "Delta", "Ember", "Fern", "Granite", "Heather", "Iris", "Juniper"]
        let last = ["Party", "Union", "Movement", "League", "People's Front", "Democrats"]
        let names = first.shuffled(using: &numbers).prefix(Int.random(in: 2...9, using: &numbers))
        parties = names.map { word in
            Party(
                name: "\(word) \(last.randomElement(using: &numbers) ?? "Party")",
                votes: Int.random(in: 1_200...2_000_000, using: &numbers),
                seats: Int.random(in: 0...160, using: &numbers),
                change: Bool.random(using: &numbers) ? Int.random(in: -40...40, using: &numbers) : nil)
        }
        invalid = Int.random(in: 1_000...90_000, using: &numbers)
        year = Int.random(in: 1990...2014, using: &numbers)
        registered = parties.reduce(invalid) { $0 + $1.votes } + Int.random(in: 5_000...900_000, using: &numbers)
    }

    public var valid: Int { parties.reduce(0) { $0 + $1.votes } }
    public var cast: Int { valid + invalid }
    public var seats: Int { parties.reduce(0) { $0 + $1.seats } }

    public static func share(_ part: Int, _ whole: Int) -> String {
        let scaled = (part * 20_000 + whole) / (2 * whole)
        return "\(scaled / 100)." + (scaled % 100 < 10 ? "0" : "") + "\(scaled % 100)"
    }

    public static func grouped(_ number: Int, _ mark: String) -> String {
        let digits = String(number)
        var parts: [Substring] = []
        var rest = Substring(digits)
        while rest.count > 3 {
            parts.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + parts).joined(separator: mark)
    }

    private func truth(_ measure: Measure, _ value: String, _ party: String = "") -> Truth {
        Truth([measure.rawValue, "", "", party, "", value, "printed"])
    }

    /// What a table states: of each party, and of the ballots where the format has them.
    public func truths(change: Bool, ballots: Set<Measure>) -> Set<Truth> {
        var result: Set<Truth> = []
        for party in parties {
            result.insert(truth(.votes, "\(party.votes)", party.name))
            result.insert(truth(.voteShare, Self.share(party.votes, valid), party.name))
            result.insert(truth(.seats, "\(party.seats)", party.name))
            if change { result.insert(truth(.seatsChange, party.change.map { "\($0)" } ?? "new", party.name)) }
        }
        for (measure, value) in [(Measure.valid, valid), (.invalid, invalid), (.cast, cast), (.registered, registered)]
        where ballots.contains(measure) { result.insert(truth(measure, "\(value)")) }
        if ballots.contains(.turnout) { result.insert(truth(.turnout, Self.share(cast, registered))) }
        return result
    }
}
