public import DataFormats
public import ElectionModel

/// `parameters.csv`: what a reconstruction assumed, a row for each value, with its status.
public enum ParameterFile {
    private static let columns = ["parameter", "value", "status"]
    private static let assumed = "unknown, assumed"
    private static let chosen = "chosen"

    public static func write(_ parameters: ReconstructionParameters, seed: UInt64, lists: [ChoiceID]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        writer.append(["seed", String(seed), chosen])
        for field in fields(lists: lists, regions: parameters.regions.map(\.id)) {
            writer.append([field.name, String(parameters[keyPath: field.path]), assumed])
        }
        return writer.bytes
    }

    /// - Throws: `Mistakes` with every row that is no parameter and every parameter that is missing.
    public static func read(
        _ bytes: [UInt8], file: String, lists: [ChoiceID]
    ) throws(Mistakes) -> (parameters: ReconstructionParameters, seed: UInt64) {
        let log = MistakeLog(file: file)
        var values: [String: (value: UInt64, line: Int)] = [:]
        var lastLine = 1
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            lastLine = row.line
            guard let name = row.text("parameter"), let text = row.text("value") else { return }
            guard let value = UInt64(text) else {
                row.report("value", .notAWholeNumber, ["text": text])
                return
            }
            if let known = values.updateValue((value, row.line), forKey: name) {
                row.report("parameter", .sameInLine, ["line": "\(known.line)"])
            }
        }
        var parameters = ReconstructionParameters()
        let seed = values.removeValue(forKey: "seed")?.value
        if seed == nil { log.add(line: lastLine, field: "seed", .missingParameter) }
        for field in fields(lists: lists, regions: parameters.regions.map(\.id)) {
            guard let known = values.removeValue(forKey: field.name) else {
                log.add(line: lastLine, field: field.name, .missingParameter)
                continue
            }
            guard known.value <= 10_000_000 else {
                log.add(line: known.line, field: field.name, .outOfRange)
                continue
            }
            parameters[keyPath: field.path] = Int(known.value)
        }
        for (name, entry) in values.sorted(by: { $0.value.line < $1.value.line }) {
            log.add(line: entry.line, field: name, .unknownParameter)
        }
        try log.throwIfAny()
        return (parameters, seed ?? 0)
    }

    private struct Field {
        var name: String
        var path: WritableKeyPath<ReconstructionParameters, Int>
    }

    private static func fields(lists: [ChoiceID], regions: [RegionID]) -> [Field] {
        var fields = [
            Field(name: "stations", path: \.stations),
            Field(name: "stations.special", path: \.specialStations),
            Field(name: "stations.abroad", path: \.abroadStations),
            Field(name: "stations.spread.percent", path: \.stationSpread),
            Field(name: "turnout.spread.permille", path: \.turnoutSpread),
            Field(name: "votes.spread.region.percent", path: \.regionalVoteSpread),
            Field(name: "votes.spread.constituency.percent", path: \.localVoteSpread),
            Field(name: "votes.spread.station.percent", path: \.stationVoteSpread),
            Field(name: "votes.spread.candidate.percent", path: \.candidateVoteSpread),
            Field(name: "constituencies.spread.percent", path: \.constituencySpread),
            Field(name: "constituencies.invalid.per-ten-thousand", path: \.constituencyInvalid),
            Field(name: "run-offs.invalid.per-ten-thousand", path: \.runOffInvalid),
            Field(name: "constituencies.with-two-candidates", path: \.twoCandidateConstituencies),
            Field(name: "run-offs.won-from-second-place", path: \.comebacks),
            Field(name: "winners.members-of-second-party.first-round", path: \.otherMembersFirst),
        ]
        for (index, list) in lists.enumerated() {
            fields.append(Field(name: "list.\(list).persons", path: \.lists[index].persons))
            fields.append(Field(name: "list.\(list).nominees", path: \.lists[index].nominees))
            fields.append(Field(name: "list.\(list).rural.percent", path: \.lists[index].rural))
        }
        for (index, region) in regions.enumerated() {
            let name = "region.\(region)"
            fields.append(Field(name: "\(name).constituencies", path: \.regions[index].constituencies))
            fields.append(Field(name: "\(name).size.permille", path: \.regions[index].size))
            fields.append(Field(name: "\(name).typical-station", path: \.regions[index].station))
            fields.append(Field(name: "\(name).urban.percent", path: \.regions[index].urban))
            fields.append(Field(name: "\(name).turnout.permille", path: \.regions[index].turnout))
        }
        return fields
    }
}
