/// The attack that a station must withstand: whoever has its disks, its public files and the list of check-ins with their order
/// gives each voter the ballot at the same place of an order that he finds.
///
/// Where the order says nothing, as many pairs are right as fixed points of a random permutation: one on average, whatever the number
/// of voters, and more than seven once in a hundred thousand times.
public struct OrderMatching: Sendable, Hashable {
    /// What the attacker takes the order from, such as "slots".
    public var order: String
    /// How many voters got the ballot that was theirs.
    public var right: Int
    public var of: Int

    /// - Parameters:
    ///   - cast: codes of ballots in the order of casting, which is that of check-ins.
    ///   - found: the same codes in the order that the attacker found.
    public init(_ order: String, cast: [String], found: [String]) {
        (self.order, of) = (order, cast.count)
        right = zip(cast, found).count { $0 == $1 }
    }
}
