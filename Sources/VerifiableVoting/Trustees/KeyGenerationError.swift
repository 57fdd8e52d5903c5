/// Why a step of a distributed key generation stops, and by whose doing. Members count from 1.
public enum KeyGenerationError: Error, Equatable, Sendable {
    /// 0 < threshold < members, or 0 < index <= members, does not hold.
    case threshold(Int, members: Int)
    case index(Int, members: Int)
    /// Not 22 characters of Base58.
    case seed
    /// None of the certificates was made from the seed.
    case stranger
    /// What a member published breaks a rule; the violation's place names him.
    case rule(Violation)
    /// A step's message is not the JSON that it should be.
    case format(KeyGenerationMessage, member: Int)
    /// A list has too few or too many entries.
    case count(KeyGenerationMessage, member: Int?, expected: Int, found: Int)
    /// A member sent a message that its recipient cannot accept.
    case message(member: Int, MessageFault)
    /// The file of a private share is not the one that its member encrypted for himself.
    case privateShare(MessageFault)
    /// The polynomial that a member sent to himself is not the one published in his name.
    case polynomial(member: Int)
    /// The secret that a member sent does not fit the commitments that he published.
    case secret(member: Int)
}

/// The messages of a distributed key generation, in their order.
public enum KeyGenerationMessage: String, CaseIterable, Sendable {
    /// A member's keys.
    case certificate
    /// A member's polynomial: secrets for all, commitments for the public.
    case polynomial
    /// What the server hands to a member.
    case input
    /// A member's verification key, and his private share encrypted for himself.
    case output
}
