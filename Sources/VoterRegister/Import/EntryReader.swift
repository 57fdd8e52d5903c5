import DataFormats
public import ElectionModel

/// `register.csv`: a row for each voter. The columns may stand in any order; others are left alone.
public enum RegisterTable {
    public static let columns = [
        "number", "name_kk", "name_ru", "name_latin", "birth_date", "address", "station", "status",
    ]

    /// The row of an entry.
    public static func row(_ entry: RegisterEntry, _ status: ProvenanceKind) -> [String] {
        [
            entry.number.description, entry.name.kazakh, entry.name.russian, entry.name.latin,
            entry.birthDate.description, entry.address, entry.station.rawValue, status.rawValue,
        ]
    }
}

/// Reads the rows of a register one by one, whatever its size.
struct EntryReader {
    private let stream: CSVStream
    /// Where each of `RegisterTable.columns` stands.
    private var places: [Int] = []
    private(set) var status: ProvenanceKind?
    /// Stations met so far: identifiers are never given back, so that a file of nothing but stations must not make them.
    private var stations: [String: StationID] = [:]
    var line: Int { stream.line }

    /// Throws `RegisterFault` for what is no table of a register; whatever `source` throws.
    init(_ source: @escaping () throws -> [UInt8]?) throws {
        do {
            stream = try CSVStream(source)
        } catch let fault as CSVStream.Fault { throw RegisterFault(fault) }
        let header = stream.header
        for column in RegisterTable.columns {
            guard let place = header.firstIndex(of: column) else {
                throw RegisterFault(.missingColumn, line: 1, field: column, detail: header.joined(separator: ","))
            }
            places.append(place)
        }
    }

    /// Goes to the next row; false after the last. Throws `RegisterFault` where the rest cannot be read.
    func next() throws -> Bool {
        do { return try stream.next() } catch let fault as CSVStream.Fault { throw RegisterFault(fault) }
    }

    /// The entry of the row; nil where anything is wrong with it, which `faults` then tells. Throws `tooManyStations`.
    mutating func entry(_ faults: inout RegisterFaults) throws(RegisterFault) -> RegisterEntry? {
        guard stream.count == stream.header.count else {
            faults.add(.init(.wrongWidth, line: line, detail: "\(stream.count) / \(stream.header.count)"))
            return nil
        }
        let before = faults.count
        let number = number(&faults)
        let kazakh = name(1, .cyrillic, isNeeded: true, &faults)
        let russian = name(2, .cyrillic, isNeeded: true, &faults)
        let latin = name(3, .latin, isNeeded: false, &faults)
        let birthDate = birthDate(&faults)
        let address = address(&faults)
        let station = try station(&faults)
        readStatus(&faults)
        guard faults.count == before, let number, let kazakh, let russian, let latin, let birthDate, let address,
            let station
        else { return nil }
        return RegisterEntry(
            number: number, name: VoterName(kazakh: kazakh, russian: russian, latin: latin), birthDate: birthDate,
            address: address, station: station)
    }

    private func fault(_ code: RegisterFault.Code, _ column: Int, _ detail: String = "") -> RegisterFault {
        RegisterFault(code, line: line, field: RegisterTable.columns[column], detail: detail)
    }

