public import ElectionModel

/// The slips of a station counted against one another, exactly. Every difference is a finding for the protocol: nothing is rounded
/// away, and no figure is computed to fit.
///
///     printed = handed out + destroyed unused
///     handed out = ballots + challenged + returned unspent + missing
///     electronic check-ins + replacements = handed out
public struct SlipAccount: Sendable, Hashable {
    /// By the authority's signed statement.
    public var printed: UInt32
    /// Counted when the packet was opened.
    public var received: UInt32
    /// By the lists of the members who gave them.
    public var handedOut: UInt32
    public var destroyedUnused: UInt32
    /// By the urn's closing.
    public var ballots: UInt32
    public var challenged: UInt32
    /// Found in the watched box, spent or not.
    public var inBox: UInt32
    public var unspentInBox: UInt32
    /// Given back at the desk.
    public var returned: UInt32
    /// By the desk's record.
    public var checkIns: UInt32
    public var replacements: UInt32

    public init(
        printed: UInt32, received: UInt32, handedOut: UInt32, destroyedUnused: UInt32, ballots: UInt32,
        challenged: UInt32, inBox: UInt32, unspentInBox: UInt32, returned: UInt32, checkIns: UInt32,
        replacements: UInt32
    ) {
        (self.printed, self.received, self.handedOut) = (printed, received, handedOut)
        (self.destroyedUnused, self.ballots, self.challenged) = (destroyedUnused, ballots, challenged)
        (self.inBox, self.unspentInBox, self.returned) = (inBox, unspentInBox, returned)
        (self.checkIns, self.replacements) = (checkIns, replacements)
    }

    /// Slips that came back without a ballot or a challenge.
    public var returnedUnspent: Int { Int(unspentInBox) + Int(returned) }
    /// Slips that were handed out and of which nothing is known: neither ballot nor challenge nor the slip itself.
    public var missing: Int { max(0, Int(handedOut) - Int(ballots) - Int(challenged) - returnedUnspent) }
    /// Slips that were carried away, spent or not: neither in the box nor given back.
    public var carriedAway: Int { max(0, Int(handedOut) - Int(inBox) - Int(returned)) }

    /// What stands in an equation.
    public enum Term: String, Sendable, Hashable, CaseIterable {
        case printed, received
        case handedOut = "handed out"
        case destroyedUnused = "destroyed unused"
        case ballots, challenged
        case returnedUnspent = "returned unspent"
        case missing
        case checkIns = "electronic check-ins"
        case replacements
    }

    /// One figure that must be the sum of others.
    public struct Equation: Sendable, Hashable {
        public var sum: Term
        public var terms: [Term]
        /// The sum less its terms: 0 where it holds.
        public var difference: Int
    }

    public func value(of term: Term) -> Int {
        switch term {
        case .printed: Int(printed)
        case .received: Int(received)
        case .handedOut: Int(handedOut)
        case .destroyedUnused: Int(destroyedUnused)
        case .ballots: Int(ballots)
        case .challenged: Int(challenged)
        case .returnedUnspent: returnedUnspent
        case .missing: missing
        case .checkIns: Int(checkIns)
        case .replacements: Int(replacements)
        }
    }

    private func equation(_ sum: Term, _ terms: Term...) -> Equation {
        Equation(sum: sum, terms: terms, difference: value(of: sum) - terms.reduce(0) { $0 + value(of: $1) })
    }

    /// The equations as the closing shows them.
    public var equations: [Equation] {
        [
            equation(.printed, .received), equation(.printed, .handedOut, .destroyedUnused),
            equation(.handedOut, .ballots, .challenged, .returnedUnspent, .missing),
            equation(.handedOut, .checkIns, .replacements),
        ]
    }

    /// What is found about a station's slips, by code.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// printed ≠ received.
        case received = "L01"
        /// printed ≠ handed out + destroyed unused.
        case printed = "L02"
        /// More was cast, challenged and given back than handed out.
        case moreThanHandedOut = "L03"
        /// Slips of which nothing is known.
        case missing = "L04"
        /// handed out ≠ electronic check-ins + replacements.
        case handedOut = "L05"
        /// More ballots than voters who were given a slip: the urn was stuffed.
        case moreThanVoters = "L06"
        /// More slips in the box and given back than handed out.
        case boxAboveHandedOut = "L07"
        /// More spent slips in the box than were spent.
        case spentAboveUrn = "L08"
        /// Voters carried slips away.
        case carriedAway = "L09"
        /// Ballots given by the paper protocol ≠ check-ins on paper.
        case paper = "L10"
    }

    /// Every difference, with the figures that differ.
    public func findings(at station: StationID) -> [Finding] {
        var findings: [Finding] = []
        func find(_ code: Code, _ severity: Finding.Severity, _ figures: KeyValuePairs<String, Int>) {
            findings.append(
                Finding(
                    code.rawValue, severity, place: [station.rawValue],
                    figures: figures.map { Figure($0, .count(UInt64(max(0, $1)))) }))
        }
        let (handedOut, ballots, challenged) = (Int(handedOut), Int(ballots), Int(challenged))
        if received != printed { find(.received, .error, ["printed": Int(printed), "received": Int(received)]) }
        if Int(printed) != handedOut + Int(destroyedUnused) {
            find(
                .printed, .error,
                ["printed": Int(printed), "handedOut": handedOut, "destroyed": Int(destroyedUnused)])
        }
        let accounted = ballots + challenged + returnedUnspent
        if accounted > handedOut {
            find(.moreThanHandedOut, .error, ["accounted": accounted, "handedOut": handedOut])
        }
        if missing > 0 { find(.missing, .warning, ["missing": missing, "handedOut": handedOut]) }
        if handedOut != Int(checkIns) + Int(replacements) {
            find(
                .handedOut, .error,
                ["handedOut": handedOut, "checkIns": Int(checkIns), "replacements": Int(replacements)])
        }
        if ballots > Int(checkIns) { find(.moreThanVoters, .error, ["ballots": ballots, "checkIns": Int(checkIns)]) }
        let back = Int(inBox) + Int(returned)
        if back > handedOut { find(.boxAboveHandedOut, .error, ["back": back, "handedOut": handedOut]) }
        let spentInBox = Int(inBox) - Int(unspentInBox)
        if spentInBox > ballots + challenged {
            find(.spentAboveUrn, .error, ["found": spentInBox, "spent": ballots + challenged])
        }
        if carriedAway > 0 { find(.carriedAway, .information, ["carriedAway": carriedAway, "handedOut": handedOut]) }
        return findings
    }
}
