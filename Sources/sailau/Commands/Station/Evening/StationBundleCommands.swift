import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectronicStation
import Papers
import Storage
import VerifiableVoting
import Wording

struct StationBundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "What a station hands to the centre: made, signed, checked, received.",
        discussion: """
            A folder with protocols, archive, closing, challenges, evidence, the desk's record without names, the acts of opening and
            closing, and a list of them all that members of the commission sign (Documentation/Formats/StationBundle.md). It is sent
            or carried by any means: who receives it checks everything again.

            Examples:
              sailau station bundle make --data desk --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --ballots ballots --key First.signkey --out handover
              sailau station bundle sign handover --key Third.signkey
              sailau station bundle check handover --commission-key Commission.signpub
              sailau station bundle receive handover --commission-key Commission.signpub --ballots ballots --into centre
            """,
        subcommands: [
            MakeBundleCommand.self, SignBundleCommand.self, CheckBundleCommand.self, ReceiveBundleCommand.self,
        ])
}

extension RecordOptions {
    /// A sentence about bundles, or JSON with the same.
    func report(_ key: String, _ figures: [Figure], _ fields: [(String, JSON)]) throws {
        guard !json else {
            return Terminal.print(JSON.object([("format", .string("sailau-station-bundle-report/1"))] + fields).text())
        }
        Terminal.print(try wording().term("desk.bundle.\(key)", figures))
    }
}

struct MakeBundleCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Lay a station's files together and sign their list.",
        discussion: """
            Makes the protocols as `sailau station protocols` does, copies what they rest on, and writes the signed list last: a folder
            without it is none. Where slips, paper and protocols contradict each other nothing is written, unless --despite-findings
            says that the members know.

            Example:
              sailau station bundle make --data desk --archive UUID.bel --manifest day.manifest \\
                --commission-key Commission.signpub --ballots ballots --key First.signkey --out handover
            """)

    @OptionGroup var evening: EveningOptions
    @Option(help: ArgumentHelp("The private key of a member who signs.", valueName: "file")) var key: [String]
    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder")) var out: String
    @Flag(help: "Hand over also what contradicts itself; what was found stands in findings.txt.")
    var despiteFindings = false
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let evening = try await evening.load(options)
        try tell(evening)
        let folder = BundleFolder(path: out)
        if WholeFile.exists(folder.list) {
            throw CheckFailed(
                message: try options.wording().term("desk.bundle.other content", [Figure("folder", .text(out))]))
        }
        let names = try lay(evening) + [try await writeRecord()]
        let signed = try sign(evening, try folder.files(names))
        try WholeFile.write(signed.bytes, to: folder.list)
        try options.report(
            "made",
            [
                Figure("station", .text(signed.content.station)), Figure("folder", .text(out)),
                Figure("files", .count(UInt64(names.count))), Figure("signers", .count(UInt64(key.count))),
            ],
            [
                ("folder", .string(out)), ("station", .string(signed.content.station)),
                ("files", .array(signed.content.files.map { .string($0.name) })), ("signers", .count(key.count)),
            ])
    }

    /// Says what contradicts, before anybody signs it.
    private func tell(_ evening: StationEvening) throws {
        for finding in evening.count.findings { Terminal.error(evening.wording.stationSentence(for: finding)) }
        let errors = evening.count.findings.count { $0.severity == .error }
        guard errors == 0 || despiteFindings else {
            throw CheckFailed(
                message: evening.wording.term(
                    "desk.protocols.contradict", [Figure("count", .count(UInt64(errors)))]))
        }
    }

    // Not inlined, like the next ones: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func lay(_ evening: StationEvening) throws -> [String] {
        var names = try evening.writeProtocols(to: out)
        func add(_ bytes: [UInt8], _ name: String) throws {
            try WholeFile.write(bytes, to: "\(out)/\(name)")
            names.append(name)
        }
        let contests = Set(evening.count.protocols.map { [$0.tier.rawValue, $0.district.rawValue, "\($0.round)"] })
        let ballots = evening.input.ballots.filter {
            contests.contains([$0.tier.rawValue, $0.district.rawValue, "\($0.round)"])
        }
        let provenance = evening.desk.state.prepared?.provenance ?? .official
        try add(BallotFile.write(ballots.map { Entry($0, provenance) }), BundleFolder.ballots)
        for kind in DeskPaper.Kind.allCases {
            guard let paper = DeskPaper(kind, evening.desk.state, at: evening.desk.head) else { continue }
            try add(try deskPaper(paper, evening.wording), "\(kind.rawValue).pdf")
        }
        if !evening.count.findings.isEmpty {
            let lines = evening.count.findings.map { evening.wording.stationSentence(for: $0) + "\n" }
            try add(Array(lines.joined().utf8), "findings.txt")
        }
        for (index, void) in self.evening.anchors.voids.enumerated() {
            try add(try WholeFile.read(void), "\(index + 1).void")
        }
        let (anchors, archive, uuid) = (self.evening.anchors, self.evening.archive, evening.announced.uuid)
        if let manifest = anchors.manifest { try add(try WholeFile.read(manifest), BundleFolder.manifest) }
        for ending in ["bel", "closing", "challenges", "evidence"] {
            let given = ending == "closing" ? anchors.closing : ending == "challenges" ? anchors.challenges : nil
            let source = ending == "bel" ? archive : given ?? AnchorOptions.file(beside: archive, ".\(ending)")
            guard let source else { continue }
            try ListedFile.copying(source, to: out, as: "\(uuid).\(ending)")
            names.append("\(uuid).\(ending)")
        }
        return names
    }

    /// The desk's record without the voters.
    @inline(never)
    private func writeRecord() async throws -> String {
        var bytes = RecordFile.start
        try await RecordInput.read("\(evening.data)/desk.record") { bytes += RecordFile.lines($0.withoutPersonal) }
        try WholeFile.write(bytes, to: "\(out)/\(BundleFolder.record)")
        return BundleFolder.record
    }

    @inline(never)
    private func sign(_ evening: StationEvening, _ files: [ListedFile]) throws -> SignedStationBundle {
        var signed = SignedStationBundle(
            StationBundle(
                station: evening.desk.state.station.rawValue, election: evening.announced.uuid,
                record: evening.desk.head,
                files: files))
        for path in key {
            signed.sign(with: try BallotFiles.signerSecret(path, options))
        }
        return signed
    }
}

