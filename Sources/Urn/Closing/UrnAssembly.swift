import ElectronicStation
import Storage
public import VerifiableVoting

/// What was made of an election's urns.
public struct AssembledElection: Sendable {
    /// Files in the folder: the archive up to the end of its ballots, the challenges, and the evidence, nil for a group that
    /// has none.
    public let archive: String
    public let challenges: String
    public let evidence: String?
    /// What the members sign before anything is decrypted.
    public let closing: Closing
    /// The codes of each urn, in the order of stations and names.
    public let codes: [UrnCodes]
    /// The archive's verification against the manifest and the challenges.
    public let statement: VerificationStatement
}

/// Makes the archive of an election from its urns when the voting has ended. From the same ballots always the same bytes,
/// whatever the order in which they were cast and the slots into which they were drawn.
public enum UrnAssembly {
    /// What the commission of a station signs about a closed urn. Throws `UrnFailure` or `UrnAssemblyRefusal`.
    public static func codes(of folder: String) async throws -> UrnCodes {
        let setup = try UrnFailure.ofFiles { () throws(UrnFilesError) in try UrnFiles.setup(folder: folder) }
        return try urn(folder, number: 0, await UrnBallotsVisitor.ballots(setup: setup)).codes
    }

    /// Joins the urns in the folders, all of one election, into files in another folder: `UUID.bel`, `UUID.challenges` and
    /// `UUID.evidence`, and verifies them.
    ///
    /// - Parameter signed: what the commissions signed about their urns; required where the election has several stations.
    ///
    /// Throws `UrnAssemblyRefusal`, `UrnFailure`, `StorageError`, or the `Violation` that verification finds: a ballot in an
    /// urn that was not taken by the rules. Then the files are not there.
    public static func assemble(
        _ folders: [String], signed: [SignedUrnCodes] = [], manifest: SignedManifest, commission: SignerKey? = nil,
        into folder: String, cores: Int = 2
    ) async throws -> AssembledElection {
        guard let first = folders.first else { throw UrnAssemblyRefusal.noUrn }
        let setup = try UrnFailure.ofFiles { () throws(UrnFilesError) in try UrnFiles.setup(folder: first) }
        let ballots = try await UrnBallotsVisitor.ballots(setup: setup)
        let new = try newFiles("\(folder)/\(ballots.uuid)")
        do {
            let written = try write(
                folders, setup: setup, ballots, signed: signed, manifest: manifest.manifest, into: folder)
            return try await verified(written, manifest: manifest, commission: commission, cores: cores)
        } catch {
            // Only what this run has made.
            for path in new where SystemFiles().exists(path) { try SystemFiles().remove(path) }
            throw error
        }
    }

    /// Which of an election's files are not there yet: a run that was interrupted is repeated. Throws `StorageError.exists` for an
    /// archive that has gone on to its tally, whose place none takes.
    private static func newFiles(_ base: String) throws -> [String] {
        let archive = "\(base).bel"
        if SystemFiles().exists(archive), let head = try ArchiveExtent(ArchiveFile(path: archive)).head,
            head.stage > .closed
        {
            throw StorageError.exists(path: archive)
        }
        return [archive, "\(base).challenges", "\(base).evidence"].filter { !SystemFiles().exists($0) }
    }

    /// The files before they are verified.
    private struct Written: Sendable {
        let base: String
        let closing: Closing
        let codes: [UrnCodes]

        var archive: String { "\(base).bel" }
        var challenges: String { "\(base).challenges" }
        var evidence: String { "\(base).evidence" }
    }

    private static func urn(
        _ folder: String, number: Int, _ ballots: any UrnBallots
    ) throws -> ClosedUrn {
        let files = try UrnFailure.ofFiles { () throws(UrnFilesError) in
            try UrnFiles(folder: folder, readOnly: true)
        }
        return try ClosedUrn(files, number: number, ballots: ballots)
    }

