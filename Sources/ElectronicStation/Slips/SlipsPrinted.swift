public import VerifiableVoting

/// The public record of how many slips were printed for each station, byte by byte in Documentation/Formats/Slips.md.
///
/// With it a station's count closes: printed = handed out + destroyed unused.
public struct SlipsPrinted: Equatable, Sendable {
    public struct Station: Equatable, Sendable {
        public let name: String
        public let printed: Int
        /// Of the station's slice of the public credentials, as in the manifest.
        public let fingerprint: String

        public init(name: String, printed: Int, fingerprint: String) {
            (self.name, self.printed, self.fingerprint) = (name, printed, fingerprint)
        }
    }

    public let election: String
    /// Fingerprint of the whole list of public credentials.
    public let credentials: String
    public let stations: [Station]

    public init(election: String, credentials: String, stations: [Station]) {
        (self.election, self.credentials, self.stations) = (election, credentials, stations)
    }

    public var bytes: [UInt8] { CanonicalText.of { write(to: &$0) } }

    package func write(to text: inout CanonicalText) {
        text.raw("{\"format\":\"sailau-slips-printed\",\"version\":1,\"uuid\":")
        text.string(election)
        text.raw(",\"credentials\":")
        text.string(credentials)
        text.raw(",\"stations\":")
        text.list(stations) { text, station in
            text.raw("{\"name\":")
            text.string(station.name)
            text.raw(",\"printed\":")
            text.whole(station.printed)
            text.raw(",\"fingerprint\":")
            text.string(station.fingerprint)
            text.raw("}")
        }
        text.raw("}")
    }

    /// Throws `slipsFormat`.
    public init(bytes: [UInt8]) throws(Violation) {
        let fields = try DocumentFields(bytes, format: "sailau-slips-printed", breaking: .slipsFormat)
        self.init(
            election: try fields.string("uuid"), credentials: try fields.string("credentials"),
            stations: try fields.list("stations") { fields throws(Violation) in
                Station(
                    name: try fields.string("name"), printed: try fields.whole("printed"),
                    fingerprint: try fields.string("fingerprint"))
            })
        try fields.requireCanonical(self.bytes, bytes)
    }

    /// Whether a manifest announces exactly these stations, numbers and lists. Throws `manifestElection` where it does not
    /// announce the election, `slipsFormat` with the station that differs.
    public func check(against manifest: Manifest) throws(Violation) {
        guard let announced = manifest.election(uuid: election) else {
            throw Violation(.manifestElection, detail: election)
        }
        guard announced.stations.map(\.name) == stations.map(\.name) else {
            throw Violation(.slipsFormat, detail: "stations")
        }
        for (ours, theirs) in zip(stations, announced.stations)
        where ours.printed != theirs.credentials || ours.fingerprint != theirs.fingerprint {
            throw Violation(.slipsFormat, detail: ours.name)
        }
    }
}