    /// The text of a column; nil, and a fault, where it is empty and must not be or is too long.
    private func text(
        _ column: Int, limit: Int, isNeeded: Bool, _ faults: inout RegisterFaults
    ) -> String? {
        let bytes = stream.field(places[column])
        if bytes.isEmpty, isNeeded {
            faults.add(fault(.emptyField, column))
            return nil
        }
        guard bytes.count <= limit else {
            faults.add(fault(.tooLong, column, "\(bytes.count) / \(limit)"))
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func number(_ faults: inout RegisterFaults) -> VoterNumber? {
        let bytes = stream.field(places[0])
        if let number = VoterNumber(bytes) { return number }
        faults.add(fault(bytes.isEmpty ? .emptyField : .badNumber, 0, stream.text(places[0])))
        return nil
    }

    private func name(
        _ column: Int, _ alphabet: NameFolding.Alphabet, isNeeded: Bool, _ faults: inout RegisterFaults
    ) -> String? {
        guard let text = text(column, limit: RegisterEntry.nameLimit, isNeeded: isNeeded, &faults) else { return nil }
        if text.isEmpty { return text }
        var letters = 0
        for scalar in text.unicodeScalars {
            switch AllowedCharacters.kind(of: scalar) {
            case .cyrillic where alphabet == .cyrillic, .latin where alphabet == .latin: letters += 1
            case .nameSign: break
            case .cyrillic, .latin:
                faults.add(fault(.otherAlphabet, column, "\(scalar) \(text)"))
                return nil
            case .text, .none:
                faults.add(fault(.badCharacter, column, "\(scalar) \(text)"))
                return nil
            }
        }
        if letters == 0 || !AllowedCharacters.isSpacedWell(text) {
            faults.add(fault(letters == 0 ? .emptyField : .badSpaces, column, text))
            return nil
        }
        return text
    }

    private func birthDate(_ faults: inout RegisterFaults) -> CalendarDate? {
        guard let text = text(4, limit: 64, isNeeded: true, &faults) else { return nil }
        if let date = Self.date(stream.field(places[4])), (1880...2100).contains(date.year) { return date }
        faults.add(fault(.badDay, 4, text))
        return nil
    }

    /// `yyyy-mm-dd` without the texts that `CalendarDate` would make of its parts: there are millions.
    private static func date(_ bytes: ArraySlice<UInt8>) -> CalendarDate? {
        guard bytes.count == 10 else { return nil }
        var parts = (0, 0, 0)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard (48...57).contains(byte) else { return nil }
            let digit = Int(byte) - 48
            if index < 4 { parts.0 = 10 * parts.0 + digit }
            if index == 5 || index == 6 { parts.1 = 10 * parts.1 + digit }
            if index > 7 { parts.2 = 10 * parts.2 + digit }
        }
        return CalendarDate(year: parts.0, month: parts.1, day: parts.2)
    }

    private func address(_ faults: inout RegisterFaults) -> String? {
        guard let text = text(5, limit: RegisterEntry.addressLimit, isNeeded: true, &faults) else { return nil }
        if let bad = text.unicodeScalars.first(where: { AllowedCharacters.kind(of: $0) == .none }) {
            faults.add(fault(.badCharacter, 5, "\(bad) \(text)"))
            return nil
        }
        guard AllowedCharacters.isSpacedWell(text) else {
            faults.add(fault(.badSpaces, 5, text))
            return nil
        }
        return text
    }

    private mutating func station(_ faults: inout RegisterFaults) throws(RegisterFault) -> StationID? {
        guard let text = text(6, limit: RegisterEntry.stationLimit, isNeeded: true, &faults) else { return nil }
        if let known = stations[text] { return known }
        guard AllowedCharacters.isStation(text) else {
            faults.add(fault(.badStation, 6, text))
            return nil
        }
        guard stations.count < RegisterFormat.mostStations else {
            throw fault(.tooManyStations, 6, "\(RegisterFormat.mostStations)")
        }
        let station = StationID(text)
        stations[text] = station
        return station
    }

    private mutating func readStatus(_ faults: inout RegisterFaults) {
        let text = stream.text(places[7])
        guard let known = ProvenanceKind(rawValue: text) else {
            faults.add(fault(.unknownStatus, 7, text))
            return
        }
        if let status, status != known { faults.add(fault(.otherStatus, 7, text)) }
        if status == nil { status = known }
    }
}

extension RegisterFault {
    fileprivate init(_ fault: CSVStream.Fault) {
        switch fault {
        case .noHeader: self.init(.noHeader, line: 1)
        case .quoteNotClosed(let line): self.init(.quoteNotClosed, line: line)
        case .textAfterQuote(let line): self.init(.textAfterQuote, line: line)
        case .notUTF8(let line): self.init(.notUTF8, line: line)
        case .rowTooLong(let line): self.init(.rowTooLong, line: line, detail: "\(CSVStream.rowLimit)")
        }
    }
}
