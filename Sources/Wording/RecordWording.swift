public import ElectionModel
public import ElectionRecord

extension RecordViolation.Rule: WordedValue { package static var termGroups: [String] { ["record.rule"] } }
extension RecordDifference.Relation: WordedValue { package static var termGroups: [String] { ["record.relation"] } }

extension Wording {
    /// Why a record is not valid, with the place.
    public func sentence(for violation: RecordViolation) -> String {
        let figures = [Figure("detail", .text(violation.detail))]
        let rule = term("record.rule.\(violation.rule.rawValue)", figures)
        guard let height = violation.height else { return rule }
        return term("record.line.violation", [Figure("height", .text("\(height)")), Figure("rule", .text(rule))])
    }

    /// How two states of a record stand to each other.
    public func sentence(for difference: RecordDifference) -> String {
        let figures = [
            Figure("height", .text(difference.common.map { "\($0.height)" } ?? "-")),
            Figure("left", .count(UInt64(difference.left.count))),
            Figure("right", .count(UInt64(difference.right.count))),
        ]
        return term("record.relation.\(difference.relation.rawValue)", figures)
    }
}
