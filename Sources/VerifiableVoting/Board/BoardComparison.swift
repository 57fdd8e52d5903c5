/// What several copies of a board say about the same elections.
///
/// An archive only grows, so of two honest copies the older one's last head stands among the heads of the newer one. Two different
/// heads at one height, or ballots that end at different heights, are a split view: somebody was shown another election.
public struct BoardComparison: Equatable, Sendable {
    /// A difference between two boards, by their places in the order in which they were given.
    public struct Difference: Equatable, Sendable {
        public enum Kind: Equatable, Sendable {
            /// The announcements differ: what follows about single elections says little.
            case manifest
            /// Two heads of one election, first at this height; nil where voting goes on there.
            case split(height: Int, first: Digest?, second: Digest?)
            /// Equal heads, and another root of the challenges: a challenge was added, changed or left out.
            case challenges(first: Digest, second: Digest)
            /// Equal heads and challenges, and another verdict, count or decision that the election is void.
            case claims
            /// The second is an honest, older copy, this many events behind.
            case older(events: Int)
            /// The second has nothing of the election yet.
            case absent
        }

        public let election: String?
        public let first: Int
        public let second: Int
        public let kind: Kind

        /// Whether it can't be explained by one copy being older.
        public var isConflict: Bool {
            switch kind {
            case .manifest, .split, .challenges, .claims: true
            case .older, .absent: false
            }
        }
    }

    public let elections: Int
    public let differences: [Difference]

    public var conflicts: [Difference] { differences.filter(\.isConflict) }

    /// Holds each board against the one that has most of each election, the first of those that have the same.
    public init(_ boards: [Board]) {
        var differences: [Difference] = []
        for second in boards.indices.dropFirst() where boards[second].manifest != boards[0].manifest {
            differences.append(Difference(election: nil, first: 0, second: second, kind: .manifest))
        }
        var uuids: [String] = []
        var seen: Set<String> = []
        for uuid in boards.flatMap({ $0.elections.map(\.uuid) }) where seen.insert(uuid).inserted {
            uuids.append(uuid)
        }
        let known = boards.map { board in
            Dictionary(board.elections.map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
        }
        for uuid in uuids {
            let entries = known.map { $0[uuid] ?? Board.Entry(uuid: uuid, verdict: .missing) }
            var longest = 0
            for place in entries.indices where Self.reach(entries[place]) > Self.reach(entries[longest]) {
                longest = place
            }
            for place in entries.indices where place != longest {
                guard let kind = Self.difference(entries[longest], entries[place]) else { continue }
                differences.append(Difference(election: uuid, first: longest, second: place, kind: kind))
            }
        }
        (elections, self.differences) = (uuids.count, differences)
    }

    /// How far a board has come with an election; -1 where it has nothing.
    private static func reach(_ entry: Board.Entry) -> Int { entry.heads.last?.height ?? -1 }

    /// What the second, which does not reach further, says otherwise.
    static func difference(_ first: Board.Entry, _ second: Board.Entry) -> Difference.Kind? {
        guard let last = second.heads.last else {
            return first.heads.isEmpty ? (first == second ? nil : .claims) : .absent
        }
        // The first's ballots ended before the second's did: the second's chain has a ballot where the first has an end.
        if let begins = first.heads.first, begins.height < second.heads[0].height {
            return .split(height: begins.height, first: begins.hash, second: nil)
        }
        let heads = Dictionary(first.heads.map { ($0.height, $0.hash) }, uniquingKeysWith: { first, _ in first })
        for head in second.heads where heads[head.height] != head.hash {
            return .split(height: head.height, first: heads[head.height], second: head.hash)
        }
        guard first.challenges == second.challenges, first.challenged == second.challenged else {
            return .challenges(first: first.challenges, second: second.challenges)
        }
        let behind = reach(first) - last.height
        if behind > 0 { return .older(events: behind) }
        let isSame =
            first.verdict == second.verdict && first.counted == second.counted && first.isVoid == second.isVoid
        return isSame ? nil : .claims
    }
}