    private static func write(
        _ folders: [String], setup: [UInt8], _ ballots: any UrnBallots, signed: [SignedUrnCodes], manifest: Manifest,
        into folder: String
    ) throws -> Written {
        guard let announced = manifest.election(uuid: ballots.uuid) else {
            throw Violation(.manifestElection, detail: ballots.uuid)
        }
        guard try UrnSetup.digest(setup) == announced.setup else { throw Violation(.manifestSetup) }
        let urns = try folders.enumerated().map { try urn($1, number: $0, ballots) }
        let entries = try UrnJoining.entries(urns, announced)
        try UrnJoining.check(signed, urns, manifest, stations: announced.stations.count)
        let base = "\(folder)/\(ballots.uuid)"
        let head = try write(entries.ballots, of: urns, behind: setup, to: "\(base).bel")
        let tree = try write(entries.challenges, of: urns, to: "\(base).challenges")
        let closing = Closing(
            uuid: ballots.uuid, endBallots: head.digest, ballots: entries.ballots.count, counted: entries.ballots.count,
            challenged: tree.count, challenges: tree.root)
        let codes = urns.map(\.codes).sorted { a, b in
            a.station == b.station ? UrnCodes.precedes(a.urn, b.urn) : UrnCodes.precedes(a.station, b.station)
        }
        return Written(base: base, closing: closing, codes: codes)
    }

    /// One ballot in memory at a time.
    private static func write(
        _ entries: [UrnEntry], of urns: [ClosedUrn], behind setup: [UInt8], to path: String
    ) throws -> ArchiveHead {
        let file = try GrowingFile(path: path)
        var head = try UrnSetup.head(setup)
        try file.append(setup)
        for entry in entries {
            let ballot = try urns[entry.urn].files.record(.ballots, slot: entry.slot)
            let addition = try ArchiveBuilder.addition(.ballot, data: [ballot], after: head)
            try file.append(addition.bytes)
            head = addition.head
        }
        let end = try ArchiveBuilder.addition(.endBallots, data: [], after: head)
        try file.append(end.bytes)
        try file.finish()
        return end.head
    }

    private static func write(_ entries: [UrnEntry], of urns: [ClosedUrn], to path: String) throws -> MerkleTree {
        let file = try GrowingFile(path: path)
        var tree = MerkleTree()
        for entry in entries {
            let line = try urns[entry.urn].files.record(.challenges, slot: entry.slot)
            try file.append(line + [UInt8(ascii: "\n")])
            tree.append(line)
        }
        try file.finish()
        return tree
    }

    @inline(never)
    private static func verified(
        _ written: Written, manifest: SignedManifest, commission: SignerKey?, cores: Int
    ) async throws -> AssembledElection {
        let hasEvidence = try await makeEvidence(written, cores: cores)
        var verifier = ArchiveVerifier(cores: cores)
        verifier.anchors = try Anchors(
            manifest: manifest, commission: commission, challenges: try ArchiveFile(path: written.challenges))
        if hasEvidence { verifier.evidence = try ArchiveFile(path: written.evidence) }
        let statement = try await verifier.verify(try ArchiveFile(path: written.archive))
        guard statement.endBallots == written.closing.endBallots else { throw Violation(.closingHead) }
        return AssembledElection(
            archive: written.archive, challenges: written.challenges, evidence: hasEvidence ? written.evidence : nil,
            closing: written.closing, codes: written.codes, statement: statement)
    }

    /// Whether the group has evidence.
    @inline(never)
    private static func makeEvidence(_ written: Written, cores: Int) async throws -> Bool {
        let file = try GrowingFile(path: written.evidence)
        do {
            _ = try await EvidenceMaker.make(try ArchiveFile(path: written.archive), cores: cores) {
                try file.append($0)
            }
        } catch EvidenceRefusal.groupWithoutEvidence {
            return false
        }
        try file.finish()
        return true
    }
}
