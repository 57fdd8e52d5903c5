public import VerifiableVoting

/// What a voter is handed to vote electronically: a private credential of one election, and nothing that tells whose it is.
///
/// The desk hands slips out from a shuffled stack without reading them; the booth alone reads one (section 2 of the notes).
public struct Slip: Sendable {
    /// The election for which it counts.
    public let election: String
    /// Secret.
    public let credential: PrivateCredential

    private static let beginning = "sailau-slip-1"
    /// Longest text that is read.
    public static let mostCharacters = 200

    public init(election: String, credential: PrivateCredential) {
        (self.election, self.credential) = (election, credential)
    }

    /// Reads what a scanner of its code types, or a voter; nil for anything else. Space around it is left out.
    public init?(text: String) {
        guard text.utf8.count <= Self.mostCharacters else { return nil }
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 3, parts[0] == Self.beginning, let credential = PrivateCredential(String(parts[2])) else {
            return nil
        }
        self.init(election: String(parts[1]), credential: credential)
    }

    /// What its code says. Secret.
    public var text: String { "\(Self.beginning) \(election) \(credential.text)" }
}
