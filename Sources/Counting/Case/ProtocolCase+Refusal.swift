public import ElectionModel

extension ProtocolCase {
    /// Why a step was not taken. The case is as it was before.
    public enum Refusal: Error, Sendable, Hashable {
        case notInState(Action.Kind, State.Kind)
        case notInRole(Action.Kind, Role)
        /// The document is about another station, contest, round or channel, or its lines are for others.
        case otherProtocol(expected: LedgerKey)
        /// The second entry has to be made by another person, and fields by one who has not typed them.
        case alreadyTyped(PersonID)
        /// Who typed a figure of it neither confirms nor accepts it.
        case typedIt(PersonID)
        /// Only the person who made an entry discards it.
        case notOwnEntry(PersonID)
        case noFields
        case fieldNotOpen(ProtocolField)
        case noSuchField(ProtocolField)
        case noReason
        case noDecisionNumber
        /// The votes are more than the members.
        case tooManyVotes(given: Int, members: Int)
        /// The commission has not decided on disputed ballots.
        case undecided(dispute: String)
        /// Findings that nobody has answered for.
        case notAcknowledged([Finding])
        /// Errors that have to be gone.
        case errorsStand([Finding])
        case tooFewSignatures(signed: Int, needed: Int)
        case tooManySignatures(signed: Int, members: Int)
        /// The figure that a corrigendum says it replaces is not the one that stands.
        case otherOldValue(ProtocolField, stated: UInt32?, standing: UInt32?)
        /// A field is corrected twice in one corrigendum, or to what it is.
        case nothingChanges(ProtocolField?)

        /// A refusal without what it holds, by which texts are found.
        public enum Code: String, Sendable, Hashable, CaseIterable, Codable {
            case notInState, notInRole, otherProtocol, alreadyTyped, typedIt, notOwnEntry, noFields, fieldNotOpen
            case noSuchField, noReason, noDecisionNumber, tooManyVotes, undecided, notAcknowledged, errorsStand
            case tooFewSignatures, tooManySignatures, otherOldValue, nothingChanges
        }

        public var code: Code {
            switch self {
            case .notInState: .notInState
            case .notInRole: .notInRole
            case .otherProtocol: .otherProtocol
            case .alreadyTyped: .alreadyTyped
            case .typedIt: .typedIt
            case .notOwnEntry: .notOwnEntry
            case .noFields: .noFields
            case .fieldNotOpen: .fieldNotOpen
            case .noSuchField: .noSuchField
            case .noReason: .noReason
            case .noDecisionNumber: .noDecisionNumber
            case .tooManyVotes: .tooManyVotes
            case .undecided: .undecided
            case .notAcknowledged: .notAcknowledged
            case .errorsStand: .errorsStand
            case .tooFewSignatures: .tooFewSignatures
            case .tooManySignatures: .tooManySignatures
            case .otherOldValue: .otherOldValue
            case .nothingChanges: .nothingChanges
            }
        }
    }
}
