public import ElectionModel
public import VerifiableVoting

/// What a station is handed with its part of the register: how many stand on its list, the hash of their entries, and the root of
/// the whole register, signed by the commission.
public struct RegisterSlice: Equatable, Sendable {
    public let election: ElectionID
    public let status: ProvenanceKind
    public let station: StationID
    public let voters: Int
    /// SHA-256 over the canonical bytes of the entries, one after the other in the order of their numbers.
    public let entries: Digest
    /// The root that was published of the register from which the slice is cut.
    public let register: Digest

    public init(
        election: ElectionID, status: ProvenanceKind, station: StationID, voters: Int, entries: Digest, register: Digest
    ) {
        (self.election, self.status, self.station) = (election, status, station)
        (self.voters, self.entries, self.register) = (voters, entries, register)
    }

    /// Cuts a station's slice: the document, and the station's entries as a register of their own, with the same look-up.
    ///
    /// - Parameters:
    ///   - commitment: of the register; its count for the station is held against the register's.
    ///   - sink: takes the bytes of the station's register file.
    /// - Throws: `Violation` of `registerEntries` for a station that the commitment does not have, or with another count;
    ///   `RegisterDamage`; what `sink` throws.
    public static func cut(
        _ station: StationID, from image: RegisterImage, _ commitment: RegisterCommitment, to sink: @escaping ByteSink
    ) throws -> RegisterSlice {
        guard let leaves = try image.leaves(of: station), leaves == commitment.leaves(of: station) else {
            throw Violation(.registerEntries, detail: station.rawValue)
        }
        var hash = EntryHash()
        var builder = try RegisterBuilder(status: image.status, expected: leaves.count, sink)
        for leaf in leaves {
            let entry = try image.entry(at: image.place(ofLeaf: leaf))
            guard entry.station == station else { throw RegisterDamage.section("stationPlaces") }
            hash.add(entry.bytes)
            try builder.add(entry)
        }
        guard try builder.finish(progress: { _, _ in }).twiceCount == 0 else {
            throw RegisterDamage.section("stationPlaces")
        }
        return RegisterSlice(
            election: commitment.election, status: image.status, station: station, voters: leaves.count,
            entries: Digest(bytes: hash.finish()), register: commitment.root)
    }

    /// Whether a station's register is the one that the document names. Throws `registerEntries` where it is not, saying
    /// what differs; `RegisterDamage`.
    public func check(_ image: RegisterImage) throws {
        guard image.status == status else { throw Violation(.registerEntries, detail: image.status.rawValue) }
        guard image.count == voters else { throw Violation(.registerEntries, detail: "\(image.count) / \(voters)") }
        guard image.stations == (voters == 0 ? [] : [station]) else {
            throw Violation(.registerEntries, detail: image.stations.map(\.rawValue).joined(separator: ", "))
        }
        let found = try Self.entries(of: image, at: station)
        guard found == entries else { throw Violation(.registerEntries, detail: found.hexadecimal) }
    }

    /// The hash of a station's register: SHA-256 over the canonical bytes of its entries in the order of their numbers.
    ///
    /// - Throws: `registerEntries` where an entry is another station's, or a number stands twice; `RegisterDamage`.
    public static func entries(of image: RegisterImage, at station: StationID) throws -> Digest {
        var hash = EntryHash()
        var last: VoterNumber?
        for leaf in 0..<image.count {
            let entry = try image.entry(at: image.place(ofLeaf: leaf))
            guard entry.station == station, last.map({ $0 < entry.number }) ?? true else {
                throw Violation(.registerEntries, detail: entry.station.rawValue)
            }
            last = entry.number
            hash.add(entry.bytes)
        }
        return Digest(bytes: hash.finish())
    }
}

extension RegisterSlice: SignedContent {
    public static var kind: SignedDocument.Kind { .registerSlice }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-register-slice\",\"version\":1,\"election\":")
            text.string(election.rawValue)
            text.raw(",\"status\":")
            text.string(status.rawValue)
            text.raw(",\"station\":")
            text.string(station.rawValue)
            text.raw(",\"voters\":")
            text.whole(voters)
            text.raw(",\"entries\":")
            text.string(entries.hexadecimal)
            text.raw(",\"register\":")
            text.string(register.hexadecimal)
            text.raw("}")
        }
    }

    /// Throws `registerFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-register-slice", breaking: .registerFormat)
        guard let status = ProvenanceKind(rawValue: try fields.string("status")) else { throw fields.wrong("status") }
        self.init(
            election: ElectionID(try fields.string("election")), status: status,
            station: StationID(try fields.string("station")), voters: try fields.whole("voters"),
            entries: try fields.digest("entries"), register: try fields.digest("register"))
        try fields.requireCanonical(self.bytes, bytes)
    }
}

public typealias SignedSlice = Signed<RegisterSlice>
