public import ElectoralLaw

extension Divisor {
    /// Divides seats among lists by highest averages, exactly.
    ///
    /// Each seat goes to the list whose votes, divided by the divisor of its next seat, are highest. A list without votes
    /// takes no seat. Where a first seat costs nothing (Adams, Dean, Huntington-Hill), larger lists come first.
    ///
    /// The first seats are found without going through them one by one: with a price so high that the lists can't buy
    /// more seats than there are, every seat bought at it is certain. What is left is at most about one seat a list, so
    /// that the cost grows with lists, not with seats.
    ///
    /// - Parameters:
    ///   - votes: below 2^63 each.
    ///   - caps: the most seats that each list can take; nil for no limit.
    ///   - award: called for each seat given one by one: list, seats it now has.
    @inlinable
    public func divide(
        _ votes: [UInt64], seats: Int, caps: [Int]? = nil, award: (_ list: Int, _ seats: Int) -> Void = { _, _ in }
    ) -> Division {
        var division = Division(seats: certainSeats(votes, seats: seats, caps: caps))
        var left = seats - division.seats.reduce(0, +)
        var leaders: [Int] = []
        while left > 0 {
            leaders.removeAll(keepingCapacity: true)
            for list in votes.indices where votes[list] > 0 && caps.map({ division.seats[list] < $0[list] }) ?? true {
                guard let best = leaders.first else {
                    leaders.append(list)
                    continue
                }
                let order = compare(votes, list, division.seats[list], best, division.seats[best])
                if order > 0 {
                    leaders.removeAll(keepingCapacity: true)
                    leaders.append(list)
                } else if order == 0 {
                    leaders.append(list)
                }
            }
            if leaders.isEmpty {
                division.unfilled = left
                break
            }
            if leaders.count > left {
                division.tied = leaders
                division.tiedSeats = left
                break
            }
            for list in leaders {
                division.seats[list] += 1
                award(list, division.seats[list])
            }
            left -= leaders.count
        }
        return division
    }

    /// Seats that each list has at a price at which all lists together can't have more than there are.
    @inlinable
    func certainSeats(_ votes: [UInt64], seats: Int, caps: [Int]?) -> [Int] {
        let lists = votes.count
        var total: UInt64 = 0
        for count in votes {
            let (sum, isTooLarge) = total.addingReportingOverflow(count)
            // Then every seat is given one by one.
            if isTooLarge { return [Int](repeating: 0, count: lists) }
            total = sum
        }
        // At the price V/(scale·S - shift·n) a list has floor((v/price + rounding)/scale) seats or more.
        let (scale, shift, rounding): (Int, Int, Int) =
            switch self {
            case .dHondt: (1, 0, 0)
            case .imperiali: (1, 0, -1)
            case .sainteLague, .modifiedSainteLague: (2, 1, 1)
            case .danish: (3, 2, 2)
            case .adams, .huntingtonHill, .dean: (1, 1, 0)
            }
        let price = scale * seats - shift * lists
        guard price > 0, total > 0 else { return [Int](repeating: 0, count: lists) }
        var result = [Int](repeating: 0, count: lists)
        let (product, overflow) = total.multipliedReportingOverflow(by: UInt64(price + scale))
        for list in 0..<lists {
            var certain: Int
            if !overflow, product < 1 << 62 {
                certain =
                    (Int(votes[list]) * price + rounding * Int(total)) / (scale * Int(total))
            } else {
                let numerator = Int128(votes[list]) * Int128(price) + Int128(rounding) * Int128(total)
                certain = Int(numerator / (Int128(scale) * Int128(total)))
            }
            // The first divisor of 1.4 is dearer than the price was made for.
            if self == .modifiedSainteLague, certain == 1 { certain = 0 }
            certain = max(0, certain)
            result[list] = caps.map { min(certain, $0[list]) } ?? certain
        }
        return result
    }

    /// Whether the next seat of `first` costs more (1), less (-1) or the same (0) than that of `second`.
    @inlinable
    func compare(_ votes: [UInt64], _ first: Int, _ firstSeats: Int, _ second: Int, _ secondSeats: Int) -> Int {
        let a = divisor(after: firstSeats)
        let b = divisor(after: secondSeats)
        if a.numerator == 0 || b.numerator == 0 {
            if a.numerator != b.numerator { return a.numerator == 0 ? 1 : -1 }
            return votes[first] == votes[second] ? 0 : votes[first] > votes[second] ? 1 : -1
        }
        if isSquareRoot {
            let left = (UInt128(votes[first]) * UInt128(votes[first])).multipliedFullWidth(by: UInt128(b.numerator))
            let right = (UInt128(votes[second]) * UInt128(votes[second])).multipliedFullWidth(by: UInt128(a.numerator))
            if left.high != right.high { return left.high > right.high ? 1 : -1 }
            return left.low == right.low ? 0 : left.low > right.low ? 1 : -1
        }
        let left = UInt128(votes[first]) * UInt128(a.denominator &* b.numerator)
        let right = UInt128(votes[second]) * UInt128(b.denominator &* a.numerator)
        return left == right ? 0 : left > right ? 1 : -1
    }
}
