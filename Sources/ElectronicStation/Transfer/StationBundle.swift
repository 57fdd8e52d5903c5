public import ElectionRecord
public import VerifiableVoting

/// What an electronic station hands to the centre after its closing, sent or carried: the list of its files, which members of the
/// commission sign. Byte by byte in Documentation/Formats/StationBundle.md.
public struct StationBundle: Equatable, Sendable {
    public struct File: Equatable, Sendable {
        public let name: String
        public let bytes: Int
        public let sha256: Digest

        public init(name: String, bytes: Int, sha256: Digest) {
            (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
        }

        /// A name of one part that leads nowhere else: letters, digits, `.`, `-`, `_` and `%`, not beginning with a point.
        public static func isPlain(_ name: String) -> Bool {
            !name.isEmpty && name.utf8.count <= 200 && name.first != "."
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                        UInt8(ascii: "_"), UInt8(ascii: "%"):
                        true
                    default: false
                    }
                }
        }
    }

    /// The name of the list among the files; itself not in it.
    public static let name = "station.bundle"
    public static let mostFiles = 64

    public let station: String
    /// Identifier of the electronic election.
    public let election: String
    /// Where the desk's record ends.
    public let record: RecordHead
    /// In the order of their names' bytes.
    public let files: [File]

    public init(station: String, election: String, record: RecordHead, files: [File]) {
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
            text.list(files) { text, file in
                text.raw("{\"name\":")
                text.string(file.name)
                text.raw(",\"bytes\":")
                text.whole(file.bytes)
                text.raw(",\"sha256\":")
                text.string(file.sha256.hexadecimal)
                text.raw("}")
            }
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
                let name = try fields.string("name")
                guard File.isPlain(name), name != Self.name else { throw fields.wrong("name") }
                return File(name: name, bytes: try fields.whole("bytes"), sha256: try fields.digest("sha256"))
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
