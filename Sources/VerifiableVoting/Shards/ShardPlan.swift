/// Divides the bytes of one or more archives into parts of about the same size.
public enum ShardPlan {
    /// The range of each archive that belongs to part `index` (from 0) of `count`, over the archives one after the other; empty
    /// ones are left out. All parts together cover every byte once.
    public static func ranges(
        sizes: [UInt64], index: Int, of count: Int
    ) -> [(archive: Int, range: Range<UInt64>)] {
        precondition(count > 0 && (0..<count).contains(index), "a part is one of the parts")
        let total = sizes.reduce(0, +)
        func bound(_ number: Int) -> UInt64 {
            let (high, low) = total.multipliedFullWidth(by: UInt64(number))
            return UInt64(count).dividingFullWidth((high, low)).quotient
        }
        let own = bound(index)..<bound(index + 1)
        var ranges: [(archive: Int, range: Range<UInt64>)] = []
        var start: UInt64 = 0
        for (archive, size) in sizes.enumerated() {
            let part = own.clamped(to: start..<start + size)
            // An archive without a byte, which is none, is the first part's to report.
            if size == 0, index == 0 { ranges.append((archive, 0..<0)) }
            if !part.isEmpty { ranges.append((archive, part.lowerBound - start..<part.upperBound - start)) }
            start += size
        }
        return ranges
    }
}
