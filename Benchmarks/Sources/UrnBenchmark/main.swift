import ElectronicStation
import Foundation
import PrimeOrderGroups
import Urn
import VerifiableVoting

// Measures how many ballots of 23 ciphertexts an urn takes in a second: each committed to and cast, each of both written and
// synced to the disk before it is answered. Prints lines of name, value and what is asked, separated by tabs.
// UrnBenchmark [BALLOTS [FOLDER]]

func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await work()
    let duration = clock.now - start
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// A station with a slip for each ballot.
struct Station<Suite: CipherSuite> {
    let uuid = ElectionIdentifier.random()
    let setup: [UInt8]
    let manifest: SignedManifest
    let ballots: [(credential: [UInt8], code: String, bytes: [UInt8])]

    init(ballots count: Int, suite: Suite.Type) async throws {
        let trustees = try Trustees<Suite>([.single(TrusteeKey<Suite>().publicBytes())])
        let questions = [
            Question(question: "District", answers: (1...10).map { "Candidate \($0)" }, minimum: 1, maximum: 1),
            Question(question: "Party", answers: (1...13).map { "List \($0)" }, minimum: 1, maximum: 1),
        ]
        let bytes = ElectionDescription.bytes(
            suite: suite, name: "Benchmark", description: "", publicKey: Suite.Group.text(trustees.electionKey),
            questions: questions, uuid: uuid, administrator: nil, credentialAuthority: nil)
        let maker = BallotMaker(try Election<Suite>(ElectionDescription(bytes: bytes)))
        let batch = CredentialBatch(
            holders: (0..<count).map { CredentialHolder(identifier: "\($0)") }, uuid: uuid, suite: suite)
        setup =
            ArchiveBuilder.setup(
                election: bytes, trustees: trustees.bytes, credentials: batch.publicList, timestamp: 1_795_346_526
            ).bytes
        manifest = try await Self.manifest(setup, slips: count)
        let uuid = uuid
        ballots = try batch.holders.enumerated().map { voter, item in
            let choices = questions.enumerated().map { index, question in
                (0..<question.ciphertexts).map { $0 == (voter * 7 + index) % question.ciphertexts ? 1 : 0 }
            }
            let ballot = try maker.prepare(
                choices, credential: item.credential.exponent(uuid: uuid, suite: suite))
            let (credential, code) = (ballot.credential, ballot.code)
            return (credential, code, ballot.cast())
        }
    }

    private static func manifest(_ setup: [UInt8], slips: Int) async throws -> SignedManifest {
        let announced = try await AnnouncedElection.announcing(
            MemoryArchive(setup),
            terms: .init(stations: [(name: "Station", credentials: slips)], revoting: false, leastBallots: 30))
        let secret = SignerSecret()
        guard let key = secret.publicKey else { fatalError("a key that is none") }
        var manifest = SignedManifest(
            try Manifest(
                name: "Day", elections: [announced], commission: key, members: [Signer(name: "Member", key: key)],
                closingSignatures: 1))
        manifest.sign(with: secret)
        return manifest
    }
}

func report(_ name: String, _ value: Double, asked: String = "") { print("\(name)\t\(value)\t\(asked)") }

func measure<Suite: CipherSuite>(_ suite: Suite.Type, _ label: String, ballots: Int, in folder: String) async throws {
    let station = try await Station(ballots: ballots, suite: suite)
    let urnFolder = "\(folder)/\(label)"
    try FileManager.default.createDirectory(atPath: urnFolder, withIntermediateDirectories: true)
    let preparing = try await seconds {
        try await UrnSetup.prepare(
            folder: urnFolder, archive: station.setup, manifest: station.manifest, station: "Station")
    }
    let urn = try await UrnKeeper.open(folder: urnFolder)
    try await urn.open()
    let committing = try await seconds {
        for ballot in station.ballots { try await urn.commit(code: ballot.code, credential: ballot.credential) }
    }
    let casting = try await seconds { for ballot in station.ballots { try await urn.cast(ballot.bytes) } }
    let count = Double(ballots)
    report("\(label): ballots taken a second, commitment and ballot synced", count / (committing + casting), asked: "")
    report("\(label): ms a commitment", committing / count * 1e3)
    report("\(label): ms a ballot", casting / count * 1e3)
    report("\(label): s to make the urn of \(ballots) slips", preparing)
    let out = "\(folder)/\(label)-out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    try await urn.close()
    let closing = try await seconds {
        _ = try await UrnAssembly.assemble([urnFolder], manifest: station.manifest, into: out)
    }
    report("\(label): s to assemble and verify the archive of \(ballots) ballots, 2 cores", closing)
}

let arguments = Array(CommandLine.arguments.dropFirst())
let ballots = arguments.first.flatMap { Int($0) } ?? 540
let folder =
    arguments.count > 1
    ? arguments[1] : FileManager.default.temporaryDirectory.appending(path: "urn-\(UUID().uuidString)").path
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
try await measure(VersionOne<Edwards25519>.self, "Ed25519", ballots: ballots, in: folder)
try await measure(VersionOne<Belenios2048>.self, "BELENIOS-2048", ballots: max(1, ballots / 5), in: folder)
