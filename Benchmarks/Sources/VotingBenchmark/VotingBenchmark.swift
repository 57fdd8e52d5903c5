import Foundation
import PrimeOrderGroups
import VerifiableVoting

// Measures making and verifying ballots of 23 ciphertexts. Prints JSON for Benchmarks/report.py.
// VotingBenchmark BALLOTS BALLOTS-2048, VotingBenchmark memory BALLOTS, VotingBenchmark verify CORES ARCHIVE [EVIDENCE]

/// An archive in a file, read piece by piece.
final class FileArchive: ArchiveSource {
    let byteCount: UInt64
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
        byteCount = UInt64(lseek(descriptor, 0, SEEK_END))
    }

    deinit { close(descriptor) }

    func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            guard filled == count else { throw CocoaError(.fileReadCorruptFile) }
        }
    }
}

/// In kilobytes, of this program: what `getrusage` tells of a child begins with what its parent had.
func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
}

func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    let processor = clock_t(Foundation.clock())
    try await work()
    let duration = clock.now - start
    if CommandLine.arguments.contains("cpu") { return Double(Foundation.clock() - processor) / 1e6 }
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// The figures in the order in which they were measured.
actor Report {
    var figures: [(name: String, value: Double)] = []

    func callAsFunction(_ name: String, _ value: Double) {
        figures.append((name, value))
        FileHandle.standardError.write(Data("\(name) \(value)\n".utf8))
    }
}

func measure<Suite: CipherSuite>(
    _ suite: Suite.Type, _ label: String, ballots: Int, evidence: Bool, in folder: String, _ report: Report
) async throws {
    let sample = try SampleElection(voters: ballots, suite: suite)
    let path = "\(folder)/\(label).bel"
    FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    let few = min(200, ballots)
    let making = try await seconds { for voter in 0..<few { _ = try sample.ballot(voter) } }
    await report("\(label) make a ballot ms", making / Double(few) * 1e3)
    try await sample.archive(cores: 2) { file.write(Data($0)) }
    let archive = try FileArchive(path)
    await report("\(label) bytes a ballot", Double(archive.byteCount) / Double(ballots))
    let ciphertexts = Double(23 * ballots)
    for cores in [1, 2] {
        let time = try verifying(path, evidence: nil, cores: cores)
        await report("\(label) verify us/ciphertext, \(cores) cores", time / ciphertexts * 1e6)
        await report("\(label) verify ms/ballot, \(cores) cores", time / Double(ballots) * 1e3)
    }
    guard evidence else { return }
    let evidencePath = "\(folder)/\(label).evidence"
    FileManager.default.createFile(atPath: evidencePath, contents: nil)
    guard let evidenceFile = FileHandle(forWritingAtPath: evidencePath) else { return }
    let makingEvidence = try await seconds {
        try await EvidenceMaker.make(archive, cores: 2) { evidenceFile.write(Data($0)) }
    }
    await report("\(label) make evidence us/ciphertext, 2 cores", makingEvidence / ciphertexts * 1e6)
    for cores in [1, 2] {
        let time = try verifying(path, evidence: evidencePath, cores: cores)
        await report("\(label) verify with evidence us/ciphertext, \(cores) cores", time / ciphertexts * 1e6)
    }
}

/// The seconds that verifying takes in a process of its own that is held to so many cores: reading takes no other one.
func verifying(_ archive: String, evidence: String?, cores: Int) throws -> Double {
    let child = Process()
    child.executableURL = URL(filePath: "/usr/bin/taskset")
    child.arguments =
        ["-c", "0-\(cores - 1)", CommandLine.arguments[0], "verify", "\(cores)", archive]
        + (evidence.map { [$0] } ?? [])
    let output = Pipe()
    child.standardOutput = output
    child.standardError = FileHandle.nullDevice
    try child.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    child.waitUntilExit()
    guard child.terminationStatus == 0, let time = Double(text.split(separator: "\n").last ?? "") else {
        fatalError("verifying \(archive) on \(cores) cores failed")
    }
    return time
}

/// The memory of verifying many ballots: of one question with two answers, since it grows with ballots and not with their size.
func memory(ballots: Int, in folder: String, _ report: Report) async throws {
    let path = "\(folder)/many.bel"
    FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    let child = Process()
    child.executableURL = URL(filePath: CommandLine.arguments[0])
    child.arguments = ["verify", "2", path]
    do {
        let questions = [Question(question: "Yes or no", answers: ["Yes", "No"], minimum: 1, maximum: 1)]
        let sample = try SampleElection(voters: ballots, suite: VersionOne<Edwards25519>.self, questions: questions)
        try await sample.archive(cores: 2) { file.write(Data($0)) }
    }
    // In a process of its own, since the peak of this one is that of making the ballots.
    try child.run()
    child.waitUntilExit()
    precondition(child.terminationStatus == 0)
}

func verifyOnly(_ path: String, evidence: String?, cores: Int, _ report: Report) async throws {
    let archive = try FileArchive(path)
    var verifier = ArchiveVerifier(cores: cores)
    verifier.evidence = try evidence.map { try FileArchive($0) }
    let time = try await seconds {
        let statement = try await verifier.verify(archive)
        precondition(evidence == nil || statement.evidence?.used == statement.ballots)
        await report("ballots verified", Double(statement.ballots))
    }
    await report("archive MB", Double(archive.byteCount) / 1e6)
    await report("seconds, \(cores) cores", time)
    await report("peak memory MB", Double(peakMemory()) / 1024)
    print(time)
}

@main struct VotingBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        if CommandLine.arguments.count >= 4, CommandLine.arguments[1] == "verify",
            let cores = Int(CommandLine.arguments[2])
        {
            let evidence = CommandLine.arguments.dropFirst(4).first
            return try await verifyOnly(CommandLine.arguments[3], evidence: evidence, cores: cores, Report())
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "voting-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let report = Report()
        if CommandLine.arguments.contains("memory") {
            return try await memory(ballots: arguments.first ?? 1_000_000, in: folder, report)
        }
        try await Primitives.measure(report)
        try await measure(
            VersionOne<Edwards25519>.self, "Ed25519", ballots: arguments.first ?? 10_000, evidence: true, in: folder,
            report)
        await report("peak memory MB", Double(peakMemory()) / 1024)
        let ballots = arguments.dropFirst().first ?? 200
        try await measure(
            VersionOne<Belenios2048>.self, "BELENIOS-2048", ballots: ballots, evidence: false, in: folder, report)
        let lines = await report.figures.map { "  \"\($0.name)\": \($0.value)" }
        print("{\n\(lines.joined(separator: ",\n"))\n}")
    }
}
