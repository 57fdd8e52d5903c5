/// What a person may do in the service. A person has one role, in one commission.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Keeps accounts and the machine; sees no data of the election.
    case administrator
    /// Enters the election, its units and commissions before the day.
    case setupOfficer = "setup officer"
    case typist
    /// Sees what is missing, late or in dispute, and who is to be called.
    case coordinator
    /// Accepts protocols or returns them; never types.
    case acceptor
    /// A member of the commission.
    case commissioner
    /// Reads everything of the commission's units and what was denied; changes nothing.
    case auditor
    /// A display on a wall.
    case screen
    case observer = "accredited observer"

    /// Whether the role may see data of the election.
    public var seesElectionData: Bool { self != .administrator }
}
