import ArgumentParser
import DataFormats
import PrimeOrderGroups
import Storage
import VerifiableVoting
import Wording

struct TrusteeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trustee", abstract: "Make the keys of those who decrypt the result.",
        subcommands: [TrusteeKeyCommand.self, KeyGenerationCommand.self])
}

struct TrusteeKeyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make the key of a single trustee.",
        discussion: """
            Written are NAME.privkey (mode 0600; it never leaves the trustee) and NAME.pubkey, for the administrator.

            Example:
              sailau ballot trustee key --out trustee
            """)

    @OptionGroup var options: BallotOptions

    @Option(help: "The group: Ed25519 or BELENIOS-2048.")
    var group = Edwards25519.name

    @Option(help: ArgumentHelp("Where to write.", valueName: "folder"))
    var out: String

    func perform() async throws {
        try BallotFiles.checkGroup(group)
        let key = try await SuiteChoice.visit(group: group, Making())
        let name = String(Digest(of: key.text).hexadecimal.prefix(8)).uppercased()
        try Home.makeFolder(out)
        try WholeFile.writePrivate(key.privateBytes, to: "\(out)/\(name).privkey")
        try WholeFile.write(BallotFiles.withLineEnd(key.publicBytes), to: "\(out)/\(name).pubkey")
        guard options.json else {
            let wording = try options.wording()
            return Terminal.print(
                wording.rows([
                    .privateKey: wording.notice(.keptSecret(file: "\(out)/\(name).privkey")),
                    .publicKey: "\(out)/\(name).pubkey",
                ]))
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-trustee/1")), ("name", .string(name)), ("group", .string(group)),
                ("private_key", .string("\(out)/\(name).privkey")), ("public_key", .string("\(out)/\(name).pubkey")),
            ]).text())
    }

    private struct Key {
        let text: String
        let privateBytes: [UInt8]
        let publicBytes: [UInt8]
    }

    private struct Making: GroupVisitor {
        func visit<Suite: CipherSuite>(_ suite: Suite.Type) -> Key {
            let key = TrusteeKey<Suite>()
            return Key(
                text: Suite.Group.text(key.publicKey), privateBytes: key.privateBytes, publicBytes: key.publicBytes())
        }
    }
}
