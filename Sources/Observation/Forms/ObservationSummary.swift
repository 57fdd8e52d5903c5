/// Answers added up, each with its denominator, under an explicit rule about which reports enter.
public struct ObservationSummary: Sendable, Hashable {
    /// Which reports enter the analysis.
    public enum Entering: String, Sendable, Hashable, CaseIterable {
        /// Every report in which everything required is answered; stations that two observers saw weigh twice.
        case complete
        /// Of each station the complete report that was handed in first.
        case firstOfStation = "first of station"
        /// All of them, as they are.
        case every
    }

    public struct Row: Sendable, Hashable {
        public var item: ObservationForm.Item
        /// Answers that are as they should be.
        public var good: Int
        /// Answers that say anything: don't know does not.
        public var answered: Int
        public var unknown: Int
        /// Half the width of the interval of 95 %, where the stations are a random sample.
        public var halfWidth: Double?
    }

    public var entering: Entering
    public var reports: Int
    /// Reports that the rule leaves out.
    public var leftOut: Int
    public var stations: Int
    /// Stations that two observers judged differently on a rating of the first kind in the form: positive and negative.
    public var disagreeing: Int
    public var rows: [Row]

    /// - Parameter frame: all stations, if those that were visited are a random sample of them; nil where they are not, and no
    ///   interval says anything.
    public init(_ form: ObservationForm, _ reports: [ObservationReport], entering: Entering, frame: Int? = nil) {
        self.entering = entering
        let required = form.items.filter(\.isRequired).map(\.id)
        let complete = reports.filter { report in required.allSatisfy { report.answers[$0] != nil } }
        var seen: Set<String> = []
        let used =
            switch entering {
            case .every: reports
            case .complete: complete
            case .firstOfStation: complete.filter { seen.insert($0.station).inserted }
            }
        self.reports = used.count
        leftOut = reports.count - used.count
        let byStation = Dictionary(grouping: used, by: \.station)
        stations = byStation.count
        let overall = form.items.first { $0.kind == .rating }?.id ?? ""
        disagreeing = byStation.values.count { own in
            Set(own.compactMap { $0.answers[overall].flatMap(ObservationForm.Rating.init)?.isPositive }).count == 2
        }
        let order = byStation.keys.sorted()
        rows = form.items.filter { $0.kind == .rating || $0.kind == .question }.map { item in
            var counts: [(good: Int, answered: Int)] = []
            var unknown = 0
            for station in order {
                var count = (good: 0, answered: 0)
                for report in byStation[station] ?? [] {
                    switch report.answers[item.id] {
                    case nil: break
                    case "don't know": unknown += 1
                    case let answer?:
                        count.answered += 1
                        if item.isGood(answer) { count.good += 1 }
                    }
                }
                counts.append(count)
            }
            return Row(
                item: item, good: counts.reduce(0) { $0 + $1.good }, answered: counts.reduce(0) { $0 + $1.answered },
                unknown: unknown, halfWidth: frame.flatMap { Self.halfWidth(counts, frame: $0) })
        }
    }

    /// A ratio over stations as clusters, with finite correction; nil for fewer than two stations with an answer.
    private static func halfWidth(_ counts: [(good: Int, answered: Int)], frame: Int) -> Double? {
        let own = counts.filter { $0.answered > 0 }
        let (stations, answered) = (Double(own.count), own.reduce(0.0) { $0 + Double($1.answered) })
        guard own.count >= 2, frame >= own.count else { return nil }
        let share = own.reduce(0.0) { $0 + Double($1.good) } / answered
        let square = own.reduce(0.0) { sum, count in
            let error = Double(count.good) - share * Double(count.answered)
            return sum + error * error
        }
        let variance = (1 - stations / Double(frame)) * stations / (stations - 1) * square / (answered * answered)
        return 1.959963984540054 * max(0, variance).squareRoot()
    }
}

extension ObservationForm.Item {
    /// Whether an answer is as it should be.
    func isGood(_ answer: String) -> Bool {
        kind == .rating
            ? ObservationForm.Rating(rawValue: answer)?.isPositive == true : answer == (yesIsGood ? "yes" : "no")
    }
}
