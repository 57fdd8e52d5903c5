public import ElectionModel

/// A person's name as the register writes it: family name, given name and, where there is one, the father's name.
public struct VoterName: Sendable, Hashable {
    /// In Kazakh, by its Cyrillic alphabet.
    public var kazakh: String
    /// In Russian.
    public var russian: String
    /// In Latin letters; empty where the register has none.
    public var latin: String

    public init(kazakh: String, russian: String, latin: String) {
        (self.kazakh, self.russian, self.latin) = (kazakh, russian, latin)
    }
}

/// One person of the register of voters.
public struct RegisterEntry: Sendable, Hashable {
    public var number: VoterNumber
    public var name: VoterName
    public var birthDate: CalendarDate
    public var address: String
    /// The station on whose list the person stands: by residence (article 26).
    public var station: StationID

    public init(
        number: VoterNumber, name: VoterName, birthDate: CalendarDate, address: String, station: StationID
    ) {
        (self.number, self.name, self.birthDate) = (number, name, birthDate)
        (self.address, self.station) = (address, station)
    }
}

/// The canonical bytes of an entry: what is stored, hashed and signed. Documentation/Formats/Register.md.
///
///     version 1 | 12 digits | year, 2 bytes | month | day | station | Kazakh | Russian | Latin | address
///
/// Numbers of more than a byte have their high byte first. The station is a byte of length and its bytes, the other texts two
/// bytes of length and their UTF-8: no two entries have the same bytes.
extension RegisterEntry {
    /// The format of the bytes.
    public static let version: UInt8 = 1
    /// Bytes before the texts.
    static let fixedBytes = 1 + VoterNumber.digits + 4
    /// Most bytes of an entry.
    public static let mostBytes = fixedBytes + 1 + stationLimit + 3 * (2 + nameLimit) + 2 + addressLimit

    /// Most UTF-8 bytes of a name in one script, of an address, of a station's name.
    public static let nameLimit = 200
    public static let addressLimit = 400
    public static let stationLimit = 32

    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        append(to: &bytes)
        return bytes
    }

    /// - Precondition: no text is longer than two bytes can say.
    func append(to bytes: inout [UInt8]) {
        bytes.append(Self.version)
        number.appendDigits(to: &bytes)
        bytes.append(UInt8(truncatingIfNeeded: birthDate.year >> 8))
        bytes.append(UInt8(truncatingIfNeeded: birthDate.year))
        bytes.append(UInt8(birthDate.month))
        bytes.append(UInt8(birthDate.day))
        let station = station.rawValue.utf8
        precondition(station.count <= 255, "a station's name has a byte of length")
        bytes.append(UInt8(station.count))
        bytes.append(contentsOf: station)
        Self.append(name.kazakh, to: &bytes)
        Self.append(name.russian, to: &bytes)
        Self.append(name.latin, to: &bytes)
        Self.append(address, to: &bytes)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        precondition(text.utf8.count <= 65535, "a text has two bytes of length")
        bytes.append(UInt8(truncatingIfNeeded: text.utf8.count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Reads canonical bytes, all of them; nil for anything that no entry's bytes are.
    public init?(bytes: some RandomAccessCollection<UInt8>) {
        var rest = Array(bytes)[...]
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func text(_ lengthBytes: Int) -> String? {
            guard let length = take(lengthBytes)?.reduce(0, { $0 << 8 | Int($1) }), let bytes = take(length) else {
                return nil
            }
            return String(validating: bytes, as: UTF8.self)
        }
        guard take(1)?.first == Self.version, let digits = take(VoterNumber.digits), let number = VoterNumber(digits),
            let day = take(4).map(Array.init),
            let birthDate = CalendarDate(year: Int(day[0]) << 8 | Int(day[1]), month: Int(day[2]), day: Int(day[3])),
            let station = text(1), let kazakh = text(2), let russian = text(2), let latin = text(2),
            let address = text(2), rest.isEmpty
        else { return nil }
        self.init(
            number: number, name: VoterName(kazakh: kazakh, russian: russian, latin: latin), birthDate: birthDate,
            address: address, station: StationID(station))
    }
}
