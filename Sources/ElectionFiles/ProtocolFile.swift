public import DataFormats
public import ElectionModel

/// Protocol files: a row for each protocol, one file for each tier and round, such as `protocols-list-1.csv`.
///
/// `votes`, `ballots_given_by_member` and the columns of mobile boxes hold counts separated by spaces; those of `votes`
/// stand in ballot order. An unfilled number is an empty field, or `-` among several; it is never zero.
public enum ProtocolFile {
    private static let columns = [
        "station", "tier", "district", "round", "channel", "electors_on_list", "electors_given_ballots",
        "ballots_given_by_member", "took_part", "invalid", "ballots_received", "ballots_cancelled", "ballots_spoiled",
        "mobile_requests", "mobile_ballots", "votes", "status",
    ]

    /// The name of the file for a tier and round.
    public static func name(tier: TierID, round: Int) -> String {
        "protocols-\(tier)-\(round).csv"
    }

    /// The name of the file for stations that are counted together, whose rows are of no single station.
    public static func groupName(tier: TierID, round: Int) -> String { "group-\(tier)-\(round).csv" }

    /// - Parameter ballots: the names to which the counts of each contest belong.
    /// - Throws: `Mistakes` naming every bad row by its line: fields that are no numbers, contests without a ballot, more
    ///   or fewer counts than names.
    public static func read(_ bytes: [UInt8], file: String, ballots: [Ballot]) throws(Mistakes) -> [Protocol] {
        var protocols: [Protocol] = []
        var reader = ProtocolRowReader(ballots)
        try readTable(bytes, file: file, columns: columns) { row in
            if let item = reader.read(row) { protocols.append(item) }
        }
        return protocols
    }

    public static func write(_ protocols: [Protocol]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        func field(_ value: UInt32?) -> String { value.map { String($0) } ?? "" }
        func field(_ values: [UInt32?]) -> String {
            values.map { $0.map { String($0) } ?? "-" }.joined(separator: " ")
        }
        for item in protocols {
            writer.append([
                item.station.rawValue, item.tier.rawValue, item.district.rawValue, String(item.round),
                item.channel.rawValue, field(item.electorsOnList), field(item.electorsGivenBallots),
                field(item.ballotsGivenByMember), field(item.tookPart), field(item.invalid),
                field(item.ballotsReceived), field(item.ballotsCancelled), field(item.ballotsSpoiled),
                field(item.mobileBoxes.map(\.requests)), field(item.mobileBoxes.map(\.ballotsFound)),
                field(item.votes.map(\.votes)), item.provenance.rawValue,
            ])
        }
        return writer.bytes
    }
}

/// Reads rows and remembers the ballot of the last one: the rows of a contest mostly stand together.
private struct ProtocolRowReader {
    private struct Contest: Hashable {
        var tier: TierID
        var district: DistrictID
        var round: Int
    }

    private let ballots: [Contest: [ChoiceID]]
    private var last: (contest: Contest, choices: [ChoiceID])?

    init(_ ballots: [Ballot]) {
        self.ballots = Dictionary(
            ballots.map { (Contest(tier: $0.tier, district: $0.district, round: $0.round), $0.choices) },
            uniquingKeysWith: { first, _ in first })
    }

    mutating func read(_ row: CSVTable.Row) -> Protocol? {
        let station = row.text("station")
        let tier = row.text("tier")
        let district = row.text("district")
        let round = row.round()
        let channel = row.value("channel", Protocol.Channel.self)
        let byMember = row.counts("ballots_given_by_member")
        let boxes = mobileBoxes(row)
        let counts = row.counts("votes")
        let status = row.value("status", ProvenanceKind.self)
        guard let station, let tier, let district, let round, let channel, let byMember, let boxes, let counts,
            let status
        else { return nil }
        let contest = Contest(tier: TierID(tier), district: DistrictID(district), round: round)
        guard let choices = choices(of: contest, row) else { return nil }
        guard counts.count == choices.count else {
            row.report(
                "votes", .countsDiffer, ["counts": "\(counts.count)", "names": "\(choices.count)"])
            return nil
        }
        return Protocol(
            station: StationID(station), tier: contest.tier, district: contest.district, round: round, channel: channel,
            electorsOnList: row.smallCountIfPresent("electors_on_list"),
            electorsGivenBallots: row.smallCountIfPresent("electors_given_ballots"), ballotsGivenByMember: byMember,
            tookPart: row.smallCountIfPresent("took_part"),
            votes: zip(choices, counts).map { Protocol.ChoiceCount($0, $1) },
            invalid: row.smallCountIfPresent("invalid"), ballotsReceived: row.smallCountIfPresent("ballots_received"),
            ballotsCancelled: row.smallCountIfPresent("ballots_cancelled"),
            ballotsSpoiled: row.smallCountIfPresent("ballots_spoiled"), mobileBoxes: boxes, provenance: status)
    }

    private mutating func choices(of contest: Contest, _ row: CSVTable.Row) -> [ChoiceID]? {
        if let last, last.contest == contest { return last.choices }
        guard let choices = ballots[contest] else {
            row.report(
                "district", .noBallot,
                ["contest": "\(contest.tier)/\(contest.district)", "round": "\(contest.round)"])
            return nil
        }
        last = (contest, choices)
        return choices
    }

    private func mobileBoxes(_ row: CSVTable.Row) -> [Protocol.MobileBox]? {
        guard let requests = row.counts("mobile_requests"), let found = row.counts("mobile_ballots") else { return nil }
        let boxes = zip(requests, found).compactMap { requests, found -> Protocol.MobileBox? in
            guard let requests, let found else { return nil }
            return Protocol.MobileBox(requests: requests, ballotsFound: found)
        }
        if boxes.count != requests.count || boxes.count != found.count {
            row.report("mobile_ballots", .mobileBoxesDiffer)
            return nil
        }
        return boxes
    }
}
