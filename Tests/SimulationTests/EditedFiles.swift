import DataFormats
import Simulation

/// The files of one reconstruction, to be changed.
struct EditedFiles {
    var bytes: [String: [UInt8]]

    static let listProtocols = "protocols-list-1.csv"
    static let firstRound = "protocols-constituencies-1.csv"
    static let secondRound = "protocols-constituencies-2.csv"

    /// Reads a file, lets it be changed, and writes it.
    mutating func edit(_ file: String, _ change: (inout Table) -> Void) throws {
        var table = try Table(bytes[file] ?? [])
        change(&table)
        bytes[file] = table.bytes
    }

    func table(_ file: String) throws -> Table { try Table(bytes[file] ?? []) }
}

/// A CSV file as rows of fields.
struct Table {
    let header: [String]
    var rows: [[String]] = []

    init(_ bytes: [UInt8]) throws {
        var reader = try CSVReader(bytes)
        header = reader.header
        while let row = try reader.next() { rows.append(row) }
    }

    var bytes: [UInt8] {
        var writer = CSVWriter(header: header)
        for row in rows { writer.append(row) }
        return writer.bytes
    }

    subscript(row: Int, column: String) -> String {
        get { rows[row][header.firstIndex(of: column) ?? 0] }
        set { rows[row][header.firstIndex(of: column) ?? 0] = newValue }
    }

    func first(_ column: String, _ value: String) -> Int {
        rows.indices.first { self[$0, column] == value } ?? 0
    }

    mutating func add(_ amount: Int, to column: String, row: Int = 0) {
        self[row, column] = String((Int(self[row, column]) ?? 0) + amount)
    }

    /// Changes the counts of `votes` in one row.
    mutating func counts(_ row: Int, _ change: (inout [Int]) -> Void) {
        var counts = self[row, "votes"].split(separator: " ").map { Int($0) ?? 0 }
        change(&counts)
        self[row, "votes"] = counts.map { String($0) }.joined(separator: " ")
    }

    /// Replaces a value wherever it stands in a column.
    mutating func replace(_ column: String, _ value: String, by other: String) {
        for row in rows.indices where self[row, column] == value { self[row, column] = other }
    }

    mutating func fill(_ column: String, with value: String) {
        for row in rows.indices { self[row, column] = value }
    }

    /// Sums of `votes` by district.
    var votesByDistrict: [String: [Int]] {
        var sums: [String: [Int]] = [:]
        for row in rows.indices {
            let counts = self[row, "votes"].split(separator: " ").map { Int($0) ?? 0 }
            let known = sums[self[row, "district"]] ?? [Int](repeating: 0, count: counts.count)
            sums[self[row, "district"]] = zip(known, counts).map(+)
        }
        return sums
    }

    /// Gives every candidate of a district the same votes.
    mutating func level(_ district: String) {
        for row in rows.indices where self[row, "district"] == district {
            counts(row) { counts in counts = counts.map { _ in 3 } }
        }
    }

    /// Districts in which somebody has more than half, with the number of candidates.
    func decided(candidates: ClosedRange<Int>) -> [String] {
        votesByDistrict.filter {
            candidates.contains($0.value.count) && 2 * ($0.value.max() ?? 0) > $0.value.reduce(0, +)
        }
        .map(\.key).sorted()
    }
}
