import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting
import Wording

struct CredentialsCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials", abstract: "Make voters' credentials, or derive the public one of a private one.",
        discussion: """
            --voters names a file with a line `identifier` or `identifier,weight` for each voter. Written are
            private_creds.txt (mode 0600; a line `identifier credential` each, for the voters alone), public_creds.json (for
            the archive, sorted so that it says nothing about who is who) and uuid.txt.

            Examples:
              sailau ballot credentials --voters voters.txt --out registrar
              sailau ballot credentials --derive slip.txt --uuid 4b8gNLhWW7HKdT
            """)

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The voters, a line each.", valueName: "file"))
    var voters: String?

    @Option(
        help: ArgumentHelp(
            "A private credential of which to print the public one; `-` for standard input.", valueName: "file"))
    var derive: String?

    @Option(help: "The identifier of the election; made at random for --voters where it is not given.")
    var uuid: String?

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String?

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        if let uuid, !ElectionIdentifier.isValid(uuid) {
            throw BadInput(.badIdentifier, ["text": uuid])
        }
        switch (voters, derive) {
        case (let voters?, nil): try await make(voters)
        case (nil, let derive?): try await self.derive(derive)
        default: throw BadInput(.votersOrDerive)
        }
    }

    private func derive(_ path: String) async throws {
        guard let uuid else { throw BadInput(.deriveNoIdentifier) }
        let credential = try PrivateCredential.read(path, voter: nil, options)
        let element = try await SuiteChoice.visit(group: group, Derivation(credential: credential, uuid: uuid))
        guard options.json else { return Terminal.print(element) }
        Terminal.print(
            JSON.object([("format", .string("sailau-ballot-credential/1")), ("credential", .string(element))]).text())
    }

    private func make(_ path: String) async throws {
        guard let out else { throw BadInput(.noOut) }
        let holders = try Self.holders(path)
        let uuid = uuid ?? ElectionIdentifier.random()
        let batch = try await SuiteChoice.visit(group: group, Making(holders: holders, uuid: uuid))
        try Home.makeFolder(out)
        let lines = batch.holders.map { "\($0.holder.identifier) \($0.credential.text)\n" }.joined()
        try WholeFile.writePrivate(Array(lines.utf8), to: "\(out)/private_creds.txt")
        try WholeFile.write(BallotFiles.withLineEnd(batch.publicList), to: "\(out)/public_creds.json")
        try WholeFile.write(Array("\(uuid)\n".utf8), to: "\(out)/uuid.txt")
        let fingerprint = Digest(of: batch.publicList).base64
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([
                    .election: uuid, .voters: wording.number(holders.count), .credentialsFingerprint: fingerprint,
                    .privateCredentials: wording.notice(.forVoters(file: "\(out)/private_creds.txt")),
                    .publicCredentials: "\(out)/public_creds.json",
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-credentials/1")), ("uuid", .string(uuid)), ("group", .string(group)),
                ("voters", .count(holders.count)), ("fingerprint", .string(fingerprint)),
                ("private_credentials", .string("\(out)/private_creds.txt")),
                ("public_credentials", .string("\(out)/public_creds.json")),
            ]).text())
    }

    private static func holders(_ path: String) throws -> [CredentialHolder] {
        var holders: [CredentialHolder] = []
        var seen: Set<String> = []
        let lines = try BallotFiles.trimmed(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw BadInput(.lineNotUTF8, ["file": path, "line": "\(index + 1)"])
            }
            let bare = text.hasSuffix("\r") ? String(text.dropLast()) : text
            if bare.isEmpty { continue }
            let parts = bare.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count <= 2, let identifier = parts.first, !identifier.isEmpty else {
                throw BadInput(.voterLine, ["file": path, "line": "\(index + 1)"])
            }
            guard seen.insert(String(identifier)).inserted else {
                throw BadInput(.voterTwice, ["file": path, "line": "\(index + 1)", "text": String(identifier)])
            }
            var weight: UInt64?
            if parts.count == 2 {
                guard let value = UInt64(parts[1]), String(value) == parts[1], value < 1 << 40 else {
                    throw BadInput(.badWeight, ["file": path, "line": "\(index + 1)", "text": String(parts[1])])
                }
                weight = value
            }
            holders.append(CredentialHolder(identifier: String(identifier), weight: weight))
        }
        guard !holders.isEmpty else { throw BadInput(.noVoters, ["file": path]) }
        return holders
    }

    private struct Making: GroupVisitor {
        let holders: [CredentialHolder]
        let uuid: String

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) -> CredentialBatch {
            CredentialBatch(holders: holders, uuid: uuid, suite: suite)
        }
    }

    private struct Derivation: GroupVisitor {
        let credential: PrivateCredential
        let uuid: String

        func visit<Suite: CipherSuite>(_ suite: Suite.Type) -> String {
            let secret = credential.exponent(uuid: uuid, suite: suite)
            return Suite.Group.text(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret))
        }
    }
}

extension PrivateCredential {
    /// From a slip's file with one line, or the line of one voter in the authority's file; `-` reads standard input.
    static func read(_ path: String, voter: String?, _ options: BallotOptions) throws -> PrivateCredential {
        let lines = try BallotFiles.secretLines(path, options)
        let wanted = voter.map { voter in lines.filter { $0.hasPrefix(voter + " ") } } ?? lines
        guard wanted.count == 1, let text = wanted[0].split(separator: " ").last else {
            guard let voter else { throw BadInput(.oneLineOrVoter, ["file": path]) }
            throw BadInput(.noVoterLine, ["file": path, "text": voter])
        }
        guard let credential = PrivateCredential(String(text)) else {
            throw BadInput(.notACredential, ["file": path])
        }
        return credential
    }
}
