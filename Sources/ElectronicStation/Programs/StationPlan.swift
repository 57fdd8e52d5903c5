public import DataFormats

/// Which programs of a station run on a computer, with which folders and under which users: `station.yaml`.
///
/// Documentation/Station.md.
public struct StationPlan: Equatable, Sendable {
    public static let format = "sailau-station/1"

    public struct Desk: Equatable, Sendable {
        public var folder: String
        public var user: String?
    }

    public struct Urn: Equatable, Sendable {
        public var folder: String
        public var keys: String
        public var address: String
        /// 0 for a free one.
        public var port: Int
        public var user: String?
    }

    /// A recorder's log, and the key to which it seals.
    public struct Recorder: Equatable, Sendable {
        public var file: String
        public var key: String
    }

    public struct Booth: Equatable, Sendable {
        public var archive: String
        public var ballot: String
        public var secret: String
        public var keys: String
        /// Where the urn listens; nil for the one of this plan.
        public var urn: String?
        public var port: Int
        public var printer: [String]
        public var offersChallenge: Bool
        /// For demonstrations: where memory can't be locked.
        public var isUnlocked: Bool
        /// Nil where it keeps none.
        public var recorder: Recorder?
        /// At its station; nil for its place in this plan.
        public var number: Int?
        public var user: String?

        /// The folder of the secret, into which the booth writes the counter beside it.
        public var folder: String { Self.folder(of: secret) }

        static func folder(of file: String) -> String {
            file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        }
    }

    /// The procedure of the law, which may demand a recorder in each booth; nil where nobody named it.
    public var procedure: String?
    public var desk: Desk?
    public var urn: Urn?
    public var booths: [Booth]

    /// Reads a file; paths in it are relative to its folder. Throws every mistake, with its line.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> StationPlan {
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        func beside(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
        return try YAMLDocument.decode(bytes, file: file) { reader in
            guard reader.isFormat(format, "The version of the format.") else { return nil }
            let desk = reader.mappingIfPresent("desk", "The desk, where it runs on this computer.") { reader in
                reader.text("folder", "The desk's folder.").map {
                    Desk(folder: beside($0), user: reader.textIfPresent("user", "Under whom it runs."))
                }
            }
            let urn = reader.mappingIfPresent("urn", "The urn, where it runs on this computer.") { reader -> Urn? in
                let path = reader.text("folder", "The urn's folder.")
                let keys = reader.text("keys", "The folder of its keys and pins.")
                let address = reader.textIfPresent("address", "Where it listens, in digits.")
                let port = reader.wholeIfPresent("port", in: 0...65_535)
                let user = reader.textIfPresent("user", "Under whom it runs.")
                guard let path, let keys else { return nil }
                return Urn(
                    folder: beside(path), keys: beside(keys), address: address ?? "127.0.0.1", port: port ?? 7411,
                    user: user)
            }
            let procedure = reader.textIfPresent("procedure", "A file of Laws/procedures, without its extension.")
            let booths = reader.list("booths", required: false, "The booths.") { booth($0, beside: beside) }
            return StationPlan(procedure: procedure, desk: desk, urn: urn, booths: booths)
        }
    }

    private static func booth(_ reader: MappingReader, beside: (String) -> String) -> Booth? {
        let archive = reader.text("archive", "The archive as it begins.")
        let ballot = reader.text("ballot", "What the booth shows.")
        let secret = reader.text("secret", "The station's secret.")
        let keys = reader.text("keys", "The folder of its keys and the urn's pin.")
        let urn = reader.textIfPresent("urn", "Where the urn listens, if on another computer.")
        let port = reader.whole("port", in: 0...65_535, "For the browser.")
        let printer = reader.texts("printer", "The command that prints, word by word.")
        let challenges = reader.flag("challenges", default: true, "Whether ballots can be challenged.")
        let unlocked = reader.flag("unlocked", default: false, "For demonstrations.")
        let recorder = reader.textIfPresent("recorder", "Its recorder, in the folder of the secret.")
        let key = reader.textIfPresent("recorder key", "The oblast commission's NAME.recordpub.")
        let number = reader.wholeIfPresent("number", in: 1...RecorderEntry.mostBooths, "At its station.")
        let user = reader.textIfPresent("user", "Under whom it runs.")
        if (recorder == nil) != (key == nil) {
            let missing = recorder == nil ? "recorder" : "recorder key"
            reader.report(missing, .missingField, ["name": missing, "wanted": "text"])
        }
        guard let archive, let ballot, let secret, let keys, let port else { return nil }
        return Booth(
            archive: beside(archive), ballot: beside(ballot), secret: beside(secret), keys: beside(keys), urn: urn,
            port: port, printer: printer, offersChallenge: challenges, isUnlocked: unlocked,
            recorder: recorder.flatMap { recorder in key.map { Recorder(file: beside(recorder), key: beside($0)) } },
            number: number,
            user: user)
    }
}

/// A program of a station.
public enum StationPart: Hashable, Sendable {
    case desk
    case urn
    /// Counted from 1.
    case booth(Int)
}

extension StationPlan {
    /// What a part keeps to itself.
    public struct Privacy: Equatable, Sendable {
        public let part: StationPart
        public let user: String?
        /// Folders that nobody but its user may read.
        public let folders: [String]
    }

    public var parts: [Privacy] {
        var parts: [Privacy] = []
        if let desk { parts.append(Privacy(part: .desk, user: desk.user, folders: [desk.folder])) }
        if let urn { parts.append(Privacy(part: .urn, user: urn.user, folders: [urn.folder, urn.keys])) }
        for (index, booth) in booths.enumerated() {
            let recorder = booth.recorder.map { Booth.folder(of: $0.file) }
            parts.append(
                Privacy(
                    part: .booth(index + 1), user: booth.user,
                    folders: [booth.folder, booth.keys] + (recorder.map { $0 == booth.folder ? [] : [$0] } ?? [])))
        }
        return parts
    }
}
