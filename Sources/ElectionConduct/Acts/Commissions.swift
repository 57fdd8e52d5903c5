public import Counting
public import ElectionModel
public import ElectionRecord
import ElectoralLaw

/// A commission with its members.
public struct CommissionState: Sendable, Hashable {
    public var commission: Commission
    public var members: [CommissionMember]
}

public struct CommissionMember: Codable, Sendable, Hashable {
    public typealias Office = ProtocolHeader.Signature.Office

    public var person: PersonID
    public var office: Office
    /// The party that proposed the member; nil where none did.
    public var party: PartyID?

    public init(_ person: PersonID, _ office: Office, party: PartyID? = nil) {
        (self.person, self.office, self.party) = (person, office, party)
    }
}

/// A decision as a commission takes it: at a sitting with a quorum, by a majority of all members, dissent attached
/// (article 20(4)-(5)).
public struct CommissionDecision: Codable, Sendable, Hashable {
    public var commission: Commission
    public var number: String
    public var date: CalendarDate
    public var present: Int
    public var inFavour: Int
    /// Members whose dissenting opinion is attached in writing.
    public var dissents: [PersonID]

    public init(
        _ commission: Commission, number: String, date: CalendarDate, present: Int, inFavour: Int,
        dissents: [PersonID] = []
    ) {
        self.commission = commission
        self.number = number
        self.date = date
        self.present = present
        self.inFavour = inFavour
        self.dissents = dissents
    }

    /// Refuses what is no decision by the procedure.
    func require(in state: ConductState, of level: Commission.Level...) throws(ConductRefusal) {
        guard level.isEmpty || level.contains(commission.level) else { throw .notThisCommission(commission) }
        guard let standing = state.commissions[commission] else { throw .unknownCommission(commission) }
        guard let rule = state.setting.procedure.commission(commission.level) else {
            throw .unknownCommission(commission)
        }
        if number.allSatisfy(\.isWhitespace) { throw .noDecision }
        // Of all members by the law, not of those who happen to be elected.
        let members = Int128(rule.members)
        guard present <= standing.members.count, inFavour <= present, inFavour >= 0,
            Int128(present) * rule.quorum.denominator >= members * rule.quorum.numerator
        else { throw .noQuorum(present: present, members: rule.members) }
        guard Int128(inFavour) * rule.decides.denominator > members * rule.decides.numerator else {
            throw .noMajority(inFavour: inFavour, members: rule.members)
        }
        for person in dissents where !standing.members.contains(where: { $0.person == person }) {
            throw .dissentOfNoMember(person)
        }
    }
}

/// Commissions elected by maslikhats (article 10(3)); several at once, as they are elected.
public struct CommissionFormed: Act {
    public static let kind = "commission.formed"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public struct Formed: Codable, Sendable, Hashable {
        public var commission: Commission
        public var members: [CommissionMember]

        public init(_ commission: Commission, members: [CommissionMember]) {
            (self.commission, self.members) = (commission, members)
        }
    }

    public var commissions: [Formed]
    /// Who elected them, such as a maslikhat with the number of its decision.
    public var electedBy: String

    public init(_ commissions: [Formed], electedBy: String) {
        (self.commissions, self.electedBy) = (commissions, electedBy)
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        var formed = state.commissions
        for item in commissions {
            guard let rule = state.setting.procedure.commission(item.commission.level) else {
                throw .unknownCommission(item.commission)
            }
            guard formed[item.commission] == nil else { throw .alreadyThere(item.commission.description) }
            guard item.members.count == rule.members, Set(item.members.map(\.person)).count == rule.members else {
                throw .wrongNumberOfMembers(given: item.members.count, due: rule.members)
            }
            if rule.onePerParty { try Self.requireOnePerParty(item.members) }
            formed[item.commission] = CommissionState(commission: item.commission, members: item.members)
        }
        state.commissions = formed
        state.mark(Self.kind, event)
    }

    static func requireOnePerParty(_ members: [CommissionMember]) throws(ConductRefusal) {
        var seen: Set<PartyID> = []
        for member in members {
            if let party = member.party, !seen.insert(party).inserted { throw .twoOfOneParty(party) }
        }
    }
}

/// A member who left, with the one who came.
public struct MemberReplaced: Act {
    public static let kind = "commission.member-replaced"
    public static let roles: [Role] = [.setupOfficer]
    public static let precision = RecordTime.Precision.day

    public var commission: Commission
    public var leaves: PersonID
    public var comes: CommissionMember
    public var reason: String

    public init(_ commission: Commission, leaves: PersonID, comes: CommissionMember, reason: String) {
        self.commission = commission
        self.leaves = leaves
        self.comes = comes
        self.reason = reason
    }

    public func apply(to state: inout ConductState, _ event: ActEvent) throws(ConductRefusal) {
        guard var standing = state.commissions[commission],
            let rule = state.setting.procedure.commission(commission.level)
        else { throw .unknownCommission(commission) }
        guard let index = standing.members.firstIndex(where: { $0.person == leaves }) else {
            throw .notAMember(leaves, of: commission)
        }
        guard !standing.members.contains(where: { $0.person == comes.person }) else {
            throw .alreadyThere(comes.person.rawValue)
        }
        standing.members[index] = comes
        if rule.onePerParty { try CommissionFormed.requireOnePerParty(standing.members) }
        state.commissions[commission] = standing
    }
}
