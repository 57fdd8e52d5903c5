import ArgumentParser
import DataFormats
import ElectionModel
import Storage
import VerifiableVoting
import VoterRegister
import Wording

struct RegisterProofCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Give a voter the proof that he stands in the register.",
        discussion: """
            Number and birth date must both be right; which of them is wrong is not said. The proof holds the voter's own entry
            and nobody else's.

            Example:
              sailau register prove voters.register --secrets voters.secrets --number 990000000017 \\
                --birth-date 1956-02-29 --out own.proof
            """)

    @Argument(help: ArgumentHelp("The register.", valueName: "file")) var register: String
    @OptionGroup var options: BallotOptions
    @Option(help: ArgumentHelp("The secrets that `register commit` wrote.", valueName: "file")) var secrets: String
    @Option(help: "The voter's number.", transform: RegisterFiles.number) var number: VoterNumber
    @Option(help: "The voter's birth date.", transform: RegisterFiles.day) var birthDate: CalendarDate
    @Option(help: ArgumentHelp("Where to write.", valueName: "file")) var out: String

    func perform() throws {
        let proof = try image(register) { image in
            try CommitmentSecrets(RegisterFiles.map(secrets)).proof(of: number, in: image)
        }
        guard let proof, proof.entry.birthDate == birthDate else {
            throw CheckFailed(message: try line("notListed"))
        }
        try WholeFile.writePrivate(BallotFiles.withLineEnd(proof.bytes), to: out, replacing: true)
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-prove/1")), ("file", .string(out)),
                    ("leaf", .count(proof.path.leaf)), ("leaves", .count(proof.path.count)),
                ]).text())
        }
        Terminal.print(try line("shown", [Figure("file", .text(out))]))
    }
}

struct RegisterVerifyCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify a proof, or a station's slice.",
        discussion: """
            A proof is held against a root, which is all it takes, or against the whole commitment; a slice against the station's
            register.

            Examples:
              sailau register verify own.proof --root 5dc9da79…
              sailau register verify own.proof --commitment voters.commitment --commission-key Commission.signpub
              sailau register verify 01-001.slice --register 01-001.register --commission-key Commission.signpub
            """)

    @Argument(help: ArgumentHelp("The proof or the slice.", valueName: "file")) var file: String
    @OptionGroup var options: BallotOptions
    @Option(help: "The root, 64 hexadecimal digits.") var root: String?
    @Option(help: ArgumentHelp("The commitment.", valueName: "file")) var commitment: String?
    @Option(help: ArgumentHelp("The station's register.", valueName: "file")) var register: String?
    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String?

    func validate() throws {
        guard [root, commitment, register].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("Write one of --root, --commitment and --register.")
        }
        if let root, Digest(hexadecimal: root) == nil {
            throw ValidationError("`\(root)` is no root. Write its 64 digits.")
        }
    }

    func perform() throws {
        if let register { return try verifySlice(register) }
        let proof = try EntryProof(bytes: BallotFiles.trimmed(file))
        if let commitment {
            let signed = try SignedCommitment(bytes: WholeFile.read(commitment))
            let signers = try signed.registerSigners(given: key())
            try report(
                signed.content.contains(proof), root: signed.content.root, signers,
                try line("holdsHere", [Figure("station", .text(proof.entry.station.rawValue))]))
        } else if let root, let digest = Digest(hexadecimal: root) {
            try report(proof.holds(root: digest), root: digest, nil, try line("holds"))
        }
    }

    private func key() throws -> SignerKey? { try commissionKey.map { try BallotFiles.signer($0).key } }

    private func report(_ holds: Bool, root: Digest, _ signers: [SignerKey]?, _ text: String) throws {
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-verify/1")), ("holds", .bool(holds)),
                    ("root", .string(root.hexadecimal)), ("signers", json(signers ?? [])),
                    ("is_commission", .bool(commissionKey != nil && signers != nil)),
                ]).text())
        }
        guard holds else { throw CheckFailed(message: try line("doesNotHold")) }
        if !options.json { Terminal.print(([text] + (try lines(signers))).joined(separator: "\n")) }
    }

    private func json(_ signers: [SignerKey]) -> JSON { .array(signers.map { .string($0.hexadecimal) }) }

    private func lines(_ signers: [SignerKey]?) throws -> [String] {
        guard let signers else { return [] }
        let keys = signers.map(\.hexadecimal).joined(separator: ", ")
        let line = try line("signers", [Figure("keys", .text(keys))])
        return commissionKey == nil ? [line, try self.line("unknownKey")] : [line]
    }

    private func verifySlice(_ register: String) throws {
        let signed = try SignedSlice(bytes: WholeFile.read(file))
        let signers = try signed.registerSigners(given: key())
        let slice = signed.content
        try image(register) { try slice.check($0) }
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-slice-verified/1")),
                    ("station", .string(slice.station.rawValue)),
                    ("voters", .count(slice.voters)), ("root", .string(slice.register.hexadecimal)),
                    ("signers", json(signers)), ("is_commission", .bool(commissionKey != nil)),
                ]).text())
        }
        let text = try line(
            "sliceHolds",
            [Figure("station", .text(slice.station.rawValue)), Figure("persons", .count(UInt64(slice.voters)))])
        Terminal.print(([text] + (try lines(signers))).joined(separator: "\n"))
    }
}
