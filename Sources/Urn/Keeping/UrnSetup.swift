public import ElectronicStation
package import Storage
public import VerifiableVoting

/// Makes urns from what was announced.
public enum UrnSetup {
    /// Makes an empty urn for a station's slips in a folder that is there.
    ///
    /// - Parameters:
    ///   - archive: the archive as it begins: its setup and nothing else.
    ///   - manifest: its signature is tested; `commission`: by whose key, where that is known.
    ///   - urn: which of the station's urns, such as "station" or "home".
    ///   - part: the credentials of its slips, counted from the station's first; nil for all of them. A station's urns that
    ///     have parts of their own cannot spend the same slip twice.
    ///   - slips: how many slips can be spent in it; nil for one for each credential.
    ///
    /// Throws `UrnFailure`, or a `Violation` of the archive.
    @discardableResult
    public static func prepare(
        folder: String, archive: [UInt8], manifest: SignedManifest, commission: SignerKey? = nil, station: String,
        urn: String = "station", part: Range<Int>? = nil, slips: Int? = nil
    ) async throws -> UrnIdentity {
        try await prepare(
            folder: folder, archive: archive, manifest: manifest, commission: commission, station: station, urn: urn,
            part: part, slips: slips, in: SystemFiles())
    }

    @discardableResult
    package static func prepare(
        folder: String, archive: [UInt8], manifest: SignedManifest, commission: SignerKey? = nil, station: String,
        urn: String = "station", part: Range<Int>? = nil, slips: Int? = nil, in layer: any FileLayer
    ) async throws -> UrnIdentity {
        let setup = try digest(archive)
        var verifier = ArchiveVerifier(cores: 2)
        verifier.anchors = try Anchors(manifest: manifest, commission: commission, station: station)
        let uuid = try await verifier.verify(MemoryArchive(archive)).uuid
        let ballots = try await UrnBallotsVisitor.ballots(setup: archive)
        let identity = UrnIdentity(
            uuid: uuid, setup: setup, station: station, urn: urn,
            credentials: try credentials(manifest.manifest, uuid: uuid, station: station, part: part),
            slips: slips ?? 0,
            longestBallot: ballots.longestBallot, longestChallenge: ballots.longestChallenge)
        let sized = try sized(identity, slips: slips)
        try UrnFailure.ofFiles { () throws(UrnFilesError) in
            try UrnFiles.create(folder: folder, sized, setup: archive, in: layer)
        }
        return sized
    }

    private static func sized(_ identity: UrnIdentity, slips: Int?) throws(UrnFailure) -> UrnIdentity {
        var identity = identity
        identity.slips = slips ?? identity.credentials.count
        guard (1...min(max(1, identity.credentials.count), UrnIdentity.mostSlips)).contains(identity.slips) else {
            throw .credentials(0..<identity.slips, of: identity.credentials)
        }
        return identity
    }

    private static func credentials(
        _ manifest: Manifest, uuid: String, station: String, part: Range<Int>?
    ) throws(UrnFailure) -> Range<Int> {
        guard let announced = manifest.election(uuid: uuid), let slice = announced.credentials(of: station) else {
            throw .manifest(Violation(.manifestStation, detail: station))
        }
        // A slip is spent once: an urn has no place for a second ballot that replaces the first, nor a reason to weigh one.
        guard !announced.revoting else { throw .manifest(Violation(.manifestRevote, detail: uuid)) }
        guard !announced.weights else { throw .manifest(Violation(.manifestWeights, detail: uuid)) }
        guard let part else { return slice }
        guard part.upperBound <= slice.count else {
            throw .credentials(part, of: slice)
        }
        return slice.lowerBound + part.lowerBound..<slice.lowerBound + part.upperBound
    }

    /// Hash of the setup's event in an archive that has no other. Throws `notASetup` or `manifest`.
    static func digest(_ archive: [UInt8]) throws(UrnFailure) -> Digest { try head(archive).digest }

    /// Where the setup ends.
    static func head(_ archive: [UInt8]) throws(UrnFailure) -> ArchiveHead {
        var reader = ArchiveReader(MemoryArchive(archive))
        do {
            _ = try reader.next()
            guard let head = reader.head, head.byteCount == UInt64(archive.count) else { throw UrnFailure.notASetup }
            return head
        } catch let failure as UrnFailure {
            throw failure
        } catch let violation as Violation {
            throw .manifest(violation)
        } catch {
            throw .notASetup
        }
    }
}
