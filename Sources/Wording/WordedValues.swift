public import ElectionModel
public import ElectoralLaw
public import SeatAllocation

/// An enumeration whose every case has a text in each language, under `terms.yaml`, group by group, with the case's raw
/// value as key.
public protocol WordedValue: RawRepresentable<String>, CaseIterable, Sendable {
    /// The groups of `terms.yaml` that hold a text for each case; the first one holds its name.
    static var termGroups: [String] { get }
}

extension OpenReason: WordedValue { public static let termGroups = ["open reason", "open reason explained"] }
extension ProvenanceKind: WordedValue { public static let termGroups = ["provenance", "provenance explained"] }
extension Confidence: WordedValue { public static let termGroups = ["confidence", "confidence explained"] }
extension VoteBase: WordedValue { public static let termGroups = ["base", "base genitive", "amount of base"] }
extension ElectionModel.Comparison: WordedValue { public static let termGroups = ["comparison"] }
extension Finding.Severity: WordedValue { public static let termGroups = ["severity"] }
extension Protocol.Channel: WordedValue { public static let termGroups = ["channel"] }
extension PollingStation.Kind: WordedValue { public static let termGroups = ["station kind"] }
extension Choice.Kind: WordedValue { public static let termGroups = ["choice kind"] }
extension Sex: WordedValue { public static let termGroups = ["sex"] }
extension Language: WordedValue { public static let termGroups = ["language"] }
extension Tie.Places: WordedValue { public static let termGroups = ["tied places"] }

extension Law.Kind: WordedValue { public static let termGroups = ["body kind"] }
extension VacancyRule.Filling: WordedValue { public static let termGroups = ["vacancy"] }
extension TieRule: WordedValue { public static let termGroups = ["tie rule"] }
extension MajorityRule.Otherwise: WordedValue { public static let termGroups = ["nobody elected"] }
extension MajorityRule.CalledWhen: WordedValue { public static let termGroups = ["run-off called when"] }
extension MajorityRule.OnWithdrawal: WordedValue { public static let termGroups = ["on withdrawal"] }
extension MajorityRule.Uncontested.Then: WordedValue { public static let termGroups = ["uncontested"] }
extension Quota: WordedValue { public static let termGroups = ["quota"] }
extension Divisor: WordedValue { public static let termGroups = ["divisor"] }
extension QuotaMethod.Base: WordedValue { public static let termGroups = ["quota base"] }
extension QuotaMethod.Remainders: WordedValue { public static let termGroups = ["remaining seats"] }
extension QuotaMethod.OverAward: WordedValue { public static let termGroups = ["too many seats"] }
extension ListRule.Districts.Kind: WordedValue { public static let termGroups = ["list districts"] }
extension ListRule.Threshold.Kind: WordedValue { public static let termGroups = ["threshold for"] }
extension ListRule.Threshold.Scope: WordedValue { public static let termGroups = ["threshold across"] }
extension ListRule.NonePasses: WordedValue { public static let termGroups = ["if none passes"] }
extension ListRule.OnePasses: WordedValue { public static let termGroups = ["if one passes"] }
extension ListRule.Order.Kind: WordedValue { public static let termGroups = ["list order"] }
extension ListRule.Exhausted: WordedValue { public static let termGroups = ["exhausted list"] }
extension ListRule.ConstituencyWinners: WordedValue { public static let termGroups = ["constituency winners"] }
extension ListRule.Compensation.Overhang: WordedValue { public static let termGroups = ["overhang"] }
extension ListRule.Transfer.Votes: WordedValue { public static let termGroups = ["transferred votes"] }
extension ListRule.Bonus.Kind: WordedValue { public static let termGroups = ["bonus"] }
extension Registration.ConstituencySize.Average: WordedValue { public static let termGroups = ["average"] }

/// Every enumeration that is shown.
let wordedValues: [any WordedValue.Type] = [
    OpenReason.self, ProvenanceKind.self, Confidence.self, VoteBase.self, ElectionModel.Comparison.self,
    Finding.Severity.self, Protocol.Channel.self, PollingStation.Kind.self, Choice.Kind.self, Sex.self,
    Language.self, Tie.Places.self, Law.Kind.self, VacancyRule.Filling.self, TieRule.self, MajorityRule.Otherwise.self,
    MajorityRule.CalledWhen.self, MajorityRule.OnWithdrawal.self, MajorityRule.Uncontested.Then.self, Quota.self,
    Divisor.self, QuotaMethod.Base.self, QuotaMethod.Remainders.self, QuotaMethod.OverAward.self,
    ListRule.Districts.Kind.self, ListRule.Threshold.Kind.self, ListRule.Threshold.Scope.self,
    ListRule.NonePasses.self, ListRule.OnePasses.self, ListRule.Order.Kind.self, ListRule.Exhausted.self,
    ListRule.ConstituencyWinners.self, ListRule.Compensation.Overhang.self, ListRule.Transfer.Votes.self,
    ListRule.Bonus.Kind.self, Registration.ConstituencySize.Average.self,
]

extension WordedValue {
    /// The keys of `terms.yaml` that the enumeration needs, in the order of groups and cases.
    static var termKeys: [String] {
        termGroups.flatMap { group in allCases.map { "\(group).\($0.rawValue)" } }
    }
}
