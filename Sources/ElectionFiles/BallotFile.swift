public import DataFormats
public import ElectionModel

/// `ballots.csv`: a row for each contest and round with its choices in ballot order, separated by spaces. Protocol files
/// give counts in this order.
public enum BallotFile {
    private static let columns = ["tier", "district", "round", "choices", "status"]

    /// - Throws: `Mistakes` naming every bad row by its line, contests that stand twice included.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> [Entry<Ballot>] {
        var ballots: [Entry<Ballot>] = []
        var seen = SeenKeys<[String]>()
        try readTable(bytes, file: file, columns: columns) { row in
            let tier = row.text("tier")
            let district = row.text("district")
            let round = row.round()
            let names = row.text("choices")
            let status = row.value("status", ProvenanceKind.self)
            guard let tier, let district, let round, let names, let status,
                seen.isNew([tier, district, String(round)], row, "district")
            else { return }
            let choices = names.split(separator: " ").map { ChoiceID(String($0)) }
            if Set(choices).count != choices.count {
                row.report("choices", .choiceTwiceOnBallot)
                return
            }
            ballots.append(
                Entry(
                    Ballot(tier: TierID(tier), district: DistrictID(district), round: round, choices: choices),
                    status))
        }
        return ballots
    }

    public static func write(_ ballots: [Entry<Ballot>]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for entry in ballots {
            let ballot = entry.value
            writer.append([
                ballot.tier.rawValue, ballot.district.rawValue, String(ballot.round),
                ballot.choices.map(\.rawValue).joined(separator: " "), entry.provenance.rawValue,
            ])
        }
        return writer.bytes
    }
}

extension CSVTable.Row {
    /// The round, 1 to 9.
    func round() -> Int? {
        guard let number = count("round") else { return nil }
        if (1...9).contains(number) { return Int(number) }
        report("round", .notARound, ["text": "\(number)"])
        return nil
    }
}
