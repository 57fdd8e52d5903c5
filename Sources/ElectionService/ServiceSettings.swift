public import DataFormats

/// The configuration file of `sailau serve`. Secrets stand in files of their own, which it names.
///
/// Documentation/Service.md describes it.
public struct ServiceSettings: Sendable, Hashable {
    public static let format = "sailau-service/1"

    public var address = "127.0.0.1"
    public var port = 8443
    /// The chain of certificates, in PEM, the service's own first.
    public var certificate: String
    /// The private key, in PEM, in a file that its owner alone may read.
    public var key: String
    /// The SQLite file of accounts.
    public var accounts: String
    /// On 127.0.0.1, for `/health` and `/metrics`; 0 takes a free one.
    public var monitoringPort = 8444
    /// The election whose pages are public: a folder of `Elections/` or a path. Nil: no public pages.
    public var election: String?
    /// A folder of protocols, as for `sailau publish`.
    public var protocols: String?
    /// The register of polling stations (`stations.csv`). Nil: none are known yet.
    public var stations: String?
    /// The service's private key, by which it signs the record, in a file that its owner alone may read. Nil: the record is
    /// shown, and nothing is added to it.
    public var recordKey: String?
    /// The folder in which photographs of protocols are kept. Nil: none are taken.
    public var photographs: String?
    /// The text of an audit, as `sailau audit` writes it, to which auditors add what they read. Nil: none is served.
    public var audit: String?
    /// Whether the record is played for an exercise: its own last act says what time it is.
    public var isPlayed = false

    private enum Clock: String, CaseIterable { case computer, record }

    /// Connections at once.
    public var connections = 4096
    /// Threads that answer the office's requests.
    public var threads = 4

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: its path; what it names is relative to its folder.
    /// - Throws: every mistake, with its line.
    public static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ServiceSettings {
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        func beside(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
        return try YAMLDocument.decode(bytes, file: file) { reader in
            guard reader.isFormat(format, "The version of the format.") else { return nil }
            let certificate = reader.text("certificate")
            let key = reader.text("key")
            let accounts = reader.text("accounts")
            guard let certificate, let key, let accounts else { return nil }
            var settings = ServiceSettings(
                certificate: beside(certificate), key: beside(key), accounts: beside(accounts))
            settings.address = reader.textIfPresent("address") ?? settings.address
            settings.port = reader.wholeIfPresent("port", in: 0...65_535) ?? settings.port
            settings.monitoringPort =
                reader.wholeIfPresent("monitoring port", in: 0...65_535) ?? settings.monitoringPort
            // A name is a folder of Elections/, anything with a slash a path.
            settings.election = reader.textIfPresent("election").map { $0.contains("/") ? beside($0) : $0 }
            settings.protocols = reader.textIfPresent("protocols").map(beside)
            settings.stations = reader.textIfPresent("stations").map(beside)
            settings.recordKey = reader.textIfPresent("record key").map(beside)
            settings.photographs = reader.textIfPresent("photographs").map(beside)
            settings.audit = reader.textIfPresent("audit").map(beside)
            settings.isPlayed =
                reader.choiceIfPresent("clock", Clock.self, "Whose clock ends the embargo.") == .record
            settings.connections = reader.wholeIfPresent("connections", in: 1...1_000_000) ?? settings.connections
            settings.threads = reader.wholeIfPresent("threads", in: 1...64) ?? settings.threads
            return settings
        }
    }

    public init(certificate: String, key: String, accounts: String) {
        (self.certificate, self.key, self.accounts) = (certificate, key, accounts)
    }
}
