public import ElectionRecord
public import VerifiableVoting

/// What an electronic station hands to the centre after its closing, sent or carried: the list of its files, which members of the
/// commission sign. Byte by byte in Documentation/Formats/StationBundle.md.
public struct StationBundle: Equatable, Sendable {
    /// The name of the list among the files; itself not in it.
    public static let name = "station.bundle"
    public static let mostFiles = 64

    public let station: String
    /// Identifier of the electronic election.
    public let election: String
    /// Where the desk's record ends.
    public let record: RecordHead
    /// In the order of their names' bytes.
    public let files: [ListedFile]

    public init(station: String, election: String, record: RecordHead, files: [ListedFile]) {
        (self.station, self.election, self.record) = (station, election, record)
        self.files = files.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    public var bytes: [UInt8] {
        CanonicalText.of { text in
            text.raw("{\"format\":\"sailau-station-bundle\",\"version\":1,\"station\":")
            text.string(station)
            text.raw(",\"election\":")
            text.string(election)
            text.raw(",\"record\":")
            text.string(record.description)
            text.raw(",\"files\":")
            text.list(files) { text, file in file.write(to: &text) }
            text.raw("}")
        }
    }

    /// Throws `bundleFormat`, also for names that lead elsewhere or stand twice.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-station-bundle", breaking: .bundleFormat)
        guard let record = RecordHead(try fields.string("record")) else { throw fields.wrong("record") }
        self.init(
            station: try fields.string("station"), election: try fields.string("election"), record: record,
            files: try fields.list("files") { fields throws(Violation) in
                let file = try ListedFile(fields)
                guard ListedFile.isPlain(file.name), file.name != Self.name else { throw fields.wrong("name") }
                return file
            })
        try fields.requireCanonical(self.bytes, bytes)
        guard (1...Self.mostFiles).contains(files.count), Set(files.map(\.name)).count == files.count else {
            throw fields.wrong("files")
        }
    }
}

public typealias SignedStationBundle = Signed<StationBundle>

extension StationBundle: SignedContent {
    public static var kind: SignedDocument.Kind { .stationBundle }
}

extension SignedStationBundle {
    /// Who signed: members of the announced commission, and as many as a closing needs. Throws `bundleSignature`.
    public func signers(of manifest: Manifest) throws(Violation) -> [SignerKey] {
        try document.signers(of: manifest)
    }
}
