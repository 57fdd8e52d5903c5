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
        /// The interval of 95 %, where the stations are a random sample: not of width 0 where all answer alike, because others of the frame
        /// may not.
        public var interval: Interval?
    }

    public struct Interval: Sendable, Hashable {
        public var least: Double
        public var greatest: Double
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
                unknown: unknown, interval: frame.flatMap { Self.interval(counts, frame: $0) })
        }
    }

    /// Wilson's interval ("Probable inference", 1927) with as many answers as the sample is worth: the answers of a station hang together,
    /// so they are worth fewer than they are, and stations that were visited can't be wrong, so they are worth more the larger their part of
    /// the frame. Nil for fewer than two stations with an answer.
    private static func interval(_ counts: [(good: Int, answered: Int)], frame: Int) -> Interval? {
        let own = counts.filter { $0.answered > 0 }
        let (stations, answered) = (Double(own.count), own.reduce(0.0) { $0 + Double($1.answered) })
        guard own.count >= 2, frame >= own.count else { return nil }
        let share = own.reduce(0.0) { $0 + Double($1.good) } / answered
        let square = own.reduce(0.0) { sum, count in
            let error = Double(count.good) - share * Double(count.answered)
            return sum + error * error
        }
        let variance = stations / (stations - 1) * square / (answered * answered)
        // Where all answer alike nothing is known of how answers hang together: each station is worth one.
        let worth = variance > 0 ? min(answered, share * (1 - share) / variance) : stations
        let left = 1 - stations / Double(frame)
        guard left > 0 else { return Interval(least: share, greatest: share) }
        let count = worth / left
        let z = StudentDistribution.normal
        let centre = (share + z * z / (2 * count)) / (1 + z * z / count)
        let half =
            z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        return Interval(least: max(0, centre - half), greatest: min(1, centre + half))
    }
}

extension ObservationForm.Item {
    /// Whether an answer is as it should be.
    func isGood(_ answer: String) -> Bool {
        kind == .rating
            ? ObservationForm.Rating(rawValue: answer)?.isPositive == true : answer == (yesIsGood ? "yes" : "no")
    }
}
