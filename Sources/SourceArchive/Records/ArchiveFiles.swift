public import DataFormats
public import ElectionModel

/// A whole archive as files for version control: text, one line a thing, in an order that does not depend on when what was
/// added, so that what changed is seen line by line and exporting twice gives the same bytes.
///
///     archive.yaml             format: sailau-archive/1
///     pages.csv                hash, name, day of each page
///     pages/HASH.txt           the page, byte for byte
///     readings/HASH.csv        what importers made of it: election, coverage, findings; one line a reading
///     claims/HASH-1.csv        the claims of the first reading, one line a claim
///     aliases.csv              decisions about names, in order
///     preferences.csv          decisions about values, in order
public enum ArchiveFiles {
    public static let format = "sailau-archive/1"

    public struct File: Sendable, Hashable {
        public var path: String
        public var bytes: [UInt8]
    }

    private static let pageColumns = ["hash", "name", "added"]

    // MARK: Writing

    /// The files of one page.
    public static func files(of page: StoredPage) -> [File] {
        let hash = page.source.hash.rawValue
        var readings = CSVWriter(header: ReadingRecord.columns)
        var files = [File(path: "pages/\(hash).txt", bytes: page.source.bytes)]
        for (number, reading) in page.readings.enumerated() {
            readings.append(ReadingRecord(reading).fields)
            var claims = CSVWriter(header: ClaimRecord.columns)
            for claim in reading.claims { claims.append(ClaimRecord(claim).fields) }
            files.append(File(path: "claims/\(hash)-\(number + 1).csv", bytes: claims.bytes))
        }
        files.append(File(path: "readings/\(hash).csv", bytes: readings.bytes))
        return files
    }

    /// The files beside the pages.
    ///
    /// - Parameter pages: hash, name and day of every page, in the order of hashes.
    public static func files(
        pages: [(hash: PageHash, name: String, added: CalendarDate)], aliases: AliasBook, preferences: PreferenceLog
    ) -> [File] {
        var list = CSVWriter(header: pageColumns)
        for page in pages { list.append([page.hash.rawValue, Escaped.text(page.name), page.added.description]) }
        var names = CSVWriter(header: DecisionRecords.aliasColumns)
        for decision in aliases.decisions { names.append(DecisionRecords.fields(decision)) }
        var values = CSVWriter(header: DecisionRecords.preferenceColumns)
        for decision in preferences.decisions { values.append(DecisionRecords.fields(decision)) }
        return [
            // Git is not to change line ends: pages are kept byte for byte.
            File(path: ".gitattributes", bytes: Array("* -text\n".utf8)), File(path: "aliases.csv", bytes: names.bytes),
            File(path: "archive.yaml", bytes: Array("format: \(format)\n".utf8)),
            File(path: "pages.csv", bytes: list.bytes), File(path: "preferences.csv", bytes: values.bytes),
        ]
    }

    public static func files(of content: ArchiveContent) -> [File] {
        let pages = content.pages.sorted { $0.source.hash < $1.source.hash }
        return pages.flatMap { files(of: $0) }
            + files(
                pages: pages.map { ($0.source.hash, $0.source.name, $0.added) }, aliases: content.aliases,
                preferences: content.preferences)
    }

    // MARK: Reading

    /// Why an exported archive can't be taken in.
    public enum Fault: Error, Sendable, Hashable {
        case missing(path: String)
        /// Another format, or a newer version of it.
        case format(found: String)
        /// A page's bytes are not those of its name.
        case otherBytes(path: String)
        case row(path: String, line: Int, RecordFault)
        case csv(path: String, line: Int)
    }

