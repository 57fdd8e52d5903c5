public import ElectionModel

/// Entries counted, joined with complaints, and held against the days on which no poll may be published.
public struct IncidentSummary: Sendable, Hashable {
    /// A complaint of the record.
    public struct Complaint: Sendable, Hashable {
        public var number: String
        public var station: StationID?
        /// What was decided; nil while it is open.
        public var decision: String?

        public init(_ number: String, station: StationID?, decision: String?) {
            (self.number, self.station, self.decision) = (number, station, decision)
        }
    }

    /// The days on which the law lets nobody publish a poll.
    public struct PollBan: Sendable, Hashable {
        public var from: CalendarDate
        /// The day of the vote, which belongs to it.
        public var through: CalendarDate
        /// Where the statute says so, as it is cited.
        public var cites: [String]

        public init(from: CalendarDate, through: CalendarDate, cites: [String]) {
            (self.from, self.through, self.cites) = (from, through, cites)
        }

        public func holds(on day: CalendarDate) -> Bool { from <= day && day <= through }
    }

    public struct Row: Sendable, Hashable {
        public var kind: Incident.Kind
        /// Each thing once, however many sources tell of it.
        public var incidents: Int
        public var entries: Int
        /// Told by sources of two kinds or more.
        public var corroborated: Int
        public var withEvidence: Int
        public var withComplaint: Int
    }

    public struct Joined: Sendable, Hashable {
        public var entry: String
        public var number: String
        /// Nil where the record has no complaint of this number.
        public var complaint: Complaint?
        /// Whether entry and complaint name two stations.
        public var isOfOtherStation: Bool
    }

    public var entries: [Incident]
    /// In the order of kinds; those without an entry are left out.
    public var rows: [Row]
    public var joined: [Joined]
    /// Polls that were published while none may be.
    public var pollsInBan: [Incident]
    /// One before each day of voting.
    public var bans: [PollBan]

    public init(_ entries: [Incident], complaints: [Complaint] = [], bans: [PollBan] = []) {
        self.entries = entries.sorted { left, right in
            (left.date.dayNumber, left.time?.minutes ?? -1, left.id)
                < (right.date.dayNumber, right.time?.minutes ?? -1, right.id)
        }
        self.bans = bans
        let first = Incident.firsts(of: entries)
        let things = Dictionary(grouping: entries) { first[$0.id] ?? $0.id }
        rows = Incident.Kind.allCases.compactMap { kind in
            let own = things.values.filter { entries in (entries.first { $0.sameAs == nil } ?? entries[0]).kind == kind
            }
            guard !own.isEmpty else { return nil }
            return Row(
                kind: kind, incidents: own.count, entries: own.reduce(0) { $0 + $1.count },
                corroborated: own.count { Set($0.map(\.sourceKind)).count >= 2 },
                withEvidence: own.count { $0.contains { !$0.evidence.isEmpty } },
                withComplaint: own.count { $0.contains { $0.complaint != nil } })
        }
        let known = Dictionary(complaints.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        joined = self.entries.compactMap { entry in
            entry.complaint.map { number in
                let complaint = known[number]
                let stations = [entry.station, complaint?.station].compactMap(\.self)
                return Joined(
                    entry: entry.id, number: number, complaint: complaint,
                    isOfOtherStation: stations.count == 2 && stations[0] != stations[1])
            }
        }
        pollsInBan = self.entries.filter { entry in
            entry.kind == .poll && bans.contains { $0.holds(on: entry.date) }
        }
    }
}
