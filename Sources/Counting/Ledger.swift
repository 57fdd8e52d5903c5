public import ElectionModel

/// The accepted protocols of an election, in the order in which they were accepted, one for each station, contest, round
/// and channel.
///
/// It keeps no running sums: `tabulate` adds up from the beginning every time, so that a sum always is the sum of what is
/// there.
public struct Ledger: Sendable {
    /// Why a protocol can't be accepted.
    public enum Refusal: Error, Sendable, Hashable {
        /// There is one for the same station, contest, round and channel.
        case alreadyAccepted(LedgerKey)
        /// A line of field E is unfilled and can't be added up.
        case unfilledVotes(LedgerKey, choice: ChoiceID)
        /// There is none that could be replaced or taken out.
        case notAccepted(LedgerKey)
        /// A decision has a number and a reason.
        case noDecision(LedgerKey)
        /// Totals of the contest were taken over: they and protocols of it can't both be added up.
        case totalsThere(ContestKey)
        case protocolsThere(ContestKey)
    }

    /// What stands, in the order of acceptance.
    public private(set) var protocols: [Protocol] = []
    /// What stood before, in the order of the decisions; nothing is lost.
    public private(set) var changes: [Change] = []
    private var positions: [LedgerKey: Int] = [:]
    /// Totals by contest that were taken over as somebody else added them up, in the order in which they came.
    public private(set) var importedTotals: [Tally] = []
    private var importedContests: Set<ContestKey> = []

    /// A protocol that was replaced or taken out, by a decision.
    public struct Change: Sendable, Hashable {
        public var old: Protocol
        /// Nil where the protocol was annulled.
        public var new: Protocol?
        public var decision: NumberedDecision

        public init(old: Protocol, new: Protocol?, decision: NumberedDecision) {
            self.old = old
            self.new = new
            self.decision = decision
        }

        /// The fields that differ, with both numbers, in the order of the form; none for an annulment.
        public func fields(on form: ProtocolForm = .kazakhstan2004) -> [Corrigendum.Change] {
            guard let new else { return [] }
            return Set(old.fields(on: form) + new.fields(on: form)).sorted()
                .filter { old[$0] != new[$0] }.map { Corrigendum.Change($0, from: old[$0], to: new[$0]) }
        }
    }

    public init() {}

    /// - Throws: `Refusal`, for the first protocol that can't be accepted.
    public init(_ protocols: some Sequence<Protocol>) throws(Refusal) {
        for item in protocols { try accept(item) }
    }

    public mutating func accept(_ item: Protocol) throws(Refusal) {
        let key = LedgerKey(item)
        if positions[key] != nil { throw .alreadyAccepted(key) }
        guard !importedContests.contains(key.contest) else { throw .totalsThere(key.contest) }
        try requireVotes(item)
        positions[key] = protocols.count
        protocols.append(item)
    }

    /// Takes over the totals of a contest whose protocols nobody here has: an aggregate, marked as such wherever it is shown.
    ///
    /// - Throws: `Refusal` where totals or protocols of the contest are there already.
    public mutating func accept(totals: Tally) throws(Refusal) {
        let contest = ContestKey(totals.tier, totals.district, totals.round)
        guard !protocols.contains(where: { ContestKey($0) == contest }) else { throw .protocolsThere(contest) }
        guard importedContests.insert(contest).inserted else { throw .totalsThere(contest) }
        var totals = totals
        totals.isImported = true
        importedTotals.append(totals)
    }

    /// Puts a corrected or recounted protocol in the place of the accepted one, which is kept in `changes`.
    ///
    /// - Throws: `Refusal`; the ledger then is as it was.
    public mutating func replace(with item: Protocol, by decision: NumberedDecision) throws(Refusal) {
        let position = try position(of: LedgerKey(item), decision)
        try requireVotes(item)
        changes.append(Change(old: protocols[position], new: item, decision: decision))
        protocols[position] = item
    }

    /// Takes a protocol out of the sums; it is kept in `changes`.
    ///
    /// - Throws: `Refusal`; the ledger then is as it was.
    public mutating func annul(_ key: LedgerKey, by decision: NumberedDecision) throws(Refusal) {
        let position = try position(of: key, decision)
        changes.append(Change(old: protocols.remove(at: position), new: nil, decision: decision))
        positions[key] = nil
        for index in position..<protocols.count { positions[LedgerKey(protocols[index])] = index }
    }

