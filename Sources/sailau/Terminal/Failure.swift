import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import Papers
import Typesetting
import Wording

/// Wrong arguments and files in the words of the language that the command line asks for.
enum Failure {
    /// Whether an error is one of this program, and not one of the library that reads arguments.
    static func isOurs(_ error: any Error) -> Bool {
        error is BadInput || error is Mistakes || error is ElectionFolder.Fault || error is ConductRefusal
            || error is PressFault || error is RefusedInput
    }

    static func text(of error: any Error) -> String {
        do throws(Mistakes) {
            return text(of: error, try Home.wording(language))
        } catch {
            // The texts themselves are missing or broken: codes are all that is left.
            let list = error.list.map {
                "\($0.file):\($0.line): \($0.field.isEmpty ? "" : "\($0.field): ")\($0.fault.code.rawValue)"
            }
            return "\(Home.path): The texts can't be read. Set SAILAU_HOME to a folder that has them.\n"
                + list.joined(separator: "\n")
        }
    }

    static func text(of error: any Error, _ wording: Wording) -> String {
        switch error {
        case let failure as CheckFailed: failure.sentence(wording)
        case let input as BadInput: input.sentence(wording)
        case let refused as RefusedInput: refused.message
        case let mistakes as Mistakes: wording.sentences(for: mistakes)
        case let refusal as ConductRefusal: wording.sentence(for: refusal)
        case let fault as PressFault: wording.sentence(for: fault)
        case ElectionFolder.Fault.mistakes(let mistakes): wording.sentences(for: mistakes)
        case ElectionFolder.Fault.missing(let file):
            wording.sentence(for: .noElection, [Figure("file", .text(file))])
        default: "\(error)"
        }
    }

    /// `--lang` as it was written, also where other arguments could not be read; English without one.
    private static var language: Language {
        let arguments = CommandLine.arguments
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count {
                return Language(rawValue: arguments[index + 1]) ?? .english
            }
            if argument.hasPrefix("--lang=") {
                return Language(rawValue: String(argument.dropFirst("--lang=".count))) ?? .english
            }
        }
        return .english
    }
}
