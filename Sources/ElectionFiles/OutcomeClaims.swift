public import DataFormats
public import ElectionModel

/// What a source says about the outcome of one district: kept apart from what the law computes, and compared with it.
public struct OutcomeClaim: Sendable, Hashable {
    public var tier: TierID
    public var district: DistrictID
    /// The ballot it is about: the first for an election at once, the second for finalists and winners of a run-off.
    public var round: Int
    /// Nil where the claim is about the whole district.
    public var choice: ChoiceID?
    public var result: Result
    public var provenance: Provenance

    public enum Result: String, Sendable, Hashable, CaseIterable {
        case elected
        /// Stood in the second ballot.
        case finalist
        /// Had the right to stand in the second ballot and did not.
        case withdrew
        /// The election was not valid and is held again.
        case void
    }

    /// Reads `outcomes.csv`: tier,district,round,choice,result,kind,source,confidence.
    ///
    /// - Throws: `Mistakes` naming every bad row by its line.
    public static func read(_ bytes: [UInt8], file: String, sources: [Source]) throws(Mistakes) -> [OutcomeClaim] {
        let log = MistakeLog(file: file)
        var claims: [OutcomeClaim] = []
        let columns = ["tier", "district", "round", "choice", "result", "kind", "source", "confidence"]
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let tier = row.text("tier"), let district = row.text("district"), let round = row.count("round"),
                let result = row.value("result", Result.self), let kind = row.value("kind", ProvenanceKind.self),
                let source = row.text("source"), let confidence = row.value("confidence", Confidence.self)
            else { return }
            if !sources.contains(where: { $0.id == source }) {
                row.report("source", .unknownSource, ["text": source])
            }
            let choice = result == .void ? row.textIfPresent("choice") : row.text("choice")
            claims.append(
                OutcomeClaim(
                    tier: TierID(tier), district: DistrictID(district), round: Int(round),
                    choice: choice.map { ChoiceID($0) }, result: result,
                    provenance: Provenance(kind, source: source, confidence: confidence)))
        }
        try log.throwIfAny()
        return claims
    }
}
