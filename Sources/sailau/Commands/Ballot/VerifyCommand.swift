import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

#if canImport(Glibc)
    import Glibc
#endif

struct VerifyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify an archive: every record, ballot, sum, decryption and count.",
        discussion: """
            Results: 0 valid, with or without findings; 1 invalid, or not to be read as an archive; 2 wrong arguments or no
            such file.

            Without an announcement and a closing an archive is only consistent in itself: all of it could be invented.

            Several archives, such as those of all stations, are verified one after the other, or in parts by several machines
            (Documentation/Scale.md): --shard i/n verifies the i-th of n parts and writes a report; --merge joins the reports of
            all parts and says what one verification of the whole says. --shard ends with 0 also where its part is invalid: the
            report says so.

            Examples:
              sailau ballot verify 4b8gNLhWW7HKdT.bel --lang kk
              sailau ballot verify 4b8gNLhWW7HKdT.bel --evidence 4b8gNLhWW7HKdT.evidence
              sailau ballot verify 4b8gNLhWW7HKdT.bel --manifest day.manifest --commission-key Commission.signpub \\
                --closing 4b8gNLhWW7HKdT.closing --challenges 4b8gNLhWW7HKdT.challenges
              sailau ballot verify *.bel --shard 3/16 --manifest day.manifest --beside --report 3.shard
              sailau ballot verify --merge *.shard
            """)

    @Argument(help: ArgumentHelp("The archive, or several.", valueName: "file"))
    var archives: [String] = []

    @Option(help: ArgumentHelp("An evidence file: faster, and the same verdict.", valueName: "file"))
    var evidence: String?

    @OptionGroup var options: BallotOptions
    @OptionGroup var anchors: AnchorOptions

    @Option(help: ArgumentHelp("Verify one of several parts.", valueName: "i/n"))
    var shard: String?

    @Option(help: ArgumentHelp("Where the report of a part goes; standard output without it.", valueName: "file"))
    var report: String?

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Join the reports of all parts.", valueName: "file"))
    var merge: [String] = []

    @Flag(help: "Take UUID.closing, UUID.challenges and UUID.evidence where they stand beside UUID.bel.")
    var beside = false

    func perform() async throws {
        guard archives.isEmpty != merge.isEmpty else { throw BadInput(.archivesOrReports) }
        guard merge.isEmpty || shard == nil && evidence == nil && anchors.isEmpty else {
            throw BadInput(.archivesOrReports)
        }
        guard archives.count <= 1 || evidence == nil && anchors.closing == nil && anchors.challenges == nil else {
            throw BadInput(.besideForSeveral)
        }
        if !merge.isEmpty {
            try await mergeReports(try ShardCommands.merge(merge, options.wording()))
        } else if let shard {
            let lines = try await ShardCommands.verify(archives, try ShardCommands.shard(shard), verifier)
            try write(lines)
        } else if archives.count == 1 {
            try await single { try await verifier(archives[0]).verify(ArchiveFile(path: archives[0])) }
        } else {
            try await several()
        }
    }

    private func write(_ lines: [UInt8]) throws {
        guard let report else { return Terminal.print(String(decoding: lines, as: UTF8.self)) }
        try WholeFile.write(lines, to: report)
    }

    private func mergeReports(_ merged: ShardMerge) async throws {
        if merged.count == 1 { return try await single { try await merged.statement(of: 0) } }
        var set = VerifiedSet(try options.wording(), isJSON: options.json)
        for place in 0..<merged.count {
            do {
                set.add(try await merged.statement(of: place))
            } catch let violation as Violation { set.add(violation) }
        }
        try set.finish()
    }

    private func single(_ verify: () async throws -> VerificationStatement) async throws {
        let wording = try options.wording()
        do {
            let statement = try await verify()
            if options.json { return Terminal.print(StatementJSON.statement(statement, wording).text()) }
            Terminal.print(wording.lines(for: statement).joined(separator: "\n"))
        } catch let violation as Violation {
            if options.json { Terminal.print(StatementJSON.violation(violation, wording).text()) }
            throw violation
        }
    }

    private func several() async throws {
        var set = VerifiedSet(try options.wording(), isJSON: options.json)
        for archive in archives {
            do {
                set.add(try await verifier(archive).verify(ArchiveFile(path: archive)))
            } catch let violation as Violation { set.add(violation) }
        }
        try set.finish()
    }

    // Not inlined: the optimizer of Swift 6.3.1 fails to split an asynchronous function that holds this.
    @inline(never)
    private func verifier(_ archive: String) throws -> ArchiveVerifier {
        var verifier = ArchiveVerifier.forTerminal(try options.wording())
        verifier.anchors = try anchors.read(beside: beside ? archive : nil)
        let evidence = evidence ?? (beside ? AnchorOptions.file(beside: archive, ".evidence") : nil)
        verifier.evidence = try evidence.map { try ArchiveFile(path: $0) }
        return verifier
    }
}

extension ArchiveVerifier {
    /// All cores, with progress where a person looks at standard error.
    static func forTerminal(_ wording: Wording) -> ArchiveVerifier {
        var verifier = ArchiveVerifier(cores: BallotFiles.cores)
        verifier.progress = progress(wording)
        return verifier
    }

    /// Nil where nobody looks.
    static func progress(_ wording: Wording) -> (@Sendable (VerificationProgress) -> Void)? {
        guard isatty(2) == 1 else { return nil }
        return { progress in
            let percent = progress.ofBytes == 0 ? 100 : progress.bytes * 100 / progress.ofBytes
            Terminal.progress(wording.progress(ballots: progress.ballots, percent: percent))
        }
    }
}
