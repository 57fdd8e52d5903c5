import ArgumentParser
import DataFormats
import ElectionConduct
import ElectionModel
import ElectionRecord
import Storage
import VerifiableVoting
import VoterRegister
import Wording

struct RegisterCommitCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit", abstract: "Commit to a register: counts by station and a root, signed.",
        discussion: """
            The commitment is for everybody. The secrets (mode 0600) make proofs and must not leave the commission. With --act the
            act for the record of the election is written, too: `sailau record append --kind register.committed`.

            Example:
              sailau register commit voters.register --election kazakhstan-2004 --key keys/Commission.signkey \\
                --out voters.commitment --secrets voters.secrets
            """)

    @Argument(help: ArgumentHelp("The register.", valueName: "file")) var register: String
    @OptionGroup var options: BallotOptions
    @Option(help: "The election, such as kazakhstan-2004.") var election: String
    @Option(help: ArgumentHelp("The commission's private key.", valueName: "file")) var key: String
    @Option(help: ArgumentHelp("Where to write the commitment.", valueName: "file")) var out: String
    @Option(help: ArgumentHelp("Where to write the secrets.", valueName: "file")) var secrets: String
    @Option(help: ArgumentHelp("Where to write the act for the election's record.", valueName: "file")) var act: String?

    func perform() throws {
        let secret = try BallotFiles.signerSecret(key, options)
        let draft = try FileDraft(secrets, isPrivate: true, replacing: false)
        let commitment = try image(register) { image in
            try CommitmentSecrets.commit(
                image, election: ElectionID(election), to: { try draft.append($0) },
                progress: { leaves in
                    if leaves % 102_400 == 0 { try? progress("hashing", [Figure("persons", .count(UInt64(leaves)))]) }
                })
        }
        var signed = SignedCommitment(commitment)
        signed.sign(with: secret)
        _ = try signed.registerSigners(given: secret.publicKey)
        // First the secrets: a commitment without them could never be opened.
        try draft.place()
        try WholeFile.write(signed.bytes, to: out)
        if let act {
            let payload = try CanonicalEncoder.encode(
                RegisterCommitted(
                    voters: UInt32(clamping: commitment.voters), stations: UInt32(clamping: commitment.stations.count),
                    root: commitment.root))
            try WholeFile.write(BallotFiles.withLineEnd(payload), to: act)
        }
        endProgress()
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-commit/1")), ("election", .string(election)),
                    ("status", .string(commitment.status.rawValue)), ("voters", .count(commitment.voters)),
                    ("stations", .count(commitment.stations.count)), ("root", .string(commitment.root.hexadecimal)),
                    ("file", .string(out)), ("secrets", .string(secrets)),
                ]).text())
        }
        Terminal.print(
            [
                try line(
                    "committed",
                    [
                        Figure("persons", .count(UInt64(commitment.voters))),
                        Figure("stations", .count(UInt64(commitment.stations.count))),
                    ]),
                try line("root", [Figure("root", .text(commitment.root.hexadecimal))]),
                try line("secrets", [Figure("file", .text(secrets))]),
            ].joined(separator: "\n"))
    }
}

struct RegisterSliceCommand: RegisterCommand {
    static let configuration = CommandConfiguration(
        commandName: "slice", abstract: "Cut the part of one station out of a register, signed.",
        discussion: """
            Written are STATION.register, which is looked things up in as the whole one is, and STATION.slice, which says what
            is in it.

            Example:
              sailau register slice voters.register --station 01-001 --commitment voters.commitment \\
                --key keys/Commission.signkey --out stations
            """)

    @Argument(help: ArgumentHelp("The register.", valueName: "file")) var register: String
    @OptionGroup var options: BallotOptions
    @Option(help: "The station.") var station: String
    @Option(help: ArgumentHelp("The register's commitment.", valueName: "file")) var commitment: String
    @Option(help: ArgumentHelp("The commission's private key.", valueName: "file")) var key: String
    @Option(help: ArgumentHelp("Where to write.", valueName: "folder")) var out: String

    func perform() throws {
        let secret = try BallotFiles.signerSecret(key, options)
        let committed = try SignedCommitment(bytes: WholeFile.read(commitment))
        _ = try committed.registerSigners(given: secret.publicKey)
        guard committed.content.leaves(of: StationID(station)) != nil else {
            throw Violation(.registerEntries, detail: station)
        }
        try Home.makeFolder(out)
        let (entries, document) = ("\(out)/\(station).register", "\(out)/\(station).slice")
        let draft = try FileDraft(entries, isPrivate: true)
        let slice = try image(register) { image in
            try RegisterSlice.cut(
                StationID(station), from: image, committed.content, to: { try draft.append($0) })
        }
        var signed = SignedSlice(slice)
        signed.sign(with: secret)
        _ = try signed.registerSigners(given: secret.publicKey)
        try draft.place()
        try WholeFile.write(signed.bytes, to: document)
        if options.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-register-slice-written/1")), ("station", .string(station)),
                    ("voters", .count(slice.voters)), ("entries", .string(slice.entries.hexadecimal)),
                    ("register", .string(entries)), ("document", .string(document)),
                ]).text())
        }
        Terminal.print(
            try line(
                "sliced",
                [
                    Figure("station", .text(station)), Figure("persons", .count(UInt64(slice.voters))),
                    Figure("file", .text(entries)), Figure("document", .text(document)),
                ]))
    }
}
