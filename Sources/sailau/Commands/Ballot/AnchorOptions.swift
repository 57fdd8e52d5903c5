import ArgumentParser
import Storage
import VerifiableVoting

#if canImport(Glibc)
    import Glibc
#endif

/// What an archive is compared with.
struct AnchorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file"))
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "The commission's public key, from elsewhere than the announcement. Without it, whose announcement it is stays open.",
            valueName: "file"))
    var commissionKey: String?

    @Option(help: ArgumentHelp("The closing that members of the commission signed.", valueName: "file"))
    var closing: String?

    @Option(help: ArgumentHelp("The ballots that were challenged, UUID.challenges.", valueName: "file"))
    var challenges: String?

    @Option(
        name: .customLong("void"),
        help: ArgumentHelp("Decisions that elections are void, signed by members of the commission.", valueName: "file")
    )
    var voids: [String] = []

    @Option(help: "The station whose archive this is said to be; SAILAU_STATION where it is not given.")
    var station: String?

    /// Whether none is given.
    var isEmpty: Bool {
        manifest == nil && commissionKey == nil && closing == nil && challenges == nil && station == nil
            && voids.isEmpty
    }

    /// In a station's set-up the environment names the station, and nothing is done there without anchors.
    static var ownStation: String? { getenv("SAILAU_STATION").map { String(cString: $0) } }

    /// Reads the files and tests their signatures. Throws a `Violation` or a `StorageError`.
    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    func read(beside archive: String? = nil) throws -> Anchors {
        let closing = closing ?? archive.flatMap { Self.file(beside: $0, ".closing") }
        let challenges = challenges ?? archive.flatMap { Self.file(beside: $0, ".challenges") }
        let manifest = try self.manifest.map { try SignedManifest(bytes: WholeFile.read($0)) }
        return try Anchors(
            manifest: manifest, commission: commissionKey.map { try BallotFiles.signer($0).key },
            closing: closing.map { try SignedClosing(bytes: WholeFile.read($0)) },
            challenges: challenges.map { try ArchiveFile(path: $0) },
            station: station ?? (manifest == nil ? nil : Self.ownStation),
            voids: voids.map { try SignedVoid(bytes: WholeFile.read($0)) })
    }

    /// A file with the archive's name and another ending; nil where there is none.
    static func file(beside archive: String, _ ending: String) -> String? {
        let name = (archive.hasSuffix(".bel") ? String(archive.dropLast(4)) : archive) + ending
        return WholeFile.exists(name) ? name : nil
    }
}

extension BallotFiles {
    /// The public key of the commission or of a member.
    static func signer(_ path: String) throws -> Signer { try Signer(bytes: trimmed(path)) }

    /// The private key of the commission or of a member.
    static func signerSecret(_ path: String, _ options: BallotOptions) throws -> SignerSecret {
        try SignerSecret(bytes: secret(path, options))
    }
}
