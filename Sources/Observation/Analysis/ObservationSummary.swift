import ElectionModel

/// Answers added up, each with its denominator, of the reports that explicit rules let in.
public struct ObservationSummary: Sendable, Hashable {
    /// Of an item with a scale or with yes and no.
    public struct Row: Sendable, Hashable {
        public var item: ObservationForm.Item
        /// Answers that are as they should be; of a fact, those that say yes.
        public var good: Int
        /// Answers that say anything: don't know does not.
        public var answered: Int
        public var unknown: Int
        /// By answer, in the order of the scale.
        public var byAnswer: [Int]
        /// Where the stations are a random sample.
        public var interval: ShareInterval?
    }

    /// Of an item with a number.
    public struct NumberRow: Sendable, Hashable {
        public var item: ObservationForm.Item
        public var answered: Int
        public var least: UInt64
        public var median: UInt64
        public var greatest: UInt64
    }

    public var selection: ReportSelection
    public var stations: Int
    /// Stations with reports of two observers or more.
    public var stationsSeenTwice: Int
    /// Stations that two observers judged differently on the form's first rating: positive and negative.
    public var disagreeing: [String]
    public var rows: [Row]
    public var numbers: [NumberRow]

    /// - Parameter frame: all stations, if those that were visited are a random sample of them; nil where they are not, and no
    ///   interval says anything.
    public init(_ form: ObservationForm, _ selection: ReportSelection, frame: Int? = nil) {
        self.selection = selection
        let used = selection.entered
        let byStation = Dictionary(grouping: used, by: \.station)
        stations = byStation.count
        stationsSeenTwice = byStation.values.count { Set($0.map(\.observer)).count >= 2 }
        let overall = form.items.first { $0.kind == .rating }?.id ?? ""
        disagreeing = byStation.filter { _, own in
            Set(own.compactMap { $0.answers[overall].flatMap(ObservationForm.Rating.init)?.isPositive }).count == 2
        }.keys.sorted()
        // One team sees several stations, and both of its members one station: where every report names its team, teams are
        // the clusters.
        let byTeam = Dictionary(grouping: used) { $0.team ?? "" }
        let clusters: ShareInterval.Clusters = byTeam[""] == nil && byTeam.count >= 2 ? .teams : .stations
        let groups = clusters == .teams ? byTeam : byStation
        let order = groups.keys.sorted().map { groups[$0] ?? [] }
        let fraction = frame.map { clusters == .stations ? Double(byStation.count) / Double($0) : 0 }
        rows = form.items.filter { !$0.kind.answers.isEmpty }.map { item in
            Self.row(item, order, clusters, fraction)
        }
        numbers = form.items.filter { $0.kind == .number }.map { item in
            let values = used.compactMap { $0.answers[item.id].flatMap { UInt64($0) } }.sorted()
            return NumberRow(
                item: item, answered: values.count, least: values.first ?? 0,
                median: values.isEmpty ? 0 : values[(values.count - 1) / 2], greatest: values.last ?? 0)
        }
    }

    private static func row(
        _ item: ObservationForm.Item, _ groups: [[ObservationReport]], _ clusters: ShareInterval.Clusters,
        _ fraction: Double?
    ) -> Row {
        let known = item.kind.answers
        var byAnswer = [Int](repeating: 0, count: known.count)
        var counts: [(good: Int, answered: Int)] = []
        for group in groups {
            var count = (good: 0, answered: 0)
            for answer in group.compactMap({ $0.answers[item.id] }) {
                if let place = known.firstIndex(of: answer) { byAnswer[place] += 1 }
                guard answer != ObservationForm.Reply.unknown.rawValue else { continue }
                count.answered += 1
                if item.isGood(answer) { count.good += 1 }
            }
            counts.append(count)
        }
        let (good, answered) = (counts.reduce(0) { $0 + $1.good }, counts.reduce(0) { $0 + $1.answered })
        return Row(
            item: item, good: good, answered: answered, unknown: byAnswer.reduce(0, +) - answered, byAnswer: byAnswer,
            interval: fraction.flatMap { ShareInterval(counts, of: clusters, fraction: $0) })
    }
}

extension ObservationForm.Item {
    /// Whether an answer is as it should be; of a fact, whether it says yes.
    func isGood(_ answer: String) -> Bool {
        switch kind {
        case .rating: ObservationForm.Rating(rawValue: answer)?.isPositive == true
        case .fact: answer == ObservationForm.Reply.yes.rawValue
        default: answer == (yesIsGood ? ObservationForm.Reply.yes : .no).rawValue
        }
    }
}
