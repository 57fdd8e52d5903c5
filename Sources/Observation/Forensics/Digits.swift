/// How often digits stand at one place of counts, held against a law. Descriptive only: clean elections fail these tests and false ones
/// pass them, because counts of stations of like sizes do not follow either law.
public struct Digits: Sendable, Hashable {
    public enum Place: String, Sendable, Hashable, CaseIterable {
        /// The last digit of counts of 100 and more, held against equal frequency.
        case last
        /// The second digit of counts of 10 and more, held against Benford's law for it.
        case second
    }

    public let place: Place
    /// How often each digit stands there.
    public var counts = [Int](repeating: 0, count: 10)

    public init(_ place: Place) { self.place = place }

    public mutating func add(_ count: UInt32) {
        switch place {
        case .last: if count >= 100 { counts[Int(count % 10)] += 1 }
        case .second:
            guard count >= 10 else { return }
            var rest = count
            while rest >= 100 { rest /= 10 }
            counts[Int(rest % 10)] += 1
        }
    }

    /// Pearson's sum of squares over expected numbers, nine degrees of freedom.
    public var chiSquare: Double {
        let all = Double(counts.reduce(0, +))
        guard all > 0 else { return 0 }
        return zip(counts, Self.expected(place)).reduce(0) { sum, pair in
            let expected = pair.1 * all
            let distance = Double(pair.0) - expected
            return sum + distance * distance / expected
        }
    }

    /// Probabilities of the digits under the law of the place.
    ///
    /// Second digits: Σ log10(1 + 1/(10k + d)) over first digits k, printed to ten decimals so that no library's logarithm decides.
    static func expected(_ place: Place) -> [Double] {
        switch place {
        case .last: [Double](repeating: 0.1, count: 10)
        case .second:
            [
                0.1196792686, 0.1138901034, 0.1088214990, 0.1043295602, 0.1003082023, 0.0966772358, 0.0933747358,
                0.0903519893, 0.0875700536, 0.0849973521,
            ]
        }
    }
}
