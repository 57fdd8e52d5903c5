import Crypto
public import ElectionModel

extension Claim {
    /// Names the claim by what it says: page, place, fact, value, state, rule and reading. A derived claim is named by its
    /// inputs in the place of its words.
    public var id: ClaimID {
        let fields = ClaimRecord(self).fields
        var hash = SHA256()
        for field in fields {
            hash.update(data: Array(field.utf8))
            hash.update(data: [0])
        }
        let digits = hash.finalize().prefix(12).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return ClaimID(digits.joined())
    }
}
