import DataFormats
import ElectionModel
import SourceArchive

/// The preferred values of an archived election as rows of the Constituency-Level Elections Archive: one for each party or candidate of
/// the country and of every constituency.
///
/// Columns and codes after the codebook of CLEA: -990 is missing, shares are fractions of one. Rows about the whole country have the
/// country's name in `cst_n`. CLEA has no column for tiers: where lists and constituencies have votes of their own, the rows of the
/// country have those of the lists.
struct CLEATable {
    static let columns = [
        "release", "id", "rg", "ctr_n", "ctr", "yr", "mn", "sub", "cst_n", "cst", "mag", "pty_n", "pty", "can", "pev1",
        "vot1", "vv1", "ivv1", "to1", "cv1", "cvs1", "pv1", "pvs1", "pev2", "vot2", "vv2", "ivv2", "to2", "cv2", "cvs2",
        "pv2", "pvs2", "seat",
    ]
    private static let missing = "-990"

    let figures: PreferredFigures

    func bytes() -> [UInt8] {
        var writer = CSVWriter(header: Self.columns)
        append(nil, name: figures.country, number: 1, to: &writer)
        for (index, place) in figures.constituencies.enumerated() {
            append(place.key, name: place.name, number: index + 2, to: &writer)
        }
        return writer.bytes
    }

    private func append(_ constituency: String?, name: String, number: Int, to writer: inout CSVWriter) {
        let votes = (
            figures.column(.votes, constituency, round: nil), figures.column(.votes, constituency, round: 2)
        )
        let shares = (
            figures.column(.voteShare, constituency, round: nil), figures.column(.voteShare, constituency, round: 2)
        )
        let seats = FactName(.seats, constituency: constituency)
        let election = figures.comparison.election
        let month = figures.pollingDay(round: 1)?.day.month ?? election.pollingDates.first?.month
        let rows = figures.rows([votes.0, votes.1, seats, shares.0, shares.1])
        for (index, id) in rows.enumerated() {
            let isPerson = figures.kind(id) == .person
            var row: [String: String] = [
                "ctr_n": figures.country, "yr": "\(election.year)", "mn": month.map { "\($0)" } ?? Self.missing,
                "cst_n": name, "cst": "\(number)", "pty": "\(index + 1)",
                "pty_n": isPerson ? figures.text(FactName(.party, participant: id)) ?? "" : figures.name(id),
                "can": isPerson ? figures.name(id) : Self.missing, "sub": "", "release": "", "id": "",
                "mag": count(FactName(.seatsTotal, constituency: constituency)),
                "seat": isPerson ? Self.missing : count(seats.of(id)),
            ]
            for (number, round) in [(1, nil), (2, 2)] as [(Int, Int?)] {
                for (column, measure) in Self.ballotColumns {
                    row["\(column)\(number)"] = count(figures.ballots(measure, constituency, round: round))
                }
                row["to\(number)"] = share(figures.ballots(.turnout, constituency, round: round))
                let own = isPerson ? "c" : "p"
                row["\(own)v\(number)"] = count((number == 1 ? votes.0 : votes.1).of(id))
                row["\(own)vs\(number)"] = share((number == 1 ? shares.0 : shares.1).of(id))
            }
            writer.append(Self.columns.map { row[$0] ?? Self.missing })
        }
    }

    private static let ballotColumns: [(String, Measure)] = [
        ("pev", .registered), ("vot", .cast), ("vv", .valid), ("ivv", .invalid),
    ]

    private func count(_ name: FactName) -> String { figures.count(name).map { "\($0)" } ?? Self.missing }

    /// A percentage as a fraction of one, with the same digits.
    private func share(_ name: FactName) -> String {
        guard let share = figures.share(name), share.digits >= 0 else { return Self.missing }
        return DecimalNumber(digits: share.digits, places: share.places + 2).description
    }
}
