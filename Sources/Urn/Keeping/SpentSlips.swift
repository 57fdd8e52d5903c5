import ElectronicStation
import VerifiableVoting

/// What became of the slips of an urn: a value that follows its records.
struct SpentSlips: Sendable {
    struct Commitment: Sendable {
        var code: String
        var slot: Int
        var digest: Digest
    }

    enum Use: Sendable, Hashable {
        /// With the hash of what was cast or challenged: the same again is answered alike.
        case cast(Digest)
        case challenged(Digest)
    }

    /// By the places of their credentials in the published list.
    private(set) var commitments: [Int: Commitment] = [:]
    private(set) var uses: [Int: Use] = [:]
    /// Whose code is whose, so that no two voters are shown the same (T16 of the attacks).
    private var owners: [String: Int] = [:]

    func state(_ slip: Int) -> SlipState {
        switch uses[slip] {
        case .cast: .cast
        case .challenged: .challenged
        case nil: .unspent
        }
    }

    var undecided: Int { commitments.keys.count { uses[$0] == nil } }

    func owner(of code: String) -> Int? { owners[code] }

    mutating func commit(_ commitment: Commitment, _ slip: Int) {
        if let earlier = commitments[slip] { owners[earlier.code] = nil }
        commitments[slip] = commitment
        owners[commitment.code] = slip
    }

    mutating func spend(_ slip: Int, _ use: Use, code: String) {
        uses[slip] = use
        owners[code] = slip
    }
}
