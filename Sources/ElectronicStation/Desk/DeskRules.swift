import Counting
import ElectionModel
public import ElectoralLaw

/// What the law asks of a station's commission and of its day, as numbers. They stand in the record, so that whoever folds it
/// folds it by the same rules.
public struct DeskRules: Codable, Sendable, Hashable {
    /// What follows where the equipment does not allow voting to go on.
    public enum Failure: String, Codable, Sendable, Hashable, CaseIterable {
        /// Voting is put off, and those who voted vote again (article 50-5(7) in the redaction of 14 April 2004).
        case voteAgain = "vote again"
        /// Voting goes on with paper, as the law has said since 2007.
        case paper
    }

    /// Members of the commission (article 17).
    public var members = 7
    /// The least part of them with which a sitting is valid: two thirds (article 20(4)).
    public var quorum = Part(2, of: 3)
    /// A decision needs more than this part of all of them (article 20(5)).
    public var decides = Part(1, of: 2)
    /// Least signatures under the acts of opening and closing.
    public var signatures = 5
    /// Most slips that one voter is given anew after challenges.
    public var challenges = 2
    /// So many days before the polling day the equipment is installed (article 50-1(5)).
    public var installedDaysBefore = 3
    public var failure = Failure.voteAgain

    /// A part of a whole.
    public struct Part: Codable, Sendable, Hashable {
        public var part: Int
        public var whole: Int

        public init(_ part: Int, of whole: Int) { (self.part, self.whole) = (part, whole) }
    }

    public init() {}

    /// The rules with what a file of procedure says; the rest is as the chapter on electronic voting has it.
    public init(_ procedure: Procedure) {
        if let rule = procedure.commission(.precinct) {
            members = rule.members
            quorum = Part(Int(clamping: rule.quorum.numerator), of: Int(clamping: rule.quorum.denominator))
            decides = Part(Int(clamping: rule.decides.numerator), of: Int(clamping: rule.decides.denominator))
        }
        if let limit = procedure.deadlines.first(where: { $0.id == "equipment-installed" }), limit.offset.unit == .days
        {
            installedDaysBefore = -limit.offset.count
        }
    }

    func isQuorum(_ present: Int) -> Bool { present * quorum.whole >= members * quorum.part }

    func isMajority(_ inFavour: Int) -> Bool { inFavour * decides.whole > members * decides.part }

    /// Whether the numbers make sense, such as no part of nothing.
    var isSound: Bool {
        (1...100).contains(members) && (1...members).contains(signatures) && (0...100).contains(challenges)
            && (0...100).contains(installedDaysBefore)
            && [quorum, decides].allSatisfy { (1...100).contains($0.whole) && (0...$0.whole).contains($0.part) }
    }
}