    private func position(of key: LedgerKey, _ decision: NumberedDecision) throws(Refusal) -> Int {
        guard let position = positions[key] else { throw .notAccepted(key) }
        guard !decision.number.allSatisfy(\.isWhitespace), !decision.reason.allSatisfy(\.isWhitespace) else {
            throw .noDecision(key)
        }
        return position
    }

    private func requireVotes(_ item: Protocol) throws(Refusal) {
        for line in item.votes where line.votes == nil {
            throw .unfilledVotes(LedgerKey(item), choice: line.choice)
        }
    }

    /// The documents in force of protocols on their way, in the order given.
    ///
    /// - Throws: `Refusal` where two cases are about one protocol.
    public init(inForce cases: some Sequence<ProtocolCase>) throws(Refusal) {
        for item in cases {
            if let document = item.documentInForce { try accept(document.counts) }
        }
    }

    public subscript(key: LedgerKey) -> Protocol? {
        positions[key].map { protocols[$0] }
    }

    /// Adds the protocols up by tier, round and district; totals that were taken over stand beside the sums.
    ///
    /// A figure that one of the protocols leaves open is open in the sum. Where a station has a summary protocol, those of
    /// its channels are not added to it. Choices stand in ballot order, as the first accepted protocol of the contest has
    /// them.
    ///
    /// - Returns: the tallies in the order of tier, round and district.
    public func tabulate() -> [Tally] { Self.tabulate(protocols, beside: importedTotals) }

    /// The same of protocols that stand nowhere twice.
    ///
    /// - Parameter totals: totals that were taken over.
    public static func tabulate(_ protocols: [Protocol], beside totals: [Tally] = []) -> [Tally] {
        let summaries = Set(protocols.lazy.filter { $0.channel == .summary }.map { LedgerKey($0) })
        var tallies: [Tally] = []
        var index: [ContestKey: Int] = [:]
        for item in protocols {
            if !summaries.isEmpty, item.channel != .summary, summaries.contains(LedgerKey(item).with(.summary)) {
                continue
            }
            let key = ContestKey(item)
            guard let position = index[key] else {
                index[key] = tallies.count
                tallies.append(Tally(item))
                continue
            }
            tallies[position].add(item)
        }
        return (tallies + totals).sorted {
            ContestKey($0.tier, $0.district, $0.round) < ContestKey($1.tier, $1.district, $1.round)
        }
    }
}

/// What makes a protocol the only one of its kind.
public struct LedgerKey: Sendable, Hashable {
    public var station: StationID
    public var contest: ContestKey
    public var channel: Protocol.Channel

    public init(_ station: StationID, _ contest: ContestKey, _ channel: Protocol.Channel) {
        (self.station, self.contest, self.channel) = (station, contest, channel)
    }

    public init(_ item: Protocol) {
        station = item.station
        contest = ContestKey(item)
        channel = item.channel
    }

    /// The same station, contest and round in another channel.
    func with(_ channel: Protocol.Channel) -> LedgerKey {
        var key = self
        key.channel = channel
        return key
    }

    public var place: [String] { contest.place + [station.rawValue] }
}

extension Tally {
    fileprivate init(_ item: Protocol) {
        self.init(
            tier: item.tier, district: item.district, round: item.round,
            registered: item.electorsOnList.map(UInt64.init),
            cast: item.tookPart.map(UInt64.init), invalid: item.invalid.map(UInt64.init),
            votes: item.votes.map { ChoiceVotes($0.choice, UInt64($0.votes ?? 0)) }, provenance: item.provenance)
    }

    fileprivate mutating func add(_ item: Protocol) {
        registered = sum(registered, item.electorsOnList)
        cast = sum(cast, item.tookPart)
        invalid = sum(invalid, item.invalid)
        for (index, line) in item.votes.enumerated() {
            let count = UInt64(line.votes ?? 0)
            if votes.indices.contains(index), votes[index].choice == line.choice {
                votes[index].votes += count
            } else if let other = votes.firstIndex(where: { $0.choice == line.choice }) {
                votes[other].votes += count
            } else {
                votes.append(ChoiceVotes(line.choice, count))
            }
        }
        provenance = weaker(provenance, item.provenance)
    }

    private func sum(_ total: UInt64?, _ part: UInt32?) -> UInt64? {
        guard let total, let part else { return nil }
        return total + UInt64(part)
    }

    /// A sum is only as good as its weakest part.
    private func weaker(_ first: ProvenanceKind, _ second: ProvenanceKind) -> ProvenanceKind {
        let order: [ProvenanceKind] = [.official, .derived, .reconstructed, .simulated]
        return (order.firstIndex(of: first) ?? 0) >= (order.firstIndex(of: second) ?? 0) ? first : second
    }
}
