import NIOCore
import VerifiableVoting

/// The published files in memory, under the addresses and with the bytes that `sailau publish` gives them.
package struct PublicFiles: Sendable {
    struct File: Sendable {
        var body: ByteBuffer
        /// With its quotation marks.
        var tag: String
        var type: String
        /// Its name holds the hash of its content: it never changes.
        var isImmutable: Bool

        /// - Parameter type: of the content; nil for that of the path's ending.
        init(_ path: String, _ bytes: [UInt8], type: String? = nil, isImmutable: Bool? = nil) {
            let hash = Digest(of: bytes).hexadecimal
            body = ByteBuffer(bytes: bytes)
            tag = "\"\(hash.prefix(32))\""
            self.type = type ?? PublicFiles.type(of: path)
            self.isImmutable = isImmutable ?? path.contains(hash.prefix(16))
        }
    }

    private var files: [String: File] = [:]

    package init(_ files: [(path: String, bytes: [UInt8])] = []) { put(files) }

    /// Puts files in the place of those under the same addresses.
    mutating func put(_ files: [(path: String, bytes: [UInt8])]) {
        for (path, bytes) in files { self.files["/" + path] = File(path, bytes) }
    }

    package var count: Int { files.count }

    /// The file at a path; a path that ends with `/` means its `index.html`.
    func file(_ path: String) -> File? { files[path.hasSuffix("/") ? path + "index.html" : path] }

    /// Whether a browser has this very file already (RFC 9110, 13.1.2).
    static func isKnown(_ file: File, _ ifNoneMatch: String?) -> Bool {
        guard let ifNoneMatch else { return false }
        return ifNoneMatch.split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " }
            return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag).prefix { $0 != " " } == file.tag
        }
    }

    fileprivate static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "csv": "text/csv; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "xml": "application/xml"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "txt", "md": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
