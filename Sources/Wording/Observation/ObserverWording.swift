import ElectionModel
public import Observation

extension ObservationForm.Rating: WordedValue { package static var termGroups: [String] { ["observation.rating"] } }
extension ObservationForm.Reply: WordedValue { package static var termGroups: [String] { ["observation.reply"] } }
extension ObservationForm.Stage: WordedValue { package static var termGroups: [String] { ["observation.stage"] } }
extension ReportRules.Rule.Kind: WordedValue {
    package static var termGroups: [String] { ["observation.report rule"] }
}
extension Incident.Kind: WordedValue { package static var termGroups: [String] { ["observation.incident kind"] } }
extension Incident.SourceKind: WordedValue { package static var termGroups: [String] { ["observation.told by"] } }
extension ShareInterval.Clusters: WordedValue { package static var termGroups: [String] { ["observation.clusters"] } }
extension MediaUnit.Tone: WordedValue { package static var termGroups: [String] { ["observation.media tone"] } }
extension MediaUnit.Format: WordedValue { package static var termGroups: [String] { ["observation.media format"] } }

extension Wording {
    public func name(of rating: ObservationForm.Rating) -> String { term("observation.rating.\(rating.rawValue)") }
    public func name(of reply: ObservationForm.Reply) -> String { term("observation.reply.\(reply.rawValue)") }
    public func name(of stage: ObservationForm.Stage) -> String { term("observation.stage.\(stage.rawValue)") }
    public func name(of kind: Incident.Kind) -> String { term("observation.incident kind.\(kind.rawValue)") }
    public func name(of source: Incident.SourceKind) -> String { term("observation.told by.\(source.rawValue)") }
    public func name(of clusters: ShareInterval.Clusters) -> String {
        term("observation.clusters.\(clusters.rawValue)")
    }
    public func name(of tone: MediaUnit.Tone) -> String { term("observation.media tone.\(tone.rawValue)") }
    public func name(of format: MediaUnit.Format) -> String { term("observation.media format.\(format.rawValue)") }

    /// What a rule asks of a report.
    public func name(of rule: ReportRules.Rule) -> String {
        var figures: [Figure] = []
        if case .stayed(_, _, let minutes) = rule { figures.append(Figure("minutes", .count(UInt64(minutes)))) }
        return term("observation.report rule.\(rule.kind.rawValue)", figures)
    }
}
