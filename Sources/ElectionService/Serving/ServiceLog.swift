import Foundation
import Logging
import VerifiableVoting

/// Lines of JSON, one for each thing that happened, without names, accounts and addresses.
package final class ServiceLog: Sendable {
    package enum Level: String, Sendable { case info, warning, error }

    package enum Value: Sendable {
        case text(String)
        case whole(Int)
    }

    private let sink: @Sendable (String) -> Void

    /// - Parameter sink: takes a line with its end; whole, from any thread.
    package init(sink: @escaping @Sendable (String) -> Void) { self.sink = sink }

    /// To standard error.
    package static let standardError = ServiceLog { FileHandle.standardError.write(Data($0.utf8)) }

    package func write(_ level: Level, _ event: String, _ values: [(String, Value)] = []) {
        let time = WrittenTime.text(Int64(Date().timeIntervalSince1970)).replacing(" ", with: "T")
        let line = CanonicalText.of { text in
            text.raw("{\"time\":")
            text.string(time)
            text.raw(",\"level\":")
            text.string(level.rawValue)
            text.raw(",\"event\":")
            text.string(event)
            for (name, value) in values {
                text.raw(",")
                text.string(name)
                text.raw(":")
                switch value {
                case .text(let value): text.string(value)
                case .whole(let number): text.whole(number)
                }
            }
            text.raw("}\n")
        }
        sink(String(decoding: line, as: UTF8.self))
    }
}

/// What the libraries below say, from warnings on: without their details, which may name addresses.
struct LibraryLog: LogHandler {
    let log: ServiceLog
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .warning

    init(log: ServiceLog, label: String) { (self.log, self.label) = (log, label) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .warning else { return }
        log.write(event.level >= .error ? .error : .warning, "library", [("library", .text(label))])
    }
}