    /// - Parameter file: the bytes of a file of the folder; nil where there is none.
    public static func read(file: (String) -> [UInt8]?) throws(Fault) -> ArchiveContent {
        let head = try bytes("archive.yaml", file)
        let text = String(decoding: head, as: UTF8.self)
        guard text == "format: \(format)\n" else { throw .format(found: String(text.prefix(60))) }
        var content = ArchiveContent()
        for row in try rows("pages.csv", pageColumns, file) {
            guard row.fields.count == pageColumns.count, let day = CalendarDate(row.fields[2]) else {
                throw .row(path: "pages.csv", line: row.line, RecordFault(column: "added", text: row.fields.last ?? ""))
            }
            content.pages.append(try page(row.fields[0], Escaped.plain(row.fields[1]), day, file))
        }
        for row in try rows("aliases.csv", DecisionRecords.aliasColumns, file) {
            content.aliases.add(
                try record("aliases.csv", row) { fields throws(RecordFault) in try DecisionRecords.alias(fields) })
        }
        for row in try rows("preferences.csv", DecisionRecords.preferenceColumns, file) {
            content.preferences.add(
                try record("preferences.csv", row) { fields throws(RecordFault) in
                    try DecisionRecords.preference(fields)
                })
        }
        return content
    }

    private static func page(
        _ hash: String, _ name: String, _ day: CalendarDate, _ file: (String) -> [UInt8]?
    ) throws(Fault) -> StoredPage {
        guard hash.utf8.count == 64, hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw .otherBytes(path: "pages/\(hash).txt")
        }
        let source = SourcePage(name: name, bytes: try bytes("pages/\(hash).txt", file))
        guard source.hash.rawValue == hash else { throw .otherBytes(path: "pages/\(hash).txt") }
        var stored = StoredPage(source: source, added: day, readings: [])
        for (number, row) in try rows("readings/\(hash).csv", ReadingRecord.columns, file).enumerated() {
            let path = "claims/\(hash)-\(number + 1).csv"
            var claims: [Claim] = []
            for line in try rows(path, ClaimRecord.columns, file) {
                claims.append(
                    try record(path, line) { fields throws(RecordFault) in
                        guard let record = ClaimRecord(fields: fields) else { throw RecordFault(column: "", text: "") }
                        let claim = try record.claim()
                        try check(claim, against: source)
                        return claim
                    })
            }
            stored.readings.append(
                try record("readings/\(hash).csv", row) { fields throws(RecordFault) in
                    guard let record = ReadingRecord(fields: fields) else { throw RecordFault(column: "", text: "") }
                    return try record.page(claims: claims)
                })
        }
        return stored
    }

    /// A claim's printed text is in its page at its span, also where somebody has edited the file.
    private static func check(_ claim: Claim, against source: SourcePage) throws(RecordFault) {
        guard claim.page == source.hash else { throw RecordFault(column: "page", text: claim.page.rawValue) }
        guard let span = claim.span else { return }
        guard span.upperBound <= source.bytes.count, source.bytes[span].elementsEqual(claim.printed.utf8) else {
            throw RecordFault(column: "printed", text: claim.printed)
        }
    }

    private static func bytes(_ path: String, _ file: (String) -> [UInt8]?) throws(Fault) -> [UInt8] {
        guard let bytes = file(path) else { throw .missing(path: path) }
        return bytes
    }

    private struct Row {
        var line: Int
        var fields: [String]
    }

    private static func rows(
        _ path: String, _ columns: [String], _ file: (String) -> [UInt8]?
    ) throws(Fault) -> [Row] {
        var rows: [Row] = []
        let content = try bytes(path, file)
        do throws(CSVReader.Fault) {
            var reader = try CSVReader(content)
            guard reader.header == columns else { throw CSVReader.Fault.noHeader }
            while let fields = try reader.next() { rows.append(Row(line: reader.line, fields: fields)) }
        } catch {
            throw .csv(path: path, line: error.line)
        }
        return rows
    }

    private static func record<Value>(
        _ path: String, _ row: Row, _ read: ([String]) throws(RecordFault) -> Value
    ) throws(Fault) -> Value {
        do throws(RecordFault) { return try read(row.fields) } catch { throw .row(path: path, line: row.line, error) }
    }
}
