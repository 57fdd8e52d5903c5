/// A file as a signed document lists it: whoever has the document knows whether a file is the one that was meant.
public struct ListedFile: Equatable, Sendable {
    public let name: String
    /// Its length.
    public let bytes: UInt64
    /// Of what it holds.
    public let sha256: Digest

    public init(name: String, bytes: UInt64, sha256: Digest) {
        (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
    }

    /// Whether a name has one part and leads nowhere else: letters, digits, `.`, `-`, `_` and `%`, at most 200 of them, not beginning
    /// with a point.
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

extension ListedFile {
    /// `{"name":STRING,"bytes":NUMBER,"sha256":HEX}`.
    package func write(to text: inout CanonicalText) {
        text.raw("{\"name\":")
        text.string(name)
        text.raw(",\"bytes\":")
        text.whole(bytes)
        text.raw(",\"sha256\":")
        text.string(sha256.hexadecimal)
        text.raw("}")
    }

    /// Throws the rule of the document for a field that is missing or has another form.
    package init(_ fields: DocumentFields) throws(Violation) {
        guard let bytes = fields.tree["bytes"]?.whole, bytes >= 0 else { throw fields.wrong("bytes") }
        self.init(name: try fields.string("name"), bytes: UInt64(bytes), sha256: try fields.digest("sha256"))
    }
}
