/// A secret in a file, and beside it a counter that gives no number twice for it, whatever ends the program.
///
/// FILE holds the secret and never changes. FILE.counter holds the last number that was given, in decimal, and a line end. A
/// number is durable before it is given. Where the counter is missing or damaged, nobody knows which numbers were given, and
/// the secret gives none any more.
public struct CountedSecret: Equatable, Sendable {
    public let secret: [UInt8]
    /// From 1; never the same twice for one secret.
    public let number: UInt64

    public static func counterPath(of path: String) -> String { "\(path).counter" }

    /// Writes a new secret (mode 0600), of which no number was given. Throws `exists`, `full` or `system`.
    public static func create(_ secret: [UInt8], at path: String) throws(StorageError) {
        try create(secret, at: path, in: SystemFiles())
    }

    package static func create(
        _ secret: [UInt8], at path: String, in layer: some FileLayer
    ) throws(StorageError) {
        // The secret comes first: without its counter it gives nothing, whereas a counter that was there already, and may
        // be that of a secret in use, is never set back.
        try DraftFile.place(secret, at: path, isPrivate: true, replacing: false, in: layer)
        try DraftFile.place(
            Array("0\n".utf8), at: counterPath(of: path), isPrivate: true, replacing: false, in: layer)
    }

    /// The secret with its next number. Throws `missing`, `locked` where another program takes a number at this moment,
    /// `counter`, `full` or `system`; then the number was given to nobody.
    public static func next(_ path: String) throws(StorageError) -> CountedSecret { try next(path, in: SystemFiles()) }

    package static func next(_ path: String, in layer: some FileLayer) throws(StorageError) -> CountedSecret {
        // The lock is the secret's, whose file stays the same; the counter's is another one after each number.
        let file = try layer.open(path, .update)
        defer { withExtendedLifetime(file) {} }
        let secret = try file.read(at: 0, count: Int(min(file.byteCount(), mostBytes)))
        let number = try lastNumber(counterPath(of: path), in: layer) + 1
        try DraftFile.place(
            Array("\(number)\n".utf8), at: counterPath(of: path), isPrivate: true, replacing: true, in: layer)
        return CountedSecret(secret: secret, number: number)
    }

    /// Whether a number was given. Throws `counter`.
    public static func hasGiven(_ path: String) throws(StorageError) -> Bool {
        try lastNumber(counterPath(of: path), in: SystemFiles()) > 0
    }

    /// Longest secret that is read.
    private static let mostBytes: UInt64 = 4096

    /// Throws `counter` for anything but a number, one after which none comes included.
    private static func lastNumber(_ path: String, in layer: some FileLayer) throws(StorageError) -> UInt64 {
        guard layer.exists(path) else { throw .counter(path: path) }
        let text = String(decoding: try layer.open(path, .read).read(at: 0, count: 32), as: UTF8.self)
        guard text.hasSuffix("\n"), let number = UInt64(text.dropLast()), "\(number)\n" == text, number < .max else {
            throw .counter(path: path)
        }
        return number
    }
}
