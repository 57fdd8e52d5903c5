/// The names on the ballot of one contest in one round, from top to bottom. Protocols give their counts in this order.
public struct Ballot: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    public var round: Int
    public var choices: [ChoiceID]

    public init(tier: TierID, district: DistrictID, round: Int = 1, choices: [ChoiceID]) {
        self.tier = tier
        self.district = district
        self.round = round
        self.choices = choices
    }
}
