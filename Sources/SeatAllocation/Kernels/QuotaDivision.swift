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
        if shares.left < 0, overAward == .hare, quota != .hare {
            var method = self
            method.quota = .hare
            return method.divide(votes, base: base, seats: seats, natural: natural, caps: caps, award: award)
        }
        var division = Division(seats: shares.whole)
        var left = shares.left
        if let caps {
            for list in votes.indices where division.seats[list] > caps[list] {
                left += division.seats[list] - caps[list]
                division.seats[list] = caps[list]
            }
        }
        if left < 0 {
            takeBack(-left, shares, &division)
            return division
        }
        switch remainders {
        case .nextTier:
            division.unfilled = left
        case .largestList:
            giveToLargest(votes, left, shares, natural, caps, &division, award)
        case .inTurn:
            giveInTurn(votes, left, shares, natural, caps, &division, award)
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

    /// One seat each to the largest remainders. `divide` goes round again while seats are left, as happens where the quota
    /// was taken of more votes than the lists have.
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

    /// All seats that are left go to the list with most votes; what it has no persons for, to the next one.
    ///
    /// Of equal lists one gets all of them, so that the tie is for one place worth all the seats. Where equal lists have
    /// different numbers of persons, and one of them too few, the seats that it could not take are not followed further.
    /// One seat each in the order of votes, over and over; lists below `firstUpTo` come first until they have it, and
    /// only lists that had more by whole quotas take what is left then.
    @inlinable
    func giveInTurn(
        _ votes: [UInt64], _ left: Int, _ shares: QuotaShares, _ natural: Fraction?, _ caps: [Int]?,
        _ division: inout Division, _ award: (Int, Int) -> Void
    ) {
        var left = left
        while left > 0 {
            let open = votes.indices.filter { list in
                votes[list] > 0 && (caps.map { division.seats[list] < $0[list] } ?? true)
                    && (natural.map { Fraction(Int128(votes[list]), 1) >= $0 * shares.quota } ?? true)
            }
            let behind = open.filter { division.seats[$0] < firstUpTo ?? 0 }
            let ahead = open.filter { list in firstUpTo.map { shares.whole[list] > $0 } ?? true }
            let turn = (behind.isEmpty ? ahead : behind).sorted { (votes[$1], $0) < (votes[$0], $1) }
            guard !turn.isEmpty else {
                division.unfilled = left
                return
            }
            if turn.count > left, votes[turn[left - 1]] == votes[turn[left]] {
                let edge = votes[turn[left]]
                let certain = turn.prefix(left).filter { votes[$0] > edge }
                for list in certain {
                    division.seats[list] += 1
                    award(list, division.seats[list])
                }
                division.tied = turn.filter { votes[$0] == edge }.sorted()
                division.tiedSeats = left - certain.count
                return
            }
            for list in turn.prefix(left) {
                division.seats[list] += 1
                award(list, division.seats[list])
            }
            left -= min(left, turn.count)
        }
    }

    @inlinable
    func giveToLargest(
        _ votes: [UInt64], _ left: Int, _ shares: QuotaShares, _ natural: Fraction?, _ caps: [Int]?,
        _ division: inout Division, _ award: (Int, Int) -> Void
    ) {
        func room(_ list: Int) -> Int { caps.map { $0[list] - division.seats[list] } ?? Int.max }
        var left = left
        while left > 0 {
            let able = votes.indices.filter { list in
                votes[list] > 0 && room(list) > 0
                    && natural.map { Fraction(Int128(votes[list]), 1) >= $0 * shares.quota } ?? true
            }
            guard let most = able.map({ votes[$0] }).max() else {
                division.unfilled = left
                return
            }
            let leaders = able.filter { votes[$0] == most }
            if leaders.count > 1, leaders.contains(where: { room($0) >= left }) {
                division.tied = leaders
                division.tiedSeats = 1
                division.seatsEach = left
                return
            }
            for list in leaders {
                let given = min(left, room(list))
                division.seats[list] += given
                award(list, division.seats[list])
                left -= given
            }
        }
    }

    /// Whole quotas gave more seats than there are.
    @inlinable
    func takeBack(_ number: Int, _ shares: QuotaShares, _ division: inout Division) {
        var tooMany = number
        guard overAward == .smallestRemainder else {
            division.excess = tooMany
            return
        }
        while tooMany > 0 {
            let losers = division.seats.indices.filter { division.seats[$0] > 0 }.sorted {
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
            for list in tied { division.seats[list] -= 1 }
            if tied.count > tooMany {
                division.tied = tied.sorted()
                division.tiedSeats = tied.count - tooMany
                division.tieIsOverReturned = true
            }
            tooMany = 0
        }
    }
}
