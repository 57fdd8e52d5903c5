public import Booth
import DataFormats
import ElectionModel
public import ElectronicStation
import Foundation
import PrimeOrderGroups
public import VerifiableVoting

/// An election of two contests with its slips, for a booth: candidates and lists in another order than the archive's.
public struct SampleElection<Suite: CipherSuite>: Sendable {
    public let election: VerifiableVoting.Election<Suite>
    public let ballot: BoothBallot
    public let slips: [Slip]
    /// Texts of the public credentials, in the order of the slips.
    public let credentials: [[UInt8]]

    public init(_ suite: Suite.Type, slips count: Int, hasBlank: Bool = false) throws {
        let uuid = "4b8gNLhWW7HKdT"
        let questions = [
            Question(
                question: "Constituency 1", answers: (0..<7).map { "Candidate 01-0\($0 + 1)" } + ["Against all"],
                blank: hasBlank, minimum: 1, maximum: 1),
            Question(
                question: "Lists", answers: (0..<5).map { "List \($0 + 1)" } + ["Against all"], minimum: 1, maximum: 1),
        ]
        let key = TrusteeKey<Suite>()
        let trustees = try Trustees<Suite>([.single(key.publicBytes())])
        let bytes = ElectionDescription.bytes(
            suite: suite, name: "Sample", description: "", publicKey: Suite.Group.text(trustees.electionKey),
            questions: questions, uuid: uuid, administrator: nil, credentialAuthority: nil)
        election = try VerifiableVoting.Election(ElectionDescription(bytes: bytes))
        slips = (0..<count).map { _ in Slip(election: uuid, credential: PrivateCredential.random()) }
        credentials = slips.map { slip in
            let secret = slip.credential.exponent(uuid: uuid, suite: suite)
            return Array(Suite.Group.text(Suite.Group.secretPower(Suite.Group.secretGeneratorTable, secret)).utf8)
        }
        ballot = Self.ballot(uuid, hasBlank: hasBlank)
    }

    private static func ballot(_ uuid: String, hasBlank: Bool) -> BoothBallot {
        let against = Multilingual("Against all", russian: "Против всех", kazakh: "Бәріне қарсы")
        let candidates = [4, 2, 6, 0, 5, 1, 3].map { place in
            BoothBallot.Choice(
                answer: place,
                name: Multilingual(
                    "Candidate 01-0\(place + 1)", russian: "Кандидат 01-0\(place + 1)",
                    kazakh: "Кандидат 01-0\(place + 1)"),
                detail: Multilingual(
                    "nominated by a party", russian: "выдвинут партией", kazakh: "партия ұсынған"))
        }
        let lists = [3, 0, 4, 1, 2].map { place in
            BoothBallot.Choice(
                answer: place,
                name: Multilingual(
                    "List \(place + 1)", russian: "Список \(place + 1)", kazakh: "Тізім \(place + 1)"))
        }
        let blank = BoothBallot.Choice(
            answer: nil, name: Multilingual("Blank ballot", russian: "Чистый бюллетень", kazakh: "Таза бюллетень"))
        return BoothBallot(
            election: uuid, station: "0417", languages: [.kazakh, .russian],
            contests: [
                .init(
                    title: Multilingual(
                        "Constituency 1", russian: "Избирательный округ 1", kazakh: "1-сайлау округі"),
                    choices: candidates + [.init(answer: 7, name: against)] + (hasBlank ? [blank] : [])),
                .init(
                    title: Multilingual("Party lists", russian: "Партийные списки", kazakh: "Партиялық тізімдер"),
                    choices: lists + [.init(answer: 5, name: against)]),
            ], isSimulated: true)
    }
}

/// What stands in the folders of the project that a booth is given.
public enum ProjectFiles {
    public static func bytes(_ path: String) throws -> [UInt8] {
        let home = ProcessInfo.processInfo.environment["SAILAU_HOME"] ?? FileManager.default.currentDirectoryPath
        return try Array(Data(contentsOf: URL(fileURLWithPath: "\(home)/\(path)")))
    }

    /// The texts of the booth in every language.
    public static func texts() throws -> BoothTexts {
        var all: [Language: [String: String]] = [:]
        for language in Language.allCases {
            let path = "Texts/\(language.rawValue)/booth.yaml"
            for leaf in try YAMLDocument.leaves(bytes(path), file: path) {
                all[language, default: [:]][leaf.path.joined(separator: ".")] = leaf.value
            }
        }
        let keys = (all[.english] ?? [:]).keys.sorted()
        return BoothTexts(keys: keys) { all[$1]?[$0] ?? "?" }
    }
}
