public import DataFormats
package import ElectionModel
public import ElectronicStation
package import VerifiableVoting

/// A booth's ballot as a file: JSON with the format `sailau-booth-ballot/1`.
extension BoothBallot {
    private static let format = "sailau-booth-ballot/1"

    public var json: JSON {
        .object([
            ("format", .string(Self.format)), ("election", .string(election)), ("station", .string(station)),
            ("languages", .array(languages.map { .string($0.rawValue) })), ("simulated", .bool(isSimulated)),
            (
                "contests",
                .array(
                    contests.map { contest in
                        .object([
                            ("title", Self.json(contest.title)),
                            (
                                "choices",
                                .array(
                                    contest.choices.map { choice in
                                        .object([
                                            ("answer", .optional(choice.answer, JSON.count)),
                                            ("name", Self.json(choice.name)),
                                            ("detail", .optional(choice.detail, Self.json)),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }

    /// Reads one; nil for any other form.
    public init?(bytes: [UInt8]) {
        guard let tree = try? JSONTree.read(bytes), tree["format"]?.string == Self.format,
            let election = tree["election"]?.string, let station = tree["station"]?.string,
            let names = tree["languages"]?.items, let contests = tree["contests"]?.items,
            let isSimulated = tree["simulated"]?.bool
        else { return nil }
        let languages = names.compactMap { $0.string.flatMap(Language.init) }
        let read = contests.compactMap(Self.contest)
        guard languages.count == names.count, read.count == contests.count else { return nil }
        self.init(
            election: election, station: station, languages: languages, contests: read, isSimulated: isSimulated)
    }

    private static func contest(_ tree: JSONTree) -> Contest? {
        guard let title = multilingual(tree["title"]), let items = tree["choices"]?.items else { return nil }
        let choices = items.compactMap(choice)
        return choices.count == items.count ? Contest(title: title, choices: choices) : nil
    }

    private static func choice(_ tree: JSONTree) -> Choice? {
        guard let name = multilingual(tree["name"]), let answer = tree["answer"], let detail = tree["detail"] else {
            return nil
        }
        switch answer.value {
        case .null: return Choice(answer: nil, name: name, detail: multilingual(detail))
        case .whole(let index):
            return Int(exactly: index).map { Choice(answer: $0, name: name, detail: multilingual(detail)) }
        default: return nil
        }
    }

    private static func json(_ text: Multilingual) -> JSON {
        .object([
            ("en", .string(text.english)), ("ru", .optional(text.russian, JSON.string)),
            ("kk", .optional(text.kazakh, JSON.string)),
        ])
    }

    private static func multilingual(_ tree: JSONTree?) -> Multilingual? {
        guard let english = tree?["en"]?.string else { return nil }
        return Multilingual(english, russian: tree?["ru"]?.string, kazakh: tree?["kk"]?.string)
    }
}
