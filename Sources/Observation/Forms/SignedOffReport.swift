public import DataFormats
import ElectionModel
public import VerifiableVoting

/// A report as an observer signed it off and handed it in: what the form in the browser writes and `observe check` reads.
///
/// Two lines: the report as JSON, and `sha256` with the SHA-256 of the first line without its end. Documentation/Formats/ObserverReport.md.
public struct SignedOffReport: Sendable, Hashable {
    public struct Photograph: Sendable, Hashable {
        public var digest: Digest
        /// Of the file as the observer has it.
        public var name: String
        public var size: UInt64
    }

    public static let format = "sailau-observer-report/1"
    private static let digestWord = "sha256 "
    /// The largest text of a report that is read.
    public static let sizeLimit = 1 << 20

    public var report: ObservationReport
    /// The version of the form that was answered.
    public var form: Digest
    /// Day and time of the observer's device when the report was closed.
    public var signedOffAt: String
    public var photographs: [Photograph]
    /// Of the report's line.
    public var digest: Digest

    /// - Throws: `Mistakes`: a text that was changed after it was signed off, another form's answers, an accreditation that did not
    ///   sign, photographs without a name, and every answer that the form does not know.
    public static func read(_ bytes: [UInt8], file: String, form: ObservationForm) throws(Mistakes) -> SignedOffReport {
        let log = MistakeLog(file: file)
        let report = read(bytes, form, log)
        try log.throwIfAny()
        guard let report else { throw Mistakes([Mistake(file: file, line: 1, field: "", .notAReport)]) }
        return report
    }

    private static func read(_ bytes: [UInt8], _ form: ObservationForm, _ log: MistakeLog) -> SignedOffReport? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard bytes.count <= sizeLimit, lines.count >= 2,
            let tree = try? JSONTree.read(Array(lines[0])), tree["format"]?.string == format
        else {
            log.add(line: 1, field: "", .notAReport)
            return nil
        }
        let digest = Digest(of: lines[0])
        guard Array(lines[1]) == Array((digestWord + digest.hexadecimal).utf8), lines.count == 2 || lines[2].isEmpty
        else {
            log.add(line: 2, field: "sha256", .digestDiffers, ["digest": digest.hexadecimal])
            return nil
        }
        guard tree["form"]?.string == form.id else {
            log.add(line: 1, field: "form", .otherForm, ["text": tree["form"]?.string ?? "", "form": form.id])
            return nil
        }
        let reader = Reader(tree: tree, form: form, log: log)
        guard let version = reader.digest("form_sha256"), let report = reader.report(),
            let signedOffAt = reader.signature(of: report)
        else { return nil }
        return SignedOffReport(
            report: report, form: version, signedOffAt: signedOffAt, photographs: reader.photographs(of: report),
            digest: digest)
    }

    /// The members of the first line; what is wrong goes into the log.
    private struct Reader {
        let tree: JSONTree
        let form: ObservationForm
        let log: MistakeLog

        func text(_ name: String) -> String? {
            if let text = tree[name]?.string, !text.isEmpty { return text }
            log.add(line: 1, field: name, .emptyField)
            return nil
        }

        func digest(_ name: String) -> Digest? {
            guard let text = text(name) else { return nil }
            if let digest = Digest(hexadecimal: text) { return digest }
            log.add(line: 1, field: name, .unknownValue, ["text": text, "guess": nil, "known": "SHA-256"])
            return nil
        }

        func report() -> ObservationReport? {
            guard let id = text("report"), let station = text("station"), let observer = text("observer"),
                let day = text("day")
            else { return nil }
            guard let date = CalendarDate(day) else {
                log.add(line: 1, field: "day", .notADay, ["text": day])
                return nil
            }
            let team = tree["team"]?.string ?? ""
            return ObservationReport(
                id: id, station: station, observer: observer, team: team.isEmpty ? nil : team, day: date,
                isSignedOff: true, answers: answers())
        }

        private func answers() -> [String: String] {
            var answers: [String: String] = [:]
            for (place, entry) in (tree["answers"]?.items ?? []).enumerated() {
                let field = "answers[\(place)]"
                guard let name = entry["item"]?.string, let answer = entry["answer"]?.string else {
                    log.add(line: 1, field: field, .emptyField)
                    continue
                }
                guard let item = form[item: name] else {
                    let names = form.items.map(\.id)
                    log.add(
                        line: 1, field: "\(field).item", .unknownValue,
                        [
                            "text": name, "guess": nearest(to: name, among: names),
                            "known": names.joined(separator: ", "),
                        ])
                    continue
                }
                if let fault = item.kind.fault(of: answer) {
                    log.add(line: 1, field: "\(field).answer", fault)
                } else if answers.updateValue(answer, forKey: name) != nil {
                    log.add(line: 1, field: "\(field).item", .standsTwice, ["text": name])
                }
            }
            return answers
        }

        /// Who closed the report, which has to be who made it, and when.
        func signature(of report: ObservationReport) -> String? {
            guard let by = tree["signed_off"]?["by"]?.string, let at = tree["signed_off"]?["at"]?.string,
                let place = at.firstIndex(of: "T"), CalendarDate(at[..<place]) != nil,
                ClockTime(at[at.index(after: place)...]) != nil
            else {
                log.add(line: 1, field: "signed_off", .notSignedOff)
                return nil
            }
            guard by == report.observer else {
                log.add(line: 1, field: "signed_off.by", .signedByOther, ["text": by, "observer": report.observer])
                return nil
            }
            return at
        }

        /// Names and sizes of pictures; each that an answer names is described, and no other is.
        func photographs(of report: ObservationReport) -> [Photograph] {
            var named = Set(
                form.items.filter { $0.kind == .photograph }.compactMap { report.answers[$0.id] }
                    .flatMap { $0.split(separator: " ").map(String.init) })
            var found: [Photograph] = []
            for (place, entry) in (tree["photographs"]?.items ?? []).enumerated() {
                let text = entry["sha256"]?.string ?? ""
                guard let digest = Digest(hexadecimal: text), let name = entry["name"]?.string,
                    let size = entry["bytes"]?.whole.flatMap({ UInt64(exactly: $0) }), named.remove(text) != nil
                else {
                    log.add(
                        line: 1, field: "photographs[\(place)]", .unknownValue,
                        ["text": text, "guess": nil, "known": named.sorted().joined(separator: ", ")])
                    continue
                }
                found.append(Photograph(digest: digest, name: name, size: size))
            }
            for text in named.sorted() {
                log.add(
                    line: 1, field: "photographs", .unknownValue,
                    ["text": text, "guess": nil, "known": "sha256, name, bytes"])
            }
            return found
        }
    }
}
