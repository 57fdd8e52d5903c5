public import ElectionModel
public import ElectoralLaw

/// What whole quotas give, before anybody has taken a remaining seat.
public struct QuotaShares: Sendable, Hashable {
    public var quota: Fraction
    /// Whole quotas by list.
    public var whole: [Int]
    /// Votes above the whole quotas, as numerators over the quota's denominator.
    public var remainders: [UInt128]
    /// `seats` less all whole quotas; negative where there are too many.
    public var left: Int

    /// - Parameter base: what the quota divides; not zero.
    @inlinable
    public init(_ quota: Quota, votes: [UInt64], base: UInt64, seats: Int) {
        self.quota = quota.value(votes: base, seats: seats)
        whole = [Int](repeating: 0, count: votes.count)
        remainders = [UInt128](repeating: 0, count: votes.count)
        left = seats
        let numerator = UInt128(self.quota.numerator)
        let denominator = UInt128(self.quota.denominator)
        for list in votes.indices {
            let scaled = UInt128(votes[list]) * denominator
            if scaled < 1 << 64, numerator < 1 << 64 {
                let (count, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(numerator))
                whole[list] = Int(count)
                remainders[list] = UInt128(rest)
            } else {
                let (count, rest) = scaled.quotientAndRemainder(dividingBy: numerator)
                whole[list] = Int(count)
                remainders[list] = rest
            }
            left -= whole[list]
        }
    }
}

extension QuotaMethod {
    /// Divides seats among lists by whole quotas and the rule for remaining seats, exactly.
    ///
    /// - Parameters:
    ///   - votes: of the lists taking part, below 2^63 each.
    ///   - base: the votes that the quota divides: theirs, or all valid ones.
    ///   - natural: the part of a quota that a list needs for a remaining seat.
    ///   - caps: the most seats that each list can take.
    ///   - award: called for each remaining seat: list, seats it now has.
    @inlinable
    public func divide(
        _ votes: [UInt64], base: UInt64, seats: Int, natural: Fraction? = nil, caps: [Int]? = nil,
        award: (_ list: Int, _ seats: Int) -> Void = { _, _ in }
    ) -> Division {
        guard base > 0, seats > 0 else {
            var empty = Division(seats: [Int](repeating: 0, count: votes.count))
            empty.unfilled = seats
            return empty
        }
        let shares = QuotaShares(quota, votes: votes, base: base, seats: seats)
        if shares.left < 0 {
            return takeBack(shares, votes, base: base, seats: seats, caps: caps, award: award)
        }
        var division = Division(seats: shares.whole)
        var left = shares.left
        if let caps {
            for list in votes.indices where division.seats[list] > caps[list] {
                left += division.seats[list] - caps[list]
                division.seats[list] = caps[list]
            }
        }
        switch remainders {
        case .nextTier:
            division.unfilled = left
        case .largestList:
            giveToLargest(votes, left, &division, award)
        case .highestAverage:
            giveByAverage(votes, left, shares, natural, caps, &division, award)
        case .largest:
            while left > 0 {
                let before = left
                giveByRemainder(votes, &left, shares, natural, caps, &division, award)
                if left == before || !division.tied.isEmpty { break }
            }
            if division.tied.isEmpty { division.unfilled = left }
        }
        return division
    }

    /// One seat each to the largest remainders, at most one round.
    @inlinable
    func giveByRemainder(
        _ votes: [UInt64], _ left: inout Int, _ shares: QuotaShares, _ natural: Fraction?, _ caps: [Int]?,
        _ division: inout Division, _ award: (Int, Int) -> Void
    ) {
        var candidates: [Int] = []
        candidates.reserveCapacity(votes.count)
        for list in votes.indices where votes[list] > 0 && (caps.map { division.seats[list] < $0[list] } ?? true) {
            if let natural, Fraction(Int128(votes[list]), 1) < natural * shares.quota { continue }
            // Insertion keeps the few lists sorted by remainder, the largest first, and stable in ballot order.
            var place = candidates.count
            while place > 0, shares.remainders[candidates[place - 1]] < shares.remainders[list] { place -= 1 }
            candidates.insert(list, at: place)
        }
        if candidates.count > left {
            let edge = shares.remainders[candidates[left - 1]]
            if shares.remainders[candidates[left]] == edge {
                var tied: [Int] = []
                var certain = 0
                for list in candidates {
                    if shares.remainders[list] > edge {
                        certain += 1
                    } else if shares.remainders[list] == edge {
                        tied.append(list)
                    }
                }
                for list in candidates.prefix(certain) {
                    division.seats[list] += 1
                    award(list, division.seats[list])
                }
                division.tied = tied.sorted()
                division.tiedSeats = left - certain
                left = 0
                return
            }
        }
        for list in candidates.prefix(left) {
            division.seats[list] += 1
            award(list, division.seats[list])
        }
        left -= min(left, candidates.count)
    }

