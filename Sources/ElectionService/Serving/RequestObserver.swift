import Accounts
import Foundation
import Synchronization

/// Counts requests and writes a line about each of the office's. Neither tells who it was.
package final class RequestObserver: Sendable {
    private struct Key: Hashable {
        var route: String
        var status: Int
    }

    private struct Counts {
        var requests: [Key: Int] = [:]
        var denials: [String: Int] = [:]
        var microseconds = 0
    }

    private let counts = Mutex(Counts())
    private let log: ServiceLog

    package init(log: ServiceLog) { self.log = log }

    func note(
        route: String, status: Int, began: ContinuousClock.Instant, identifier: String?, denial: Denial.Reason?
    ) {
        let passed = (ContinuousClock.now - began).components
        let microseconds = Int(passed.seconds) * 1_000_000 + Int(passed.attoseconds / 1_000_000_000_000)
        counts.withLock { counts in
            counts.requests[Key(route: route, status: status), default: 0] += 1
            counts.microseconds += microseconds
            if let denial { counts.denials[denial.rawValue, default: 0] += 1 }
        }
        // Published files are counted; a line for each would fill the disk on the night of the count.
        guard let identifier else { return }
        log.write(
            .info, "request",
            [
                ("request", .text(identifier)), ("route", .text(route)), ("status", .whole(status)),
                ("microseconds", .whole(microseconds)),
            ] + (denial.map { [("denied", .text($0.rawValue))] } ?? []))
    }

    /// The figures in the text format of Prometheus, in the order of their names.
    package var figures: String {
        let counts = counts.withLock { $0 }
        var lines = ["# TYPE sailau_requests_total counter"]
        lines += counts.requests.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }.map {
            "sailau_requests_total{route=\"\($0.key.route)\",status=\"\($0.key.status)\"} \($0.value)"
        }
        lines.append("# TYPE sailau_denials_total counter")
        lines += counts.denials.sorted { $0.key < $1.key }.map {
            "sailau_denials_total{reason=\"\($0.key)\"} \($0.value)"
        }
        lines += [
            "# TYPE sailau_request_microseconds_total counter",
            "sailau_request_microseconds_total \(counts.microseconds)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
