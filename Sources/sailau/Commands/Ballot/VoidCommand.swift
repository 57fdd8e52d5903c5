import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct VoidCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Record and sign the decision that an election is void and its voters vote again.",
        discussion: """
            Run the same command with the key of each member who decides so. From then on `decrypt` with --void refuses the
            election, also later without it, and decrypts its reserve.

            Example:
              sailau ballot void 4b8gNLhWW7HKdT --manifest day.manifest --reserve 7qNcGL7GKpfWLm --article "art. 50-5(7)" \\
                --reason "Two of three trustees did not answer" --key "Member 1.signkey" --out 4b8gNLhWW7HKdT.void
            """)

    @Argument(help: "The identifier of the election.")
    var uuid: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The announcement that the commission signed.", valueName: "file"))
    var manifest: String

    @Option(help: "The announced election in which the voters vote again; without it they vote on paper.")
    var reserve: String = ""

    @Option(help: "What the decision rests on.")
    var article: String

    @Option(help: "Why, or where it was decided.")
    var reason: String

    @Option(help: ArgumentHelp("The private key of the member who signs.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The decision.", valueName: "file"))
    var out: String

    func perform() throws {
        let manifest = try SignedManifest(bytes: WholeFile.read(manifest)).manifest
        guard let announced = manifest.election(uuid: uuid) else { throw Violation(.manifestElection, detail: uuid) }
        guard reserve.isEmpty || manifest.election(uuid: reserve)?.reserveFor == uuid else {
            throw Violation(.manifestReserve, detail: reserve)
        }
        let decision = VoidDecision(
            uuid: uuid, setup: announced.setup, reserve: reserve, article: article, reason: reason)
        var signed = try Home.read(out).map { try SignedVoid(bytes: $0) } ?? SignedVoid(decision)
        guard signed.content == decision else { throw CheckFailed(.anotherDecision, ["file": out]) }
        let secret = try BallotFiles.signerSecret(key, options)
        guard manifest.members.contains(where: { $0.key == secret.publicKey }) else {
            throw CheckFailed(.keyOfNoMember, ["key": secret.publicKey?.hexadecimal ?? ""])
        }
        signed.sign(with: secret)
        let signers = try signed.document.signers()
        try WholeFile.write(signed.bytes, to: out)
        guard options.json else {
            let line = try slips(
                "line.void",
                ["uuid": uuid, "signatures": "\(signers.count)", "needed": "\(manifest.closingSignatures)"])
            return Terminal.print(line)
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-void/1")), ("uuid", .string(uuid)), ("reserve", .string(reserve)),
                ("article", .string(article)), ("reason", .string(reason)), ("signatures", .count(signers.count)),
                ("needed", .count(manifest.closingSignatures)),
            ]).text())
    }
}
