package import Counting
package import DataFormats
import ElectionConduct
package import ElectionModel
import ElectionRecord
package import ElectoralLaw
import ElectronicStation
import Observation
package import SeatAllocation
package import Simulation
package import SourceArchive
import VerifiableVoting
import VoterRegister

/// An enumeration whose every case has a text in each language, under `terms.yaml`, group by group, with the case's raw
/// value as key.
package protocol WordedValue: RawRepresentable<String>, CaseIterable, Sendable {
    /// The groups of `terms.yaml` that hold a text for each case; the first one holds its name.
    static var termGroups: [String] { get }
}

extension OpenReason: WordedValue { package static let termGroups = ["open reason", "open reason explained"] }
extension ProvenanceKind: WordedValue { package static let termGroups = ["provenance", "provenance explained"] }
extension Confidence: WordedValue { package static let termGroups = ["confidence", "confidence explained"] }
extension VoteBase: WordedValue { package static let termGroups = ["base", "base genitive", "amount of base"] }
extension ElectionModel.Comparison: WordedValue { package static let termGroups = ["comparison"] }
extension Finding.Severity: WordedValue { package static let termGroups = ["severity"] }
extension Protocol.Channel: WordedValue { package static let termGroups = ["channel"] }
extension PollingStation.Kind: WordedValue { package static let termGroups = ["station kind"] }
extension Choice.Kind: WordedValue { package static let termGroups = ["choice kind"] }
extension Sex: WordedValue { package static let termGroups = ["sex"] }
extension Language: WordedValue { package static let termGroups = ["language"] }
extension Tie.Places: WordedValue { package static let termGroups = ["tied places"] }

extension Law.Kind: WordedValue { package static let termGroups = ["body kind"] }
extension VacancyRule.Filling: WordedValue { package static let termGroups = ["vacancy"] }
extension TieRule: WordedValue { package static let termGroups = ["tie rule"] }
extension MajorityRule.Otherwise: WordedValue { package static let termGroups = ["nobody elected"] }
extension MajorityRule.CalledWhen: WordedValue { package static let termGroups = ["run-off called when"] }
extension MajorityRule.OnWithdrawal: WordedValue { package static let termGroups = ["on withdrawal"] }
extension MajorityRule.Uncontested.Then: WordedValue { package static let termGroups = ["uncontested"] }
extension Quota: WordedValue { package static let termGroups = ["quota"] }
extension Divisor: WordedValue { package static let termGroups = ["divisor"] }
extension QuotaMethod.Base: WordedValue { package static let termGroups = ["quota base"] }
extension QuotaMethod.Remainders: WordedValue { package static let termGroups = ["remaining seats"] }
extension QuotaMethod.OverAward: WordedValue { package static let termGroups = ["too many seats"] }
extension ListRule.Districts.Kind: WordedValue { package static let termGroups = ["list districts"] }
extension ListRule.Threshold.Kind: WordedValue { package static let termGroups = ["threshold for"] }
extension ListRule.Threshold.Scope: WordedValue { package static let termGroups = ["threshold across"] }
extension ListRule.NonePasses: WordedValue { package static let termGroups = ["if none passes"] }
extension ListRule.OnePasses: WordedValue { package static let termGroups = ["if one passes"] }
extension ListRule.Order.Kind: WordedValue { package static let termGroups = ["list order"] }
extension ListRule.Exhausted: WordedValue { package static let termGroups = ["exhausted list"] }
extension ListRule.ConstituencyWinners: WordedValue { package static let termGroups = ["constituency winners"] }
extension ListRule.Compensation.Overhang: WordedValue { package static let termGroups = ["overhang"] }
extension ListRule.Transfer.Votes: WordedValue { package static let termGroups = ["transferred votes"] }
extension ListRule.Bonus.Kind: WordedValue { package static let termGroups = ["bonus"] }
extension Registration.ConstituencySize.Average: WordedValue { package static let termGroups = ["average"] }
extension DepositReturn.Reason: WordedValue { package static let termGroups = ["deposit reason"] }
extension RegistrationCheck.Result: WordedValue { package static let termGroups = ["check result"] }
extension Applications.Part: WordedValue { package static let termGroups = ["registration part"] }
extension Tier.Way: WordedValue { package static let termGroups = ["way"] }
extension VacancyFilling.Reason: WordedValue { package static let termGroups = ["vacant because"] }
extension Check.Scope: WordedValue { package static let termGroups = ["check scope"] }
extension MajorityRule.AnnulledStations.Then: WordedValue { package static let termGroups = ["annulled stations"] }
extension Registration.ConstituencySize.Measure: WordedValue { package static let termGroups = ["size measure"] }
extension Margin.Effect: WordedValue { package static let termGroups = ["margin effect"] }
extension MarginGap: WordedValue { package static let termGroups = ["margin gap"] }
extension MarginKind: WordedValue { package static let termGroups = ["margin kind"] }
extension Mistake.Wanted: WordedValue { package static let termGroups = ["error.wanted"] }
extension InputFault: WordedValue { package static let termGroups = ["error.input"] }
extension Constraint.Name: WordedValue { package static let termGroups = ["constraint"] }

