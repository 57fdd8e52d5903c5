import ElectionModel

/// Reads CSV files in the columns of the Constituency-Level Elections Archive, one election a file.
///
/// Source of the columns and codes: CLEA codebook. -990 is missing, -992 uncontested, -994 suspended; shares are fractions of one.
struct CLEAImporter {
    private let text: PageText
    private let collector: ClaimCollector
    private let columns: [String: Int]
    private let heads: [Range<Int>]

    static func read(_ page: SourcePage, _ text: PageText) throws(ImportRefusal) -> ImportedPage {
        var rows = CSVCells(text)
        guard let heads = rows.next() else { throw .malformed(format: .clea, line: 1) }
        let columns = Dictionary(
            heads.enumerated().map { (text[$1].lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        guard let row = rows.next(), row.count == heads.count else { throw .malformed(format: .clea, line: 2) }
        func value(_ name: String) -> Range<Int>? { columns[name].map { row[$0] } }
        guard let country = value("ctr_n"), !country.isEmpty else { throw .missing(.country, format: .clea) }
        guard let year = value("yr").flatMap({ NumberReader.whole(text, $0, []) }),
            (1000...2199).contains(year.value.digits)
        else {
            throw .missing(.year, format: .clea)
        }
        let election = ElectionKey(
            country: text[country], body: nil, contest: .parliamentary, pollingDates: [], year: Int(year.value.digits))
        let collector = ClaimCollector(text, page: page.hash, election: election)
        for head in heads { collector.mark(head, .label) }
        let importer = CLEAImporter(text: text, collector: collector, columns: columns, heads: heads)
        try importer.readRows(of: (text[country], text[year.range]))
        return try collector.finish(format: .clea, layout: "CSV")
    }

    /// Facts of a constituency stand in each of its rows and are claimed once.
    private func readRows(of election: (country: String, year: String)) throws(ImportRefusal) {
        var rows = CSVCells(text)
        _ = rows.next()
        var seen: Set<String> = []
        while let row = rows.next() {
            guard row.count == heads.count else {
                throw .malformed(format: .clea, line: text.line(at: row.first?.lowerBound ?? 0))
            }
            let isOther =
                cell("ctr_n", row).map { text[$0] } != election.country
                || cell("yr", row).map { text[$0] } != election.year
            if isOther {
                collector.mark(row[0].lowerBound..<row[row.count - 1].upperBound, .elsewhere)
                continue
            }
            for value in row { collector.mark(value, .label) }
            readConstituency(row, &seen)
            readParty(row)
            guard collector.claims.count <= ClaimCollector.claimLimit else {
                throw .tooManyClaims(limit: ClaimCollector.claimLimit)
            }
        }
        if let problem = rows.fault { throw .malformed(format: .clea, line: text.line(at: problem)) }
    }

    private func cell(_ name: String, _ row: [Range<Int>]) -> Range<Int>? {
        columns[name].flatMap { row[$0].isEmpty ? nil : row[$0] }
    }

    /// Nil for the whole country, which has its own name in the place of a constituency's.
    private func constituency(_ row: [Range<Int>]) -> String? {
        let name = (cell("cst_n", row) ?? cell("cst", row)).map { text[$0] }
        return name == collector.election.country ? nil : name
    }

    private func readConstituency(_ row: [Range<Int>], _ seen: inout Set<String>) {
        let place = constituency(row)
        for (name, measure, round, isShare) in Self.constituencyColumns {
            guard let value = cell(name, row), seen.insert("\(place ?? "")\u{0}\(name)\u{0}\(text[value])").inserted
            else { continue }
            claim(measure, value, name, round: round, isShare: isShare, place: place, participant: nil)
        }
    }

    private static let constituencyColumns: [(String, Measure, Int?, Bool)] = [
        ("pev1", .registered, 1, false), ("vot1", .cast, 1, false), ("vv1", .valid, 1, false),
        ("ivv1", .invalid, 1, false),
        ("to1", .turnout, 1, true), ("pev2", .registered, 2, false), ("vot2", .cast, 2, false),
        ("vv2", .valid, 2, false),
        ("ivv2", .invalid, 2, false), ("to2", .turnout, 2, true), ("mag", .seatsTotal, nil, false),
    ]

    private static let partyColumns: [(String, Measure, Int?, Bool, isPerson: Bool)] = [
        ("pv1", .votes, 1, false, false), ("pvs1", .voteShare, 1, true, false), ("cv1", .votes, 1, false, true),
        ("cvs1", .voteShare, 1, true, true), ("pv2", .votes, 2, false, false), ("pvs2", .voteShare, 2, true, false),
        ("cv2", .votes, 2, false, true), ("cvs2", .voteShare, 2, true, true), ("seat", .seats, nil, false, false),
    ]

    private func readParty(_ row: [Range<Int>]) {
        let party = cell("pty_n", row).map { NameReader.participant(text, NameReader.read(text, $0)) }
        let person = cell("can", row).flatMap { text.begins($0, with: "-99") ? nil : Participant(.person, text[$0]) }
        for (name, measure, round, isShare, isPerson) in Self.partyColumns {
            guard let value = cell(name, row), let participant = isPerson ? person ?? party : party else { continue }
            claim(
                measure, value, name, round: round, isShare: isShare, place: constituency(row), participant: participant
            )
        }
    }

    private func claim(
        _ measure: Measure, _ value: Range<Int>, _ column: String, round: Int?, isShare: Bool, place: String?,
        participant: Participant?
    ) {
        let context = columns[column].map { [heads[$0]] } ?? []
        let rule = "clea.\(column)"
        let printed = text[value]
        if ["-990", "-992", "-994"].contains(printed) {
            return collector.claim(
                measure, .none, printed == "-990" ? .notGiven : .notApplicable, at: value, rule: rule, round: round,
                constituency: place, participant: participant, context: context)
        }
        guard let number = decimal(value), isShare || number.places == 0 else { return collector.mark(value, .unread) }
        collector.claim(
            measure, isShare ? .decimal(Self.percent(number)) : .whole(number.digits), at: value, rule: rule,
            round: round,
            constituency: place, participant: participant, context: context)
    }

    /// Digits with a point, `.36` included.
    private func decimal(_ value: Range<Int>) -> DecimalNumber? {
        var (digits, places, isPastPoint) = (Int64(0), 0, false)
        guard value.count <= 15, text.hasDigit(value) else { return nil }
        for byte in text.bytes[value] {
            if byte == 46, !isPastPoint {
                isPastPoint = true
            } else if PageText.isDigit(byte) {
                digits = digits * 10 + Int64(byte - 48)
                if isPastPoint { places += 1 }
            } else {
                return nil
            }
        }
        return DecimalNumber(digits: digits, places: places)
    }

    /// A fraction of one as percent, with the same digits.
    private static func percent(_ share: DecimalNumber) -> DecimalNumber {
        switch share.places {
        case 0: DecimalNumber(digits: share.digits * 100, places: 0)
        case 1: DecimalNumber(digits: share.digits * 10, places: 0)
        default: DecimalNumber(digits: share.digits, places: share.places - 2)
        }
    }
}

/// The cells of a CSV file as places of the page, row by row; quotation marks are left out of a cell's range.
struct CSVCells {
    private let text: PageText
    private var index = 0
    /// Where a quotation mark is not closed.
    private(set) var fault: Int?

    init(_ text: PageText) {
        self.text = text
    }

    mutating func next() -> [Range<Int>]? {
        var row: [Range<Int>] = []
        let bytes = text.bytes
        while index < bytes.count, bytes[index] == 10 || bytes[index] == 13 { index += 1 }
        guard index < bytes.count, fault == nil else { return nil }
        while true {
            if index < bytes.count, bytes[index] == 34 {
                let start = index + 1
                index = start
                while index < bytes.count, bytes[index] != 34 || index + 1 < bytes.count && bytes[index + 1] == 34 {
                    index += bytes[index] == 34 ? 2 : 1
                }
                guard index < bytes.count else {
                    fault = start
                    return nil
                }
                row.append(start..<index)
                index += 1
            } else {
                let start = index
                while index < bytes.count, bytes[index] != 44, bytes[index] != 10, bytes[index] != 13 { index += 1 }
                row.append(text.trimmed(start..<index))
            }
            guard index < bytes.count, bytes[index] == 44 else { break }
            index += 1
        }
        while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
        return row
    }
}
