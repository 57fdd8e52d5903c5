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

    /// Throws `bundleFile` where there is none, and what reading it throws.
    func signed() throws -> SignedStationBundle {
        let file = try ArchiveFile(path: own(StationBundle.name))
        guard file.byteCount <= Self.mostBytes else { throw Violation(.bundleFormat, detail: "\(file.byteCount)") }
        return try SignedStationBundle(bytes: file.read(at: 0, count: Int(file.byteCount)))
    }

    /// Largest list: 64 names, and a thousand signatures.
    private static let mostBytes: UInt64 = 1 << 20

    /// A file of the folder itself: no link to elsewhere, no pipe that never ends. Throws `bundleFile`.
    private func own(_ name: String) throws -> String {
        guard WholeFile.isPlain("\(path)/\(name)") else { throw Violation(.bundleFile, detail: name) }
        return "\(path)/\(name)"
    }

    /// The list of what lies in the folder under these names.
    func files(_ names: [String]) throws -> [ListedFile] {
        try names.map { name in
            let file = try ArchiveFile(path: "\(path)/\(name)")
            return ListedFile(name: name, bytes: file.byteCount, sha256: try Digest(of: file))
        }
    }

    /// Every file is there and is the one that was signed. Throws `bundleFile`.
    func checkFiles(_ bundle: StationBundle) throws {
        for file in bundle.files {
            let found = try ArchiveFile(path: own(file.name))
            guard found.byteCount == file.bytes, try Digest(of: found) == file.sha256 else {
                throw Violation(.bundleFile, detail: file.name)
            }
        }
    }

    /// Copies the files and their list into another folder, which is made. Throws `bundleFile` for one of another size before it is
    /// copied, so that no disk is filled with what nobody signed.
    func copy(_ bundle: StationBundle, to other: String) throws {
        for file in bundle.files {
            guard try ArchiveFile(path: own(file.name)).byteCount == file.bytes else {
                throw Violation(.bundleFile, detail: file.name)
            }
        }
        try Home.makeFolder(other)
        for name in bundle.files.map(\.name) + [StationBundle.name] {
            try ListedFile.copying(own(name), to: other, as: name)
        }
    }
}

/// A bundle that was tested: whose it is, and what it says.
struct CheckedBundle {
    let signed: SignedStationBundle
    let signers: [SignerKey]
    let statement: VerificationStatement
    let protocols: [Protocol]
    /// What paper and the desk's record say against each other.
    let findings: [Finding]
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
        // A file's name is not what an archive says of itself.
        guard statement.uuid == signed.content.election else {
            throw Violation(.manifestElection, detail: statement.uuid)
        }
        let desk = try await desk(signed.content)
        let protocols = try checkProtocols(signed.content, manifest.manifest, statement, desk, ballots, wording)
        return CheckedBundle(
            signed: signed, signers: signers, statement: statement, protocols: protocols,
            findings: protocols.filter { $0.channel == .paper }.flatMap(desk.findings(about:)))
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
        let announced = manifest.manifest.elections.first { $0.uuid == bundle.election }
        guard let announced, announced.credentials(of: bundle.station) != nil else {
            throw Violation(.manifestStation, detail: bundle.station)
        }
        // The archive of a group has ballots of all its stations.
        let isAlone = announced.stations.count == 1
        var verifier = ArchiveVerifier.forTerminal(wording)
        verifier.anchors = try Anchors(
            manifest: manifest, commission: commission,
            closing: SignedClosing(bytes: WholeFile.read("\(path)/\(bundle.election).closing")),
            challenges: archived("challenges"), station: isAlone ? bundle.station : nil,
            voids: names.filter { $0.hasSuffix(".void") }.sorted().map {
                try SignedVoid(bytes: WholeFile.read("\(path)/\($0)"))
            })
        verifier.evidence = try archived("evidence")
        return verifier
    }

    /// The desk's record: whole, the listed one, this station's, about this election, and signed.
    @inline(never)
    private func desk(_ bundle: StationBundle) async throws -> HandedOverDesk {
        var (verifier, desk) = (RecordVerifier(), HandedOverDesk())
        do {
            try await RecordInput.read("\(path)/\(Self.record)") {
                try verifier.add($0)
                try desk.add($0)
            }
        } catch let refusal as DeskRefusal {
            throw Violation(.bundleRecord, detail: refusal.code.rawValue)
        }
        guard verifier.head == bundle.record, verifier.opening?.election == "station:\(bundle.station)",
            desk.station.rawValue == bundle.station, desk.election == bundle.election, desk.isSigned
        else { throw Violation(.bundleRecord, detail: verifier.head?.description ?? "") }
        return desk
    }

    @inline(never)
    private func checkProtocols(
        _ bundle: StationBundle, _ manifest: Manifest, _ statement: VerificationStatement, _ desk: HandedOverDesk,
        _ known: [Ballot]?, _ wording: Wording
    ) throws -> [Protocol] {
        guard let announced = manifest.elections.first(where: { $0.uuid == bundle.election }),
            let result = statement.result
        else { throw Violation(.bundleProtocol, detail: bundle.election) }
        let file = "\(path)/\(Self.ballots)"
        let ballots = try BallotFile.read(WholeFile.read(file), file: file).map(\.value)
        if let known, let other = ballots.first(where: { !known.contains($0) }) {
            throw Violation(.bundleProtocol, detail: "\(other.tier)/\(other.district)")
        }
        let protocols = try self.protocols(bundle, ballots)
        let counted = try CountedBallots(
            of: bundle.station, in: ArchiveFile(path: "\(path)/\(bundle.election).bel"), announced, statement)
        do throws(StationCountFault) {
            try StationCount.check(
                protocols, announced: announced, result: result, counted: counted, desk: desk, ballots: ballots)
        } catch {
            throw Violation(.bundleProtocol, detail: wording.sentence(for: error))
        }
        return protocols.filter { $0.station.rawValue == bundle.station }
    }

    /// The rows of all tables of protocols, each in the file where whoever counts looks for it.
    private func protocols(_ bundle: StationBundle, _ ballots: [Ballot]) throws -> [Protocol] {
        var protocols: [Protocol] = []
        for name in bundle.files.map(\.name) where name.hasSuffix(".csv") && name != Self.ballots {
            let rows = try ProtocolFile.read(
                WholeFile.read("\(path)/\(name)"), file: "\(path)/\(name)", ballots: ballots)
            for row in rows {
                let isOwn = row.station.rawValue == bundle.station
                let place =
                    isOwn
                    ? ProtocolFile.name(tier: row.tier, round: row.round)
                    : ProtocolFile.groupName(tier: row.tier, round: row.round)
                guard place == name else { throw Violation(.bundleProtocol, detail: "\(name): \(row.station)") }
            }
            protocols += rows
        }
        return protocols
    }
}
