public import Counting
public import ElectionModel
import ElectionRecord
public import VoterRegister

/// Somebody on the list asks to be visited (article 41(6)).
public struct HomeVoteRequested: VoterAct {
    public static let kind = "desk.home-requested"

    public var hour: Int

    public init(hour: Int) { self.hour = hour }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        // Requests are taken before the doors open, too: nothing but the list is needed for them.
        guard state.phase.takesRequests else { throw .wrongPhase(state.phase) }
        _ = try state.requireMember(event.person)
        let time = try state.minute(of: hour, event, from: 0)
        guard let voter = try state.voter(event) else {
            state.counts.homeRequests += 1
            return
        }
        do { try state.requestHomeVote(voter, at: time) } catch { throw .checkIn(error) }
        state.counts.homeRequests += 1
    }
}

/// Two members go to those who asked, with the mobile box or the portable booth (article 41(6)).
public struct HomeVisitSent: DeskAct {
    public static let kind = "desk.home-visit"

    public var members: [PersonID]
    /// How many voters are to be visited.
    public var voters: UInt32

    public init(_ members: [PersonID], voters: UInt32) { (self.members, self.voters) = (members, voters) }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        _ = try state.requireMember(event.person)
        try state.requireMembers(members)
        guard members.count == 2 else { throw .visitNeedsTwo(given: members.count) }
        guard members.contains(where: { state.day?.issuers.contains($0) ?? false }) else {
            throw .mayNotIssue(members[0])
        }
        state.visits.append(self)
    }
}

/// A voter is given his vote, on paper or with a slip, for all contests of the day.
public struct CheckedIn: VoterAct {
    public static let kind = "desk.checked-in"

    public var form: VotingForm
    public var place: VotingPlace
    public var hour: Int

    public init(_ form: VotingForm, _ place: VotingPlace = .station, hour: Int) {
        (self.form, self.place, self.hour) = (form, place, hour)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        let time = try state.minute(of: hour, event, from: state.hours.opens)
        if form == .electronic {
            guard !state.isPaperOnly else { throw .paperOnly }
            try state.requireSlip()
        }
        if place == .home, !state.visits.contains(where: { $0.members.contains(event.person) }) {
            throw .notOnVisit(event.person)
        }
        if let voter = try state.voter(event) {
            do { try state.checkIn(voter, form, place, by: event.person, at: time) } catch { throw .checkIn(error) }
        }
        state.counts.add(form, place, by: event.person, hour: hour)
    }
}

/// A voter is given another slip. The one before goes into the box, or comes back unspent.
public struct SlipReplaced: VoterAct {
    public static let kind = "desk.slip-replaced"

    public enum Reason: String, Codable, Sendable, Hashable, CaseIterable {
        /// It was spent on a challenge.
        case challenge
        /// It can't be read. It was not spent, as the voter says, and is kept apart.
        case damaged
    }

    public var reason: Reason
    /// What was wrong with it; nil after a challenge.
    public var detail: String?
    public var hour: Int

    public init(_ reason: Reason, detail: String? = nil, hour: Int) {
        (self.reason, self.detail, self.hour) = (reason, detail, hour)
    }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        guard state.day?.issuers.contains(event.person) ?? false else { throw .mayNotIssue(event.person) }
        guard !state.isPaperOnly else { throw .paperOnly }
        if reason == .damaged, !(detail ?? "").contains(where: { !$0.isWhitespace }) { throw .noReason }
        _ = try state.minute(of: hour, event, from: state.hours.opens)
        try state.requireSlip()
        if let voter = try state.voter(event) {
            try state.requireElectronic(voter)
            let before = state.replacements[voter, default: []]
            if reason == .challenge, before.count(where: { $0 == .challenge }) >= state.rules.challenges {
                throw .noMoreReplacements(most: state.rules.challenges)
            }
            state.replacements[voter] = before + [reason]
        }
        state.counts.add(reason)
    }
}

/// A voter gives his slip back and leaves. He is given no paper ballot instead: the desk reads no slip and can't know whether it
/// was spent.
public struct SlipReturned: VoterAct {
    public static let kind = "desk.slip-returned"

    public var hour: Int

    public init(hour: Int) { self.hour = hour }

    public func apply(to state: inout DeskState, _ event: DeskEvent) throws(DeskRefusal) {
        try state.requireOpen()
        _ = try state.requireMember(event.person)
        _ = try state.minute(of: hour, event, from: state.hours.opens)
        if let voter = try state.voter(event) {
            try state.requireElectronic(voter)
            state.returned.insert(voter)
        }
        state.counts.returned += 1
    }
}
