import DataFormats
import VerifiableVoting

/// What an election asks, as its author writes it: YAML, or the JSON of a Belenios template.
struct ElectionTemplate {
    var name: String
    var description: String
    var administrator: String?
    var credentialAuthority: String?
    var questions: [Question]

    static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> ElectionTemplate {
        try YAMLDocument.decode(bytes, file: file) { reader in
            let name = reader.text("name", "What the election is called.")
            let description = reader.textIfPresent("description", "A sentence for voters.") ?? ""
            let administrator = reader.textIfPresent("administrator", "Who runs the election.")
            let authority = reader.textIfPresent("credential_authority", "Who made the credentials.")
            let questions = reader.list("questions", "The questions, in their order.", question)
            guard let name, !questions.isEmpty else { return nil }
            return ElectionTemplate(
                name: name, description: description, administrator: administrator, credentialAuthority: authority,
                questions: questions)
        }
    }

    private static func question(_ reader: MappingReader) -> Question? {
        let text = reader.text("question", "The question.")
        let answers = reader.texts("answers", required: true, "The answers, in their order.")
        let blank = reader.flag("blank", default: false, "Whether a blank answer is offered.")
        let range = 0...max(1, answers.count)
        let minimum = reader.wholeIfPresent("min", in: range, "Fewest answers that may be chosen.") ?? 1
        let maximum = reader.wholeIfPresent("max", in: range, "Most answers that may be chosen.") ?? 1
        if minimum > maximum {
            reader.report("min", .moreThanMaximum)
        }
        guard let text else { return nil }
        return Question(question: text, answers: answers, blank: blank, minimum: minimum, maximum: maximum)
    }
}
