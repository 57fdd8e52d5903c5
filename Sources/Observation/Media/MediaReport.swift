public import ElectionModel

/// Time and tone by outlet and subject.
public struct MediaReport: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        public var outlet: String
        public var ownership: MediaUnit.Ownership
        public var isPrint: Bool
        public var subject: String
        public var kind: MediaUnit.SubjectKind
        /// Seconds or square centimetres.
        public var amount: UInt64 = 0
        public var direct: UInt64 = 0
        public var primetime: UInt64 = 0
        /// By tone, positive, neutral and negative.
        public var tones: [UInt64] = [0, 0, 0]
        /// By week, from the first day of monitoring, and by tone.
        public var weekTones: [[UInt64]]

        /// By week.
        public var weeks: [UInt64] { weekTones.map { $0.reduce(0, +) } }
    }

    /// A contestant's free time beside what the law gives it.
    public struct QuotaRow: Sendable, Hashable {
        public var outlet: String
        public var subject: String
        public var due: UInt64
        public var given: UInt64
    }

    /// By outlet and subject.
    public var rows: [Row] = []
    public var weeks: Int
    /// The first day of monitoring; nil where nothing was coded.
    public var firstDay: CalendarDate?
    /// Pieces, and those that two or more coders coded.
    public var units: Int
    public var doubleCoded: Int
    /// On tone.
    public var alphaNominal: Fraction?
    public var alphaInterval: Fraction?
    public var quota: [QuotaRow] = []

    /// Each piece counts once, by its coder whose name comes first; other codings measure agreement.
    ///
    /// - Parameter quota: seconds of free time that the law gives a contestant at an outlet; empty where there is none.
    public init(_ codings: [MediaUnit], quota due: [Quota] = []) {
        let byUnit = Dictionary(grouping: codings, by: \.unit)
        let names = byUnit.keys.sorted()
        let sorted = names.map { name in (byUnit[name] ?? []).sorted { $0.coder < $1.coder } }
        units = sorted.count
        doubleCoded = sorted.count { $0.count >= 2 }
        let tones = sorted.map { $0.map(\.tone.value) }
        alphaNominal = Agreement.alpha(tones, .nominal)
        alphaInterval = Agreement.alpha(tones, .interval)
        let start = codings.map(\.date).min()
        firstDay = start
        // A wrong year must not make a thousand columns.
        func week(_ day: CalendarDate) -> Int { start.map { min(519, (day.dayNumber - $0.dayNumber) / 7) } ?? 0 }
        weeks = (codings.map { week($0.date) }.max() ?? -1) + 1
        var found: [[String]: Row] = [:]
        var free: [[String]: UInt64] = [:]
        for unit in sorted.compactMap(\.first) {
            let key = [unit.outlet, unit.isPrint ? "print" : "air", unit.subject, unit.subjectKind.rawValue]
            var row =
                found[key]
                ?? Row(
                    outlet: unit.outlet, ownership: unit.ownership, isPrint: unit.isPrint, subject: unit.subject,
                    kind: unit.subjectKind, weekTones: [[UInt64]](repeating: [0, 0, 0], count: weeks))
            row.amount += unit.amount
            if unit.isDirectSpeech { row.direct += unit.amount }
            if unit.isPrimetime { row.primetime += unit.amount }
            let tone = MediaUnit.Tone.allCases.firstIndex(of: unit.tone) ?? 1
            row.tones[tone] += unit.amount
            row.weekTones[week(unit.date)][tone] += unit.amount
            found[key] = row
            if unit.format == .freeTime { free[[unit.outlet, unit.subject], default: 0] += unit.amount }
        }
        rows = found.values.sorted { left, right in
            (left.outlet, left.isPrint ? 1 : 0, right.amount, left.subject, left.kind.rawValue)
                < (right.outlet, right.isPrint ? 1 : 0, left.amount, right.subject, right.kind.rawValue)
        }
        quota = due.map {
            QuotaRow(
                outlet: $0.outlet, subject: $0.subject, due: $0.seconds, given: free[[$0.outlet, $0.subject]] ?? 0)
        }
    }

    /// What the law gives.
    public struct Quota: Sendable, Hashable {
        public var outlet: String
        public var subject: String
        public var seconds: UInt64

        public init(outlet: String, subject: String, seconds: UInt64) {
            self.outlet = outlet
            self.subject = subject
            self.seconds = seconds
        }
    }

    /// All of an outlet's rows.
    public func total(_ row: Row) -> UInt64 {
        rows.filter { $0.outlet == row.outlet && $0.isPrint == row.isPrint }.reduce(0) { $0 + $1.amount }
    }
}
