import ElectionModel
import VerifiableVoting

/// The style sheet and the script of a site under names with the first 16 digits of their SHA-256, so that a browser may keep
/// them for good and a page never meets those of another version.
struct AssetFiles: Sendable {
    let style: (name: String, bytes: [UInt8])
    /// Nil where pages are not renewed while they are read.
    let script: (name: String, bytes: [UInt8])?

    init(_ figures: Figures, _ assets: SiteAssets) {
        style = Self.named("style", "css", assets.style + Array(Site.groupColours(figures).utf8))
        script = figures.count == nil || assets.script.isEmpty ? nil : Self.named("live", "js", assets.script)
    }

    var files: [(path: String, bytes: [UInt8])] {
        [(path: style.name, bytes: style.bytes)] + (script.map { [(path: $0.name, bytes: $0.bytes)] } ?? [])
    }

    static func named(_ name: String, _ type: String, _ bytes: [UInt8]) -> (name: String, bytes: [UInt8]) {
        ("\(name)-\(Digest(of: bytes).hexadecimal.prefix(16)).\(type)", bytes)
    }

    /// Whether a file's name holds its hash, as those of this type do: what it says never changes.
    static func isNamedByContent(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last?.split(separator: ".").first,
            let hash = name.split(separator: "-").last
        else { return false }
        return hash.utf8.count == 16 && name.contains("-")
            && hash.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
