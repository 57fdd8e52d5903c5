#if canImport(Glibc)
    import Glibc
#endif

/// Where a record in PostgreSQL is kept and how to get there: a text file that names servers, never a password.
///
/// Documentation/Storage.md describes it.
public struct ConnectionFile: Sendable, Hashable {
    public static let firstLine = "sailau-connection 1"

    public let path: String
    /// Words of libpq with their values, in the order of the file.
    let parameters: [Parameter]
    /// The schema that holds the record.
    public let record: String
    /// Whether growth is told by NOTIFY; otherwise followers ask again and again.
    public let notifies: Bool
    /// Whether writers queue up by an advisory lock instead of beginning again.
    public let locks: Bool

    struct Parameter: Sendable, Hashable {
        var key: String
        var value: String
    }

    /// What is wrong with a line.
    public enum Fault: Sendable, Hashable {
        /// Not `key = value`, or not the first line that a connection file has.
        case form
        case unknown(key: String)
        case twice(key: String)
        /// A value that the key can't have; `wanted` says which it can.
        case value(key: String, wanted: String)
        /// Passwords stand in a file of their own.
        case password
        case missing(key: String)
    }

    /// Words of libpq that a file may have: where servers are, who connects, and how the way there is protected.
    static let libraryKeys = [
        "host", "hostaddr", "port", "dbname", "user", "passfile", "service", "sslmode", "sslrootcert", "sslcert",
        "sslkey", "sslcrl", "channel_binding", "gssencmode", "connect_timeout", "application_name", "keepalives_idle",
        "tcp_user_timeout", "target_session_attrs",
    ]
    static let ownKeys = ["record", "notify", "advisory_locks"]
    public static let keys = libraryKeys + ownKeys

    /// Values where the file has none: a dead server is noticed within seconds.
    private static let usual = [
        Parameter(key: "connect_timeout", value: "5"), Parameter(key: "keepalives_idle", value: "5"),
        Parameter(key: "tcp_user_timeout", value: "10000"), Parameter(key: "application_name", value: "sailau"),
    ]

    /// Reads a file. Throws `RecordStoreError`.
    public init(path: String) throws(RecordStoreError) {
        let bytes: [UInt8]
        do throws(StorageError) {
            bytes = try WholeFile.read(path)
        } catch {
            throw .missing(path: path)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notARecord(path: path) }
        try self.init(path: path, text: text)
    }

    init(path: String, text: String) throws(RecordStoreError) {
        var values: [String: String] = [:]
        var order: [String] = []
        func wrong(_ line: Int, _ fault: Fault) -> RecordStoreError {
            .connectionFile(path: path, line: line, fault)
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            guard index > 0 else {
                guard line == Self.firstLine else { throw wrong(1, .form) }
                continue
            }
            let trimmed = Self.trimmed(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            guard let equals = trimmed.firstIndex(of: "=") else { throw wrong(number, .form) }
            let key = Self.trimmed(trimmed[..<equals])
            let value = Self.trimmed(trimmed[trimmed.index(after: equals)...])
            if key == "password" { throw wrong(number, .password) }
            guard Self.keys.contains(key) else { throw wrong(number, .unknown(key: key)) }
            guard values[key] == nil else { throw wrong(number, .twice(key: key)) }
            if let wanted = Self.wanted(key, value) { throw wrong(number, .value(key: key, wanted: wanted)) }
            values[key] = value
            order.append(key)
        }
        guard values["host"] != nil || values["hostaddr"] != nil || values["service"] != nil else {
            throw wrong(1, .missing(key: "host"))
        }
        self.path = path
        record = values["record"] ?? "sailau"
        notifies = values["notify"] != "no"
        locks = values["advisory_locks"] != "no"
        // A replica that only reads would answer too; a record is kept where it can be written.
        let parameters = order.filter { Self.libraryKeys.contains($0) && $0 != "target_session_attrs" }.map { key in
            let value = values[key] ?? ""
            return Parameter(key: key, value: key == "passfile" ? Self.beside(path, value) : value)
        }
        self.parameters =
            parameters + Self.usual.filter { values[$0.key] == nil }
            + [Parameter(key: "target_session_attrs", value: "read-write")]
        if let passwords = parameters.first(where: { $0.key == "passfile" })?.value {
            try Self.requirePrivate(passwords)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }

    /// What a key's value has to be; nil where it is so.
    private static func wanted(_ key: String, _ value: String) -> String? {
        switch key {
        case "record":
            let isName =
                value.utf8.count <= 40 && value.utf8.first.map { (97...122).contains($0) } ?? false
                && value.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
            return isName ? nil : "a-z, 0-9, _"
        case "notify", "advisory_locks": return ["yes", "no"].contains(value) ? nil : "yes, no"
        case "target_session_attrs": return value == "read-write" ? nil : "read-write"
        default: return value.isEmpty ? "…" : nil
        }
    }

    /// A path that is named relative to the file.
    private static func beside(_ path: String, _ value: String) -> String {
        guard !value.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return value }
        return String(path[...slash]) + value
    }

    private static func requirePrivate(_ path: String) throws(RecordStoreError) {
        let isOpen: Bool
        do throws(StorageError) {
            isOpen = try WholeFile.isOpenToOthers(path)
        } catch {
            throw .missing(path: path)
        }
        guard !isOpen else { throw .openToOthers(path: path) }
    }
}
