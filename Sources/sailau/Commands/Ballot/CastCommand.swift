import ArgumentParser
import DataFormats
import Storage
import VerifiableVoting
import Wording

struct CastCommand: BallotCommand {
    static let configuration = CommandConfiguration(
        commandName: "cast",
        abstract: "Make a ballot, or take one that was made elsewhere, and put it into the archive.",
        discussion: """
            One --choice for each question, in their order: the number of an answer, several as 1,3, `blank` where it is
            offered, `none` for no answer. Or --choices with a file of 0 and 1 such as [[0,1,0]], a list for each question,
            blank first. --ballot takes ballots that were made elsewhere, a line each. A ballot is verified before it is appended. The tracker that is printed finds it again.

            Examples:
              sailau ballot cast 4b8gNLhWW7HKdT.bel --credential slip.txt --choice 2 --choice blank
              sailau ballot cast 4b8gNLhWW7HKdT.bel --ballot ballot.json
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "file"))
    var archive: String

    @OptionGroup var options: BallotOptions

    @Option(help: ArgumentHelp("The voter's private credential; `-` for standard input.", valueName: "file"))
    var credential: String?

    @Option(help: "The voter's identifier, where the file holds the credentials of several.")
    var voter: String?

    @Option(help: "The choice in a question; once for each question.")
    var choice: [String] = []

    @Option(help: ArgumentHelp("The choices as lists of 0 and 1; `-` for standard input.", valueName: "file"))
    var choices: String?

    @Option(
        help: ArgumentHelp("Ballots that were made elsewhere, a line each; `-` for standard input.", valueName: "file"))
    var ballot: String?

    @Option(help: "What the voter's credential must weigh; a ballot of another weight is refused.")
    var weight: UInt64?

    @OptionGroup var station: StationOptions

    @Flag(help: "Take an archive whose name is not that of its election.")
    var anyName = false

    func perform() async throws {
        let wording = try options.json ? nil : options.wording()
        let content = try content()
        let writer = try ArchiveWriter(path: archive)
        try BallotFiles.report(writer.cutTail, options)
        try await BoardOpening.visit(
            writer.source(), Visitor(content: content, writer: writer, command: self, wording: wording))
    }

    /// `wording`: nil for JSON.
    private func report(_ ballot: AdmittedBallot, _ head: ArchiveHead, oneOfSeveral: Bool, _ wording: Wording?) {
        if let wording {
            Terminal.print(wording.rows([.tracker: ballot.tracker, .ballotCode: ballot.code]))
            if ballot.replaces { Terminal.print(wording.notice(.replaced)) }
            return
        }
        let report = JSON.object([
            ("format", .string("sailau-ballot-cast/1")), ("tracker", .string(ballot.tracker)),
            ("code", .string(ballot.code)), ("weight", .count(ballot.weight)), ("replaces", .bool(ballot.replaces)),
            ("head", .string(head.digest.hexadecimal)),
        ])
        Terminal.print(oneOfSeveral ? report.line() : report.text())
    }

    private enum Content {
        case made([[UInt8]])
        case choices([[Int]], PrivateCredential)
        case words([String], PrivateCredential)
    }

    private func content() throws -> Content {
        if let ballot {
            guard credential == nil, choice.isEmpty, choices == nil, station.stationSecret == nil else {
                throw BadInput(.ballotHasChoices)
            }
            return .made(try ballot == "-" ? BallotFiles.standardInput() : BallotFiles.lines([ballot]))
        }
        guard let credential, choice.isEmpty != (choices == nil) else {
            throw BadInput(.credentialAndChoice)
        }
        let secret = try PrivateCredential.read(credential, voter: voter, options)
        guard let choices else { return .words(choice, secret) }
        return .choices(try Self.read(BallotFiles.secret(choices, options), choices), secret)
    }

    private static func read(_ bytes: [UInt8], _ path: String) throws -> [[Int]] {
        let rows = (try? JSONTree.read(bytes))?.items?.map { $0.items?.map(\.whole) }
        guard let rows else { throw BadInput(.choiceLists, ["file": path, "example": "[[0,1,0]]"]) }
        return try rows.map { row in
            let numbers = row?.compactMap { $0.map { Int($0) } }
            guard let numbers, numbers.count == row?.count else {
                throw BadInput(.choiceLists, ["file": path, "example": "[[0,1,0]]"])
            }
            return numbers
        }
    }

    private struct Visitor: AdmissionVisitor {
        let content: Content
        let writer: ArchiveWriter
        let command: CastCommand
        let wording: Wording?

        func visit<Suite: CipherSuite>(_ admission: BallotAdmission<Suite>) throws {
            let uuid = admission.election.description.uuid
            let name = command.archive.split(separator: "/").last.map(String.init)
            guard command.anyName || name == "\(uuid).bel" else {
                throw BadInput(.anotherArchive, ["file": command.archive, "uuid": uuid])
            }
            let ballots = try self.ballots(admission.election)
            var admission = admission
            let spent = try SpentCredentials(challengeFile: ChallengeFile(besideArchive: command.archive).path)
            for bytes in ballots {
                let ballot = try admission.check(bytes, weight: command.weight)
                try spent.refuse(ballot)
                let addition = try admission.addition(ballot)
                try writer.append(addition)
                try admission.admitted(ballot, addition)
                // Only what is durable is acknowledged.
                command.report(ballot, writer.head, oneOfSeveral: ballots.count > 1, wording)
            }
        }

        private func ballots<Suite: CipherSuite>(_ election: Election<Suite>) throws -> [[UInt8]] {
            switch content {
            case .made(let ballots): ballots
            case .choices(let choices, let credential): [try make(choices, credential, election)]
            case .words(let words, let credential):
                [try make(ChoiceWords.vectors(words, election.questions), credential, election)]
            }
        }

        private func make<Suite: CipherSuite>(
            _ choices: [[Int]], _ credential: PrivateCredential, _ election: Election<Suite>
        ) throws -> [UInt8] {
            let secret = credential.exponent(uuid: election.description.uuid, suite: Suite.self)
            return try BallotMaker(election).prepare(choices, credential: secret, station: command.station.next())
                .cast()
        }
    }
}

/// Choices as a person writes them: numbers of answers, `blank`, `none`.
enum ChoiceWords {
    static func vectors(_ words: [String], _ questions: [Question]) throws -> [[Int]] {
        guard words.count == questions.count else {
            throw ChoiceError.answers(found: words.count, expected: questions.count)
        }
        return try zip(words, questions).map { word, question in
            let first = question.blank ? 1 : 0
            var vector = [Int](repeating: 0, count: question.ciphertexts)
            if word == "none" { return vector }
            if word == "blank" {
                guard question.blank else { throw BadInput(.noBlank, ["text": word]) }
                vector[0] = 1
                return vector
            }
            for part in word.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(part), (1...question.answers.count).contains(number),
                    vector[first + number - 1] == 0
                else {
                    throw BadInput(.badChoice, ["text": word, "count": "\(question.answers.count)"])
                }
                vector[first + number - 1] = 1
            }
            return vector
        }
    }
}