extension SourceComparison.Verdict: WordedValue { package static let termGroups = ["archive.verdict"] }
extension Hypothesis.Kind: WordedValue { package static let termGroups = ["archive.hypothesis"] }
extension PageCheck.Rule: WordedValue { package static let termGroups = ["archive.check"] }
extension PageCheck.Result: WordedValue { package static let termGroups = ["archive.check result"] }
extension AliasProposal.Standing: WordedValue { package static let termGroups = ["archive.standing"] }
extension AliasDecision.Action: WordedValue { package static let termGroups = ["archive.alias action"] }
extension PreferenceDecision.Action: WordedValue { package static let termGroups = ["archive.preference action"] }
extension LawRemark.Kind: WordedValue { package static let termGroups = ["archive.law"] }
extension ClaimState: WordedValue { package static let termGroups = ["archive.state"] }
extension PageFormat: WordedValue { package static let termGroups = ["archive.format"] }
extension Measure: WordedValue { package static let termGroups = ["archive.measure"] }
extension FactKey.Tier: WordedValue { package static let termGroups = ["archive.tier"] }
extension ImportRefusal.Need: WordedValue { package static let termGroups = ["archive.need"] }
extension ClaimAddition: WordedValue { package static let termGroups = ["archive.added"] }
extension ElectionKey.Contest: WordedValue { package static let termGroups = ["archive.contest"] }
extension Announcement.Stage: WordedValue { package static let termGroups = ["archive.stage"] }
extension PageCoverage.Kind: WordedValue { package static let termGroups = ["archive.part", "archive.part explained"] }
extension PreferredValue.Kind: WordedValue {
    package static let termGroups = ["archive.basis", "archive.basis explained", "archive.basis mark"]
}
extension ColumnSolver.Constraint: WordedValue { package static let termGroups = ["archive.constraint"] }

extension Threshold: WordedValue { package static let termGroups = ["counting.threshold"] }
extension NotApplied.Reason: WordedValue { package static let termGroups = ["counting.not applied"] }
extension ProtocolForm.Line.Kind: WordedValue { package static let termGroups = ["counting.line"] }
extension ProtocolAct.Kind: WordedValue { package static let termGroups = ["counting.act"] }
extension ProtocolHeader.Signature.Office: WordedValue { package static let termGroups = ["counting.office"] }
extension ProtocolCase.State.Kind: WordedValue { package static let termGroups = ["counting.state"] }
extension ProtocolCase.Action.Kind: WordedValue { package static let termGroups = ["counting.action"] }
extension ProtocolCase.Role: WordedValue { package static let termGroups = ["counting.role"] }
extension ProtocolCase.Refusal.Code: WordedValue { package static let termGroups = ["counting.refusal"] }
extension TurnoutReading: WordedValue { package static let termGroups = ["counting.reading"] }
extension DisputedBallots.Result: WordedValue { package static let termGroups = ["counting.dispute"] }
extension TypingError.Kind: WordedValue { package static let termGroups = ["counting.typing"] }

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
    DepositReturn.Reason.self, VacancyFilling.Reason.self, RegistrationCheck.Result.self, Applications.Part.self,
    Tier.Way.self,
    Check.Scope.self, MajorityRule.AnnulledStations.Then.self, Registration.ConstituencySize.Measure.self,
    Margin.Effect.self, MarginGap.self, MarginKind.self, Constraint.Name.self, Mistake.Wanted.self, InputFault.self,
    Rule.self, VerificationFinding.Kind.self, VerificationStatement.Anchor.self, Event.Kind.self,
    EvidenceRefusal.self, Board.Verdict.self, BoardCode.Fate.self, BallotLabel.self, BallotNotice.Code.self,
    BallotRefusal.self, KeyGenerationMessage.self,
    MessageFault.self,
    SourceComparison.Verdict.self, Hypothesis.Kind.self, PageCheck.Rule.self, PageCheck.Result.self,
    AliasProposal.Standing.self, AliasDecision.Action.self, PreferenceDecision.Action.self, LawRemark.Kind.self,
    ClaimState.self, PageFormat.self, Measure.self, FactKey.Tier.self, ClaimAddition.self, ImportRefusal.Need.self,
    ElectionKey.Contest.self, Announcement.Stage.self, PageCoverage.Kind.self, PreferredValue.Kind.self,
    ColumnSolver.Constraint.self,
    Threshold.self, NotApplied.Reason.self, ProtocolForm.Line.Kind.self, ProtocolAct.Kind.self,
    ProtocolHeader.Signature.Office.self, ProtocolCase.State.Kind.self, ProtocolCase.Action.Kind.self,
    ProtocolCase.Role.self, ProtocolCase.Refusal.Code.self, TurnoutReading.self, DisputedBallots.Result.self,
    TypingError.Kind.self,
    RecordViolation.Rule.self, RecordDifference.Relation.self, ConductRefusal.Code.self, DeadlineReport.Status.self,
    NightStage.self, ActName.self, WrittenActReceived.Capacity.self, WrittenActReceived.Receipt.self,
    WrittenActAnswered.Result.self,
    DeskPhase.self, OpeningCondition.self, DeskRefusal.Code.self, DeskRefusal.Seal.self, VotingInterrupted.Cause.self,
    SlipAccount.Term.self, SlipAccount.Code.self, VotingForm.self,
    AuditStep.Kind.self, AuditedContest.Method.self, AuditGap.self, Observation.Claim.Kind.self, Calibration.Count.self,
    MediaUnit.Ownership.self, MediaUnit.SubjectKind.self, MediaUnit.Tone.self, MediaUnit.Format.self,
    ObservationForm.Rating.self, ObservationForm.Reply.self, ObservationForm.Stage.self, ReportRules.Rule.Kind.self,
    Incident.Kind.self,
    Spikes.Base.self,
    Incident.SourceKind.self, ShareInterval.Clusters.self,
    EvidencePart.self, EvidencePart.Section.self, EvidenceVerdict.Kind.self, EvidenceGap.self,
    EvidenceLine.Fact.Name.self,
]

extension WordedValue {
    /// The keys of `terms.yaml` that the enumeration needs, in the order of groups and cases.
    static var termKeys: [String] {
        termGroups.flatMap { group in allCases.map { "\(group).\($0.rawValue)" } }
    }
}
