package import ElectronicStation
package import PrimeOrderGroups
package import Storage
import Urn
package import VerifiableVoting

/// A small election with all its secrets, announced for one or more stations: what urns are tested with.
package struct SmallUrn<Suite: CipherSuite>: Sendable {
    package let uuid = "4b8gNLhWW7HKdT"
    package let stations: [(name: String, credentials: Int)]
    /// The archive as it begins.
    package let setup: [UInt8]
    package let manifest: SignedManifest
    package let commission: SignerKey
    package let members: [SignerSecret]
    package let maker: BallotMaker<Suite>
    /// Private credentials in the order of the published list.
    package let voters: [PrivateCredential]
    /// Their public credentials.
    package let credentials: [[UInt8]]
    /// Which ciphertext of each question is chosen.
    package static var questions: [Question] {
        [Question(question: "President", answers: ["a", "b"], blank: true, minimum: 1, maximum: 1)]
    }

    package init(
        stations: [(String, Int)] = [("Station A", 4)], questions: [Question] = Self.questions, revoting: Bool = false
    ) async throws {
        self.stations = stations.map { (name: $0.0, credentials: $0.1) }
        let trustees = try Trustees<Suite>([.single(TrusteeKey<Suite>().publicBytes())])
        let bytes = ElectionDescription.bytes(
            suite: Suite.self, name: "Urn", description: "", publicKey: Suite.Group.text(trustees.electionKey),
            questions: questions, uuid: uuid, administrator: nil, credentialAuthority: nil)
        let election = try Election<Suite>(ElectionDescription(bytes: bytes))
        maker = BallotMaker(election)
        let count = stations.reduce(0) { $0 + $1.1 }
        let batch = CredentialBatch(
            holders: (0..<count).map { CredentialHolder(identifier: "\($0)") }, uuid: uuid, suite: Suite.self)
        setup =
            ArchiveBuilder.setup(
                election: bytes, trustees: trustees.bytes, credentials: batch.publicList, timestamp: 1_795_564_800
            ).bytes
        (voters, credentials) = try Self.sorted(batch.holders.map(\.credential), batch.publicList, uuid: uuid)
        let announced = try await AnnouncedElection.announcing(
            MemoryArchive(setup), terms: .init(stations: self.stations, revoting: revoting, leastBallots: 1))
        members = [SignerSecret(), SignerSecret(), SignerSecret()]
        (manifest, commission) = try Self.manifest(announced, members)
    }

    private static func sorted(
        _ voters: [PrivateCredential], _ list: [UInt8], uuid: String
    ) throws -> ([PrivateCredential], [[UInt8]]) {
        let published = try PublicCredentials(list, suite: Suite.self)
        let placed = voters.map { voter in
            let element = Suite.Group.secretPower(
                Suite.Group.secretGeneratorTable, voter.exponent(uuid: uuid, suite: Suite.self))
            let text = Array(Suite.Group.text(element).utf8)
            return (place: published.position(of: text) ?? -1, voter: voter, text: text)
        }.sorted { $0.place < $1.place }
        return (placed.map(\.voter), placed.map(\.text))
    }

    private static func manifest(
        _ announced: AnnouncedElection, _ members: [SignerSecret]
    ) throws -> (SignedManifest, SignerKey) {
        let secret = SignerSecret()
        guard let key = secret.publicKey else { throw Violation(.manifestFormat) }
        let signers = members.enumerated().compactMap { index, member in
            member.publicKey.map { Signer(name: "Member \(index + 1)", key: $0) }
        }
        var manifest = SignedManifest(
            try Manifest(name: "Day", elections: [announced], commission: key, members: signers, closingSignatures: 2))
        manifest.sign(with: secret)
        return (manifest, key)
    }

    /// Makes the urn of a station in a folder.
    @discardableResult
    package func prepare(
        _ folder: String, station: String = "Station A", urn: String = "station", part: Range<Int>? = nil,
        slips: Int? = nil, in layer: any FileLayer = SystemFiles()
    ) async throws -> UrnIdentity {
        try await UrnSetup.prepare(
            folder: folder, archive: setup, manifest: manifest, commission: commission, station: station, urn: urn,
            part: part, slips: slips, in: layer)
    }

    /// A ballot of a voter for the first answer after blank, or for another.
    package func ballot(_ voter: Int, answer: Int = 1) throws -> PreparedBallot<Suite> {
        let choices = maker.election.questions.map { question in
            (0..<question.ciphertexts).map { $0 == answer % question.ciphertexts ? 1 : 0 }
        }
        return try maker.prepare(choices, credential: voters[voter].exponent(uuid: uuid, suite: Suite.self))
    }

    /// A signed ballot with its code.
    package func cast(_ voter: Int, answer: Int = 1) throws -> (code: String, bytes: [UInt8]) {
        let ballot = try ballot(voter, answer: answer)
        let code = ballot.code
        return (code, ballot.cast())
    }

    /// The line of a challenged ballot with its code.
    package func challenge(_ voter: Int, answer: Int = 1) throws -> (code: String, line: [UInt8]) {
        let ballot = try ballot(voter, answer: answer)
        let code = ballot.code
        return (code, ballot.challenge().line)
    }
}

package typealias SmallEdwardsUrn = SmallUrn<VersionOne<Edwards25519>>
