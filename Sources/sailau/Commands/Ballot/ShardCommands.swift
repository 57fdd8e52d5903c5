import DataFormats
import ElectionModel
import Storage
import VerifiableVoting
import Wording

/// Verification in parts: what `ballot verify --shard` and `--merge` do.
enum ShardCommands {
    /// `2/8`, the second of eight; from 1.
    static func shard(_ text: String) throws -> (index: Int, count: Int) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
            (1...count).contains(number)
        else { throw BadInput(.badShard, ["text": text]) }
        return (number - 1, count)
    }

    /// Verifies one part over all archives and gives its reports, a line each.
    static func verify(
        _ archives: [String], _ shard: (index: Int, count: Int), _ verifier: (String) throws -> ArchiveVerifier
    ) async throws -> [UInt8] {
        let sources = try archives.map { try ArchiveFile(path: $0) }
        let sizes = sources.map(\.byteCount)
        var lines: [UInt8] = []
        for (place, range) in ShardPlan.ranges(sizes: sizes, index: shard.index, of: shard.count) {
            let job = ShardReport.Job(archives: sources.count, place: place, bytes: sizes.reduce(0, +))
            let report = try await verifier(archives[place]).verify(sources[place], part: range, of: job)
            lines += BallotFiles.withLineEnd(report.bytes)
        }
        return lines
    }

    /// Joins the reports in files.
    static func merge(_ files: [String], _ wording: Wording) throws -> ShardMerge {
        var reports: [ShardReport] = []
        for file in files {
            let bytes = try WholeFile.read(file)
            do throws(ShardFault) {
                reports += try ShardReport.read(bytes)
            } catch { throw failure(error, file: file, wording) }
        }
        do throws(ShardFault) {
            return try ShardMerge(reports)
        } catch { throw failure(error, file: files.joined(separator: ", "), wording) }
    }

    static func failure(_ fault: ShardFault, file: String, _ wording: Wording) -> CheckFailed {
        func text(_ key: String, _ figures: KeyValuePairs<String, String>) -> CheckFailed {
            CheckFailed(
                message: "\(file): " + wording.term("slips.shard.\(key)", figures.map { Figure($0, .text($1)) }))
        }
        return switch fault {
        case .noReports: text("none", [:])
        case .format(let line): text("format", ["line": "\(line)"])
        case .gap(let archive, let from): text("gap", ["archive": "\(archive + 1)", "from": "\(from)"])
        case .overlap(let archive, let from): text("overlap", ["archive": "\(archive + 1)", "from": "\(from)"])
        case .missingArchive(let archive): text("missing", ["archive": "\(archive + 1)"])
        case .otherArchive(let archive): text("other", ["archive": "\(archive + 1)"])
        }
    }
}

/// What came out for each of several archives.
struct VerifiedSet {
    private let wording: Wording
    private let isJSON: Bool
    private var objects: [JSON] = []
    private var texts: [String] = []
    private var invalid = 0

    init(_ wording: Wording, isJSON: Bool) { (self.wording, self.isJSON) = (wording, isJSON) }

    mutating func add(_ statement: VerificationStatement) {
        if isJSON {
            objects.append(StatementJSON.statement(statement, wording))
        } else {
            texts.append(wording.lines(for: statement).joined(separator: "\n"))
        }
    }

    mutating func add(_ violation: Violation) {
        invalid += 1
        if isJSON {
            objects.append(StatementJSON.violation(violation, wording))
        } else {
            texts.append(wording.sentence(for: violation))
        }
    }

    /// Prints all of it. Throws where an archive is invalid.
    func finish() throws {
        if isJSON {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-ballot-verifications/1")), ("archives", .array(objects)),
                    ("invalid", .count(invalid)),
                ]).text())
        } else {
            Terminal.print(texts.joined(separator: "\n\n"))
        }
        let count = objects.count + texts.count
        guard invalid == 0 else {
            throw CheckFailed(
                message: wording.term(
                    "slips.shard.invalid",
                    [Figure("invalid", .count(UInt64(invalid))), Figure("archives", .count(UInt64(count)))]))
        }
    }
}
