import Counting
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectronicStation
import Storage
import VerifiableVoting
import Wording

/// The files of a station's bundle in a folder.
struct BundleFolder {
    let path: String

    static let manifest = "day.manifest"
    static let record = "desk.txt"
    static let ballots = "ballots.csv"

    var list: String { "\(path)/\(StationBundle.name)" }

    func signed() throws -> SignedStationBundle { try SignedStationBundle(bytes: WholeFile.read(list)) }

    /// The list of what lies in the folder under these names.
    func files(_ names: [String]) throws -> [StationBundle.File] {
        try names.map { name in
            let file = try ArchiveFile(path: "\(path)/\(name)")
            return StationBundle.File(name: name, bytes: Int(file.byteCount), sha256: try Digest(of: file))
        }
    }

    /// Every file is there and is the one that was signed. Throws `bundleFile`.
    func checkFiles(_ bundle: StationBundle) throws {
        for file in bundle.files {
            guard WholeFile.exists("\(path)/\(file.name)") else { throw Violation(.bundleFile, detail: file.name) }
            let found = try ArchiveFile(path: "\(path)/\(file.name)")
            guard found.byteCount == file.bytes, try Digest(of: found) == file.sha256 else {
                throw Violation(.bundleFile, detail: file.name)
            }
        }
    }

    /// Copies the files and their list into another folder, which is made.
    func copy(_ bundle: StationBundle, to other: String) throws {
        try Home.makeFolder(other)
        for name in bundle.files.map(\.name) + [StationBundle.name] {
            try Self.copy("\(path)/\(name)", to: "\(other)/\(name)")
        }
    }

    static func copy(_ source: String, to target: String) throws {
        let source = try ArchiveFile(path: source)
        let copy = try GrowingFile(path: target)
        _ = try Digest(of: source) { try copy.append($0) }
        try copy.finish()
    }
}

/// A bundle that was tested: whose it is, and what it says.
struct CheckedBundle {
    let signed: SignedStationBundle
    let signers: [SignerKey]
    let statement: VerificationStatement
    let protocols: [Protocol]
}

extension BundleFolder {
    /// Tests everything that a bundle says: signatures against the announcement, files against the list, the archive against
    /// announcement, closing and challenges, the desk's record, and each protocol against the archive and the one of paper.
    ///
    /// - Parameters:
    ///   - commission: the commission's key, known from elsewhere.
    ///   - ballots: what the centre knows to be on the ballots; nil to believe the bundle's own.
    /// - Throws: `Violation`, `RecordViolation`, `Mistakes`, `StorageError`.
    func check(commission: SignerKey, ballots: [Ballot]?, _ wording: Wording) async throws -> CheckedBundle {
        let signed = try signed()
        let (manifest, signers) = try opened(signed, commission: commission)
        let statement = try await verifier(signed.content, manifest, commission: commission, wording)
            .verify(ArchiveFile(path: "\(path)/\(signed.content.election).bel"))
        try await checkRecord(signed.content)
        let protocols = try checkProtocols(signed.content, manifest.manifest, statement, ballots, wording)
        return CheckedBundle(signed: signed, signers: signers, statement: statement, protocols: protocols)
    }

    // Not inlined, like the next ones: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func opened(
        _ signed: SignedStationBundle, commission: SignerKey
    ) throws -> (SignedManifest, [SignerKey]) {
        let bundle = signed.content
        let names = Set(bundle.files.map(\.name))
        let needed = [Self.manifest, Self.record, Self.ballots, "\(bundle.election).bel", "\(bundle.election).closing"]
        if let missing = needed.first(where: { !names.contains($0) }) {
            throw Violation(.bundleFormat, detail: missing)
        }
        try checkFiles(bundle)
        let manifest = try SignedManifest(bytes: WholeFile.read("\(path)/\(Self.manifest)"))
        guard try manifest.signer(given: commission).isGiven else { throw Violation(.manifestSignature) }
        return (manifest, try signed.signers(of: manifest.manifest))
    }

    @inline(never)
    private func verifier(
        _ bundle: StationBundle, _ manifest: SignedManifest, commission: SignerKey, _ wording: Wording
    ) throws -> ArchiveVerifier {
        let names = Set(bundle.files.map(\.name))
        func archived(_ ending: String) throws -> ArchiveFile? {
            let name = "\(bundle.election).\(ending)"
            return names.contains(name) ? try ArchiveFile(path: "\(path)/\(name)") : nil
        }
        var verifier = ArchiveVerifier.forTerminal(wording)
        verifier.anchors = try Anchors(
            manifest: manifest, commission: commission,
            closing: SignedClosing(bytes: WholeFile.read("\(path)/\(bundle.election).closing")),
            challenges: archived("challenges"), station: bundle.station)
        verifier.evidence = try archived("evidence")
        return verifier
    }

    @inline(never)
    private func checkRecord(_ bundle: StationBundle) async throws {
        var (verifier, election) = (RecordVerifier(), "")
        try await RecordInput.read("\(path)/\(Self.record)") { try verifier.add($0) }
        election = verifier.opening?.election ?? ""
        guard verifier.head == bundle.record, election == "station:\(bundle.station)" else {
            throw Violation(.bundleRecord, detail: verifier.head?.description ?? "")
        }
    }

    @inline(never)
    private func checkProtocols(
        _ bundle: StationBundle, _ manifest: Manifest, _ statement: VerificationStatement, _ known: [Ballot]?,
        _ wording: Wording
    ) throws -> [Protocol] {
        guard let announced = manifest.elections.first(where: { $0.uuid == bundle.election }),
            let result = statement.result
        else { throw Violation(.bundleProtocol, detail: bundle.election) }
        let file = "\(path)/\(Self.ballots)"
        let ballots = try BallotFile.read(WholeFile.read(file), file: file).map(\.value)
        if let known, let other = ballots.first(where: { !known.contains($0) }) {
            throw Violation(.bundleProtocol, detail: "\(other.tier)/\(other.district)")
        }
        var protocols: [Protocol] = []
        for name in bundle.files.map(\.name) where name.hasPrefix("protocols-") && name.hasSuffix(".csv") {
            protocols += try ProtocolFile.read(
                WholeFile.read("\(path)/\(name)"), file: "\(path)/\(name)", ballots: ballots)
        }
        if let other = protocols.first(where: { $0.station.rawValue != bundle.station }) {
            throw Violation(.bundleProtocol, detail: other.station.rawValue)
        }
        do throws(StationCountFault) {
            try StationCount.check(protocols, announced: announced, result: result, ballots: ballots)
        } catch {
            throw Violation(.bundleProtocol, detail: wording.sentence(for: error))
        }
        return protocols
    }
}
