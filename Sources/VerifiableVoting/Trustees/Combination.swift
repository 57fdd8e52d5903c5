import PrimeOrderGroups

/// Puts the trustees' decryption factors together (specification notes, section 4.8).
extension Trustees {
    /// alpha to the secret key of the election, for every ciphertext of every question.
    ///
    /// - Parameters:
    ///   - factors: by owner, the factors of one who proved them, question by question. Who gave none or wrong ones is
    ///     left out.
    ///   - shape: how many ciphertexts each question has.
    /// - Returns: the product over the groups, each from its first `threshold` members in order, whatever else is there.
    /// - Throws: `decryptionMissing` with the first trustee of whom one more was needed; `decryptionOwner` for a number
    ///   that is no trustee's; `decryptionFormat` for factors of another shape.
    public func combine(
        _ factors: [Int: [[Suite.Element]]], shape: [Int]
    ) throws(Violation) -> [[Suite.Element]] {
        for owner in factors.keys.sorted() {
            guard (1...max(count, 1)).contains(owner) else {
                throw Violation(.decryptionOwner, Place(trustee: owner), detail: String(owner))
            }
            guard factors[owner]?.map(\.count) == shape else {
                throw Violation(.decryptionFormat, Place(trustee: owner), detail: "decryption_factors")
            }
        }
        var combined = shape.map { [Suite.Element](repeating: Suite.Group.neutral, count: $0) }
        for group in groups {
            let used = group.owners.filter { factors[$0] != nil }.prefix(group.threshold)
            guard used.count == group.threshold else {
                throw Violation(
                    .decryptionMissing, Place(trustee: group.owners.first { factors[$0] == nil }),
                    detail: "\(used.count) of \(group.threshold)")
            }
            let indices = used.map { $0 - group.owners.lowerBound + 1 }
            let weights = Interpolation<Suite.Group.Order>.weights(at: indices)
            let matrices = used.compactMap { factors[$0] }
            for question in shape.indices {
                for choice in 0..<shape[question] {
                    let values = matrices.map { $0[question][choice] }
                    combined[question][choice] = Suite.Group.product(
                        combined[question][choice], Self.product(values, weights))
                }
            }
        }
        return combined
    }

    private static func product(_ values: [Suite.Element], _ weights: [Suite.Exponent]) -> Suite.Element {
        // A weight of 1, of a group of one, takes no power.
        if weights == [.one] { return values[0] }
        return Suite.Group.product(ofPowers: zip(values, weights).map { (base: $0, exponent: $1) })
    }
}

/// Lagrange's interpolation of a polynomial at 0.
enum Interpolation<Order: PrimeOrder> {
    /// lambda_j = product of k/(k - j) over the other indices k, for every index j; indices are different and positive.
    static func weights(at indices: [Int]) -> [Scalar<Order>] {
        indices.map { j in
            var (numerator, denominator) = (Scalar<Order>.one, Scalar<Order>.one)
            for k in indices where k != j {
                numerator = numerator * Scalar(signed: k)
                denominator = denominator * Scalar(signed: k - j)
            }
            return numerator * denominator.inverse
        }
    }
}
