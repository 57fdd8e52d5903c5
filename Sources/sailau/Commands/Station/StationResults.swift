import Booth
import ElectionModel
import ElectronicStation
import Storage
import Urn
import VerifiableVoting
import Wording

/// The errors of a station's programs in words: what cannot be used, or what breaks a rule.
enum StationResults {
    static func result(of error: any Error, _ wording: Wording) -> any Error {
        switch error {
        case let violation as Violation: CheckFailed(message: wording.sentence(for: violation))
        case let error as StorageError: error.asResult(wording)
        case let failure as UrnFailure: result(of: failure, wording)
        case let error as UrnFilesError: result(of: error, wording)
        case let refusal as UrnAssemblyRefusal: result(of: refusal, wording)
        case let failure as UrnConnectionFailure: result(of: failure, wording)
        case let fault as BoothFault: result(of: fault, wording)
        case let fault as BoothBallotFault: RefusedInput(message: BoothCommand.sentence(fault, wording))
        default: error
        }
    }

    /// What the machine refuses is a failed check; what was given wrongly is input.
    private static func result(of fault: BoothFault, _ wording: Wording) -> any Error {
        let message = BoothCommand.sentence(fault, wording)
        return switch fault {
        case .port, .setup: RefusedInput(message: message)
        case .system, .memoryNotLocked, .memoryReadable: CheckFailed(message: message)
        }
    }

    private static func failed(
        _ key: String, _ wording: Wording, _ figures: KeyValuePairs<String, String> = [:]
    ) -> CheckFailed {
        CheckFailed(message: sentence(key, wording, figures))
    }

    private static func sentence(
        _ key: String, _ wording: Wording, _ figures: KeyValuePairs<String, String>
    ) -> String {
        wording.term("urn.failure.\(key)", figures.map { Figure($0, .text($1)) })
    }

    private static func name(_ file: UrnFile, _ wording: Wording) -> String {
        wording.term("urn.file.\(file.rawValue)")
    }

    private static func result(of failure: UrnFailure, _ wording: Wording) -> any Error {
        switch failure {
        case .files(let error): result(of: error, wording)
        case .manifest(let violation): CheckFailed(message: wording.sentence(for: violation))
        case .notASetup: failed("not a setup", wording)
        case .credentials(let part, let of):
            failed(
                "credentials", wording,
                ["part": "\(part.lowerBound + 1)-\(part.upperBound)", "count": wording.number(of.count)])
        case .record(let file, let violation):
            failed("record", wording, ["file": name(file, wording), "what": wording.sentence(for: violation)])
        case .notEmpty: failed("not empty", wording)
        case .changed(let file, let found, let acknowledged):
            failed(
                "changed", wording,
                [
                    "file": name(file, wording), "found": wording.number(found),
                    "kept": wording.number(acknowledged),
                ])
        }
    }

    private static func result(of error: UrnFilesError, _ wording: Wording) -> any Error {
        switch error {
        case .storage(let error): error.asResult(wording)
        case .occupied(let folder): BadInput(.fileExists, ["file": folder])
        case .state(let violation): failed("state", wording, ["what": violation.detail])
        case .size(let file), .tooLong(let file, _), .noSlot(let file):
            failed("size", wording, ["file": name(file, wording)])
        case .damaged(let file, _): failed("damaged", wording, ["file": name(file, wording)])
        case .foreign(let file, _): failed("foreign", wording, ["file": name(file, wording)])
        case .setup: failed("setup", wording)
        case .stage(let from, _): failed("stage", wording, ["stage": wording.term("urn.stage.\(from.rawValue)")])
        case .readOnly: failed("read only", wording)
        }
    }

    private static func result(of refusal: UrnAssemblyRefusal, _ wording: Wording) -> any Error {
        switch refusal {
        case .noUrn: failed("no urn", wording)
        case .notClosed(let urn): failed("not closed", wording, ["urn": urn.description])
        case .anotherElection(let urn): failed("another election", wording, ["urn": urn.description])
        case .urnTwice(let urn): failed("urn twice", wording, ["urn": urn.description])
        case .station(let urn): failed("station", wording, ["urn": urn.description])
        case .missing(let station): failed("missing", wording, ["station": station])
        case .uncovered(let station, let slips):
            failed(
                "uncovered", wording,
                ["station": station, "part": "\(slips.lowerBound)-\(slips.upperBound - 1)"])
        case .record(let urn, let violation):
            failed("record", wording, ["file": urn.description, "what": wording.sentence(for: violation)])
        case .spentTwice(let code, let first, let second):
            failed(
                "spent twice", wording,
                ["code": code, "first": first.description, "second": second.description])
        case .notSigned(let urn): failed("not signed", wording, ["urn": urn.description])
        case .otherCodes(let urn): failed("other codes", wording, ["urn": urn.description])
        }
    }

    private static func result(of failure: UrnConnectionFailure, _ wording: Wording) -> any Error {
        func refused(_ key: String, _ figures: KeyValuePairs<String, String>) -> RefusedInput {
            RefusedInput(message: sentence(key, wording, figures))
        }
        return switch failure {
        case .openToOthers(let path): refused("open to others", ["file": path])
        case .unreadable(let path): refused("unreadable", ["file": path])
        case .address(let address): refused("address", ["address": address])
        case .port(let address, let port): refused("port", ["address": "\(address):\(port)"])
        case .storage(let error): error.asResult(wording)
        }
    }
}
