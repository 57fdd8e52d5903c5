import DataFormats
import ElectionModel
import VoterRegister

/// The files of an invented register; every row says that it is reconstructed.
extension InventedRegister {
    /// The columns of the file of planted persons.
    public static let doubleColumns = [
        "first_number", "second_number", "first_station", "second_station", "kind", "status",
    ]

    /// Writes `register.csv` in pieces of a few thousand rows.
    ///
    /// - Parameter progress: is called with the number of persons after each piece.
    public func write(to sink: ([UInt8]) throws -> Void, progress: (Int) -> Void = { _ in }) throws {
        var writer = CSVWriter(header: RegisterTable.columns)
        let headerBytes = writer.bytes.count
        var isFirst = true
        var rows = 0
        var written = 0
        func flush() throws {
            try sink(Array(writer.bytes.dropFirst(isFirst ? 0 : headerBytes)))
            isFirst = false
            writer = CSVWriter(header: RegisterTable.columns)
            written += rows
            rows = 0
            progress(written)
        }
        try forEach { entry in
            writer.append(RegisterTable.row(entry, .reconstructed))
            rows += 1
            if rows == 4096 { try flush() }
        }
        if rows > 0 || isFirst { try flush() }
    }

    /// The bytes of `register-doubles.csv`: who was planted twice.
    public var doublesFile: [UInt8] {
        var writer = CSVWriter(header: Self.doubleColumns)
        for double in doubles {
            writer.append([
                double.first.description, double.second.description, double.firstStation.rawValue,
                double.secondStation.rawValue, double.kind.rawValue, ProvenanceKind.reconstructed.rawValue,
            ])
        }
        return writer.bytes
    }
}
