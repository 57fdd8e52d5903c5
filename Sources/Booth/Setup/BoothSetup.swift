package import DataFormats
public import ElectronicStation
public import VerifiableVoting

/// Everything that the process of one ballot is given, through its standard input.
public struct BoothSetup: Sendable {
    /// Rules of the station, and of the machine on which the booth stands.
    public struct Options: Sendable, Hashable {
        /// The port of the pages on 127.0.0.1.
        public var port: Int
        /// Seconds without anything done after which a page warns, and after which the ballot ends.
        public var secondsToWarning = 240
        public var secondsToEnd = 300
        /// Whether the station's rules let a voter challenge.
        public var offersChallenge = true
        /// For demonstrations: go on where memory can't be locked, and say so on every page.
        public var mayRunUnlocked = false
        /// The command to whose standard input papers go. Empty: they are shown on the page, for demonstrations.
        public var printer: [String] = []

        /// Whether the supervisor keeps a recorder, set by itself.
        package var isRecorded = false

        public init(port: Int) { self.port = port }
    }

    /// Secret, with a number that no other ballot has.
    public var station: BallotRandomness.StationSecret
    /// The bytes of `election.json`.
    public var election: [UInt8]
    public var ballot: BoothBallot
    public var texts: BoothTexts
    public var options: Options
    /// How the urn is reached, in the words of its client. May be secret.
    public var urn: [UInt8]
    /// `Pages/booth.css` and `Pages/booth.js`.
    public var style: [UInt8]
    public var script: [UInt8]

    public init(
        station: BallotRandomness.StationSecret, election: [UInt8], ballot: BoothBallot, texts: BoothTexts,
        options: Options, urn: [UInt8], style: [UInt8], script: [UInt8]
    ) {
        (self.station, self.election, self.ballot, self.texts) = (station, election, ballot, texts)
        (self.options, self.urn, self.style, self.script) = (options, urn, style, script)
    }

    // MARK: As bytes

    private static let beginning = Array("sailau-booth-setup-1\n".utf8)
    /// More is not read.
    public static let mostBytes = 1 << 25

    /// After a beginning, each part with its length in four bytes, most significant first. Secret.
    public var bytes: [UInt8] {
        let parts: [[UInt8]] = [
            station.secret, Array("\(station.counter)".utf8), election, Array(ballot.json.line().utf8),
            Array(texts.json.line().utf8), Array(options.json.line().utf8), urn, style, script,
        ]
        var bytes = Self.beginning
        for part in parts {
            withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes += $0 }
            bytes += part
        }
        return bytes
    }

    /// Reads what `bytes` wrote; nil for anything else.
    public init?(bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes, bytes.starts(with: Self.beginning) else { return nil }
        var rest = bytes[Self.beginning.count...]
        var parts: [[UInt8]] = []
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return nil }
            parts.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty, parts.count == 9, let counter = UInt64(String(decoding: parts[1], as: UTF8.self)),
            let ballot = BoothBallot(bytes: parts[3]),
            let texts = (try? JSONTree.read(parts[4])).flatMap(BoothTexts.init),
            let options = (try? JSONTree.read(parts[5])).flatMap(Options.init)
        else { return nil }
        self.init(
            station: .init(secret: parts[0], counter: counter), election: parts[2], ballot: ballot, texts: texts,
            options: options, urn: parts[6], style: parts[7], script: parts[8])
    }
}

extension BoothSetup.Options {
    package var json: JSON {
        .object([
            ("port", .count(port)), ("secondsToWarning", .count(secondsToWarning)),
            ("secondsToEnd", .count(secondsToEnd)), ("offersChallenge", .bool(offersChallenge)),
            ("mayRunUnlocked", .bool(mayRunUnlocked)), ("isRecorded", .bool(isRecorded)),
            ("printer", .array(printer.map(JSON.string))),
        ])
    }

    package init?(_ tree: JSONTree) {
        guard let port = tree["port"]?.whole, let warning = tree["secondsToWarning"]?.whole,
            let end = tree["secondsToEnd"]?.whole, let challenge = tree["offersChallenge"]?.bool,
            let unlocked = tree["mayRunUnlocked"]?.bool, let recorded = tree["isRecorded"]?.bool,
            let words = tree["printer"]?.items,
            (1...65_535).contains(port), (1...86_400).contains(warning), (warning...86_400).contains(end)
        else { return nil }
        self.init(port: Int(port))
        (secondsToWarning, secondsToEnd) = (Int(warning), Int(end))
        (offersChallenge, mayRunUnlocked, printer) = (challenge, unlocked, words.compactMap(\.string))
        isRecorded = recorded
        guard printer.count == words.count else { return nil }
    }
}
