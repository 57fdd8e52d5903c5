import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct ChallengeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "challenge", abstract: "Make a ballot, show its code, and let the voter cast or challenge it.",
        discussion: """
            Whoever challenges a ballot sees whether it encrypts what he chose. It never exists in a form that could be
            cast, and its credential is spent.
            """,
        subcommands: [ChallengeMakeCommand.self, ChallengeVerifyCommand.self],
        defaultSubcommand: ChallengeMakeCommand.self)
}

struct ChallengeMakeCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make a ballot, show its code, then ask whether to cast or to challenge it.",
        discussion: """
            The code is written durably (UUID.codes) and shown before the decision is read from standard input: `cast` or
            `challenge`, the same words in every language. A challenged ballot is opened in UUID.challenges.

            Example:
              sailau ballot challenge 4b8gNLhWW7HKdT.bel --credential slip.txt --choice 2
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The voter's private credential.", valueName: "file"))
    var credential: String

    @Option(help: "The voter's identifier, where the file holds the credentials of several.")
    var voter: String?

    @Option(help: "The choice in a question; once for each question.")
    var choice: [String] = []

    @OptionGroup var station: StationOptions

    func perform() async throws {
        guard credential != "-" else {
            throw BadInput(.credentialFile)
        }
        let wording = try options.wording()
        let secret = try PrivateCredential.read(credential, voter: voter, options)
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        let files = ChallengeFile(besideArchive: archive)
        let outcome = try await BoardOpening.visit(
            writer.source(),
            Visitor(secret: secret, choice: choice, station: station, files: files, wording: wording))
        switch outcome {
        case .cast(let ballot, let addition):
            try writer.append(addition)
            report(.cast(tracker: ballot.tracker), code: ballot.code, tracker: ballot.tracker, wording)
        case .challenged(let code, let line):
            try ChallengeFile.append(line, to: files.path)
            report(.challenged(file: files.path), code: code, tracker: nil, wording)
        }
    }

    private func report(_ notice: BallotNotice, code: String, tracker: String?, _ wording: Wording) {
        guard options.json else { return Terminal.print(wording.notice(notice)) }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-decision/1")),
                ("decision", .string(tracker == nil ? "challenge" : "cast")),
                ("code", .string(code)), ("tracker", .optional(tracker, JSON.string)),
            ]).text())
    }

    private enum Outcome: Sendable {
        case cast(AdmittedBallot, ArchiveAddition)
        case challenged(code: String, line: [UInt8])
    }

    private struct Visitor: AdmissionVisitor {
        let secret: PrivateCredential
        let choice: [String]
        let station: StationOptions
        let files: ChallengeFile
        let wording: Wording

        func visit<Suite: CipherSuite>(_ admission: BallotAdmission<Suite>) throws -> Outcome {
            guard admission.head.stage == .open else { throw AdmissionRefusal.stage(admission.head.stage) }
            let election = admission.election
            let choices = try ChoiceWords.vectors(choice, election.questions)
            let prepared = try BallotMaker(election).prepare(
                choices, credential: secret.exponent(uuid: election.description.uuid, suite: Suite.self),
                station: station.next())
            let credential = BallotFiles.text(prepared.credential)
            let code = prepared.code
            try SpentCredentials(challengeFile: files.path).refuse(credential: credential, code: code)
            let mayChallenge = try admission.mayBeChallenged(prepared.credential)
            // Durable before it is shown, shown before the decision is known.
            try ChallengeFile.append(
                Array(JSON.object([("code", .string(code)), ("credential", .string(credential))]).line().utf8),
                to: files.codes)
            Terminal.error(wording.rows([.ballotCode: code]))
            Terminal.error(wording.notice(.askDecision))
            switch readLine() {
            case BallotNotice.castWord:
                let ballot = try admission.check(prepared.cast())
                return .cast(ballot, try admission.addition(ballot))
            case BallotNotice.challengeWord:
                guard mayChallenge else { throw CheckFailed(.castBefore) }
                return .challenged(code: code, line: prepared.challenge().line)
            default: throw BadInput(.nothingDecided)
            }
        }
    }
}

struct ChallengeVerifyCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify challenged ballots and show what they would have been counted as.",
        discussion: """
            Each ciphertext is made again from the opening, each proof is verified, and no challenged ballot or credential
            may be in the archive. --code shows one ballot.

            Example:
              sailau ballot challenge verify 4b8gNLhWW7HKdT.challenges --archive 4b8gNLhWW7HKdT.bel
            """)

    @Argument(help: ArgumentHelp("The challenge file.", valueName: "file"))
    var challenges: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @Option(help: "A ballot code: show its ballot alone.")
    var code: String?

    func perform() async throws {
        let (source, file) = (try ArchiveFile(path: archive), try ArchiveFile(path: challenges))
        let statement = try await ChallengeVerifier.verify(file, of: source)
        let wording = try options.wording()
        var verifier = ArchiveVerifier.forTerminal(wording)
        verifier.anchors = try Anchors(manifest: nil, challenges: file)
        let questions = try await verifier.verify(source).questions
        let shown = statement.ballots.filter { code == nil || $0.code == code }
        guard code == nil || !shown.isEmpty else { throw CheckFailed(.noSuchChallenge) }
        guard options.json else {
            Terminal.print(
                wording.rows([
                    .challenged: wording.number(statement.ballots.count), .challengeRoot: statement.root.hexadecimal,
                ]))
            for ballot in shown {
                Terminal.print("\(ballot.line). \(ballot.code)")
                for (question, choices) in zip(questions, ballot.choices) {
                    Terminal.print(
                        "   \(question.question): \(Self.chosen(choices, question, wording).joined(separator: ", "))")
                }
            }
            return
        }
        Terminal.print(
            JSON.object([
                ("format", .string("sailau-ballot-challenges/1")), ("uuid", .string(statement.uuid)),
                ("challenged", .count(statement.ballots.count)), ("root", .string(statement.root.hexadecimal)),
                (
                    "ballots",
                    .array(
                        shown.map { ballot in
                            .object([
                                ("line", .count(ballot.line)), ("code", .string(ballot.code)),
                                ("choices", .array(ballot.choices.map { .array($0.map(JSON.count)) })),
                            ])
                        })
                ),
            ]).text())
    }

    private static func chosen(_ choices: [Int], _ question: Question, _ wording: Wording) -> [String] {
        let chosen = zip(wording.answers(to: question), choices).filter { $0.1 == 1 }.map(\.0)
        return chosen.isEmpty ? ["-"] : chosen
    }
}