    @inlinable
    func giveByAverage(
        _ votes: [UInt64], _ left: Int, _ shares: QuotaShares, _ natural: Fraction?, _ caps: [Int]?,
        _ division: inout Division, _ award: (Int, Int) -> Void
    ) {
        var left = left
        while left > 0 {
            var leaders: [Int] = []
            for list in votes.indices where votes[list] > 0 && (caps.map { division.seats[list] < $0[list] } ?? true) {
                if let natural, Fraction(Int128(votes[list]), 1) < natural * shares.quota { continue }
                guard let best = leaders.first else {
                    leaders = [list]
                    continue
                }
                let order = Divisor.dHondt.compare(votes, list, division.seats[list], best, division.seats[best])
                if order > 0 { leaders = [list] } else if order == 0 { leaders.append(list) }
            }
            if leaders.isEmpty {
                division.unfilled = left
                return
            }
            if leaders.count > left {
                division.tied = leaders
                division.tiedSeats = left
                return
            }
            for list in leaders {
                division.seats[list] += 1
                award(list, division.seats[list])
            }
            left -= leaders.count
        }
    }

    @inlinable
    func giveToLargest(_ votes: [UInt64], _ left: Int, _ division: inout Division, _ award: (Int, Int) -> Void) {
        guard left > 0, let most = votes.max(), most > 0 else {
            division.unfilled = left
            return
        }
        let leaders = votes.indices.filter { votes[$0] == most }
        if leaders.count > 1 {
            // All of the remaining seats go to one of them; ties of this kind are broken seat by seat.
            division.tied = leaders
            division.tiedSeats = min(left, leaders.count - 1)
            division.unfilled = left - division.tiedSeats
            return
        }
        division.seats[leaders[0]] += left
        award(leaders[0], division.seats[leaders[0]])
    }

    /// Whole quotas gave more seats than there are.
    @inlinable
    func takeBack(
        _ shares: QuotaShares, _ votes: [UInt64], base: UInt64, seats: Int, caps: [Int]?, award: (Int, Int) -> Void
    ) -> Division {
        var division = Division(seats: shares.whole)
        var tooMany = -shares.left
        switch overAward {
        case .keep, .refuse:
            division.excess = tooMany
        case .hare:
            var method = self
            method.quota = .hare
            method.overAward = .refuse
            return method.divide(votes, base: base, seats: seats, caps: caps, award: award)
        case .smallestRemainder:
            while tooMany > 0 {
                let losers = votes.indices.filter { division.seats[$0] > 0 }.sorted {
                    (shares.remainders[$0], $0) < (shares.remainders[$1], $1)
                }
                if losers.count <= tooMany {
                    for list in losers { division.seats[list] -= 1 }
                    tooMany -= losers.count
                    continue
                }
                let edge = shares.remainders[losers[tooMany - 1]]
                let certain = losers.prefix(tooMany).filter { shares.remainders[$0] < edge }
                for list in certain { division.seats[list] -= 1 }
                tooMany -= certain.count
                let tied = losers.filter { shares.remainders[$0] == edge }
                if tied.count == tooMany {
                    for list in tied { division.seats[list] -= 1 }
                } else {
                    for list in tied { division.seats[list] -= 1 }
                    division.tied = tied.sorted()
                    division.tiedSeats = tied.count - tooMany
                    division.tieIsOverReturned = true
                }
                tooMany = 0
            }
        }
        return division
    }
}