struct SignBundleCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign the list of a bundle that another member has made.",
        discussion: """
            Every file is held against the list before it is signed.

            Example:
              sailau station bundle sign handover --key Third.signkey
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "folder")) var folder: String
    @Option(help: ArgumentHelp("The private key of a member who signs.", valueName: "file")) var key: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let folder = BundleFolder(path: folder)
        var signed = try folder.signed()
        try folder.checkFiles(signed.content)
        let secret = try BallotFiles.signerSecret(key, options)
        if let own = secret.publicKey, try signed.document.signers().contains(own) {
            throw CheckFailed(
                message: try options.wording().term("desk.bundle.signed already", [Figure("file", .text(key))]))
        }
        signed.sign(with: secret)
        try WholeFile.write(signed.bytes, to: folder.list)
        let signers = signed.document.signatures.count
        try options.report(
            "made",
            [
                Figure("station", .text(signed.content.station)), Figure("folder", .text(folder.path)),
                Figure("files", .count(UInt64(signed.content.files.count))), Figure("signers", .count(UInt64(signers))),
            ],
            [
                ("folder", .string(folder.path)), ("station", .string(signed.content.station)),
                ("signers", .count(signers)),
            ])
    }
}

/// Against what a bundle is checked.
struct BundleCheckOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The folder.", valueName: "folder")) var folder: String
    @Option(help: ArgumentHelp("The commission's public key, from elsewhere.", valueName: "file"))
    var commissionKey: String
    @Option(
        help: ArgumentHelp(
            "One's own folder with ballots.csv; without it the bundle's is believed.", valueName: "folder"))
    var ballots: String?

    func check(_ path: String, _ options: RecordOptions) async throws -> CheckedBundle {
        let wording = try options.wording()
        let known = try ballots.map { folder in
            let file = "\(folder)/ballots.csv"
            return try BallotFile.read(WholeFile.read(file), file: file).map(\.value)
        }
        return try await BundleFolder(path: path).check(
            commission: BallotFiles.signer(commissionKey).key, ballots: known, wording)
    }
}

struct CheckBundleCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check everything that a bundle says.",
        discussion: """
            The announcement against the commission's key, the list's signatures against the announcement's members, every file against
            the list, the archive against announcement, closing and challenges, the desk's record, and each protocol against the
            archive and the protocol of paper. Anybody may do it.

            Example:
              sailau station bundle check handover --commission-key Commission.signpub

            Results: 0 everything holds; 1 something does not, with its rule; 2 wrong arguments or files.
            """)

    @OptionGroup var bundle: BundleCheckOptions
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let checked = try await bundle.check(bundle.folder, options)
        try options.report("valid", checked.figures, checked.fields)
        try checked.tell(options)
    }
}

extension CheckedBundle {
    /// What was found and is no fault of the bundle.
    func tell(_ options: RecordOptions) throws {
        for finding in findings { Terminal.error(try options.wording().stationSentence(for: finding)) }
    }

    var figures: [Figure] {
        [
            Figure("station", .text(signed.content.station)),
            Figure("files", .count(UInt64(signed.content.files.count))),
            Figure("signers", .count(UInt64(signers.count))), Figure("ballots", .count(UInt64(statement.counted))),
        ]
    }

    var fields: [(String, JSON)] {
        [
            ("station", .string(signed.content.station)), ("election", .string(signed.content.election)),
            ("record", .string(signed.content.record.description)), ("counted", .count(statement.counted)),
            ("signers", .array(signers.map { .string($0.hexadecimal) })),
            ("files", .array(signed.content.files.map { .string($0.name) })), ("protocols", .count(protocols.count)),
            ("findings", .array(findings.map { .string($0.code) })),
        ]
    }
}

struct ReceiveBundleCommand: RecordCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Check a bundle and take it in, whole or not at all.",
        discussion: """
            The files are copied beside the others first, the copy is checked like `bundle check` does, and then gets the station's name
            at once. The same bundle again changes nothing; another one of the same station is refused and left to the commission.

            Example:
              sailau station bundle receive /media/usb/handover --commission-key Commission.signpub --ballots ballots \\
                --into centre

            Results: 0 received; 1 something does not hold, or another bundle of the station is there; 2 wrong arguments or files.
            """)

    @OptionGroup var bundle: BundleCheckOptions
    @Option(help: ArgumentHelp("The folder of what was received.", valueName: "folder")) var into: String
    @OptionGroup var options: RecordOptions

    func perform() async throws {
        let wording = try options.wording()
        let content = try BundleFolder(path: bundle.folder).signed().content
        let place = "\(into)/\(PaperOutput.plain(content.station))"
        func report(_ key: String, _ checked: [(String, JSON)] = []) throws {
            try options.report(key, [Figure("folder", .text(place))], [("folder", .string(place))] + checked)
        }
        if WholeFile.exists("\(place)/\(StationBundle.name)") {
            // More members may have signed the same list since.
            guard try BundleFolder(path: place).signed().content == content else {
                throw CheckFailed(message: wording.term("desk.bundle.another", [Figure("folder", .text(place))]))
            }
            return try report("received already")
        }
        let draft = "\(into)/.\(PaperOutput.plain(content.station)).part"
        try WholeFolder.remove(draft)
        let checked: CheckedBundle
        do {
            try BundleFolder(path: bundle.folder).copy(content, to: draft)
            // What is kept is what was checked, whatever happens to the disk it came from.
            checked = try await bundle.check(draft, options)
        } catch {
            try? WholeFolder.remove(draft)
            throw error
        }
        try WholeFolder.place(draft, at: place)
        try report("received", checked.fields)
        try checked.tell(options)
    }
}
