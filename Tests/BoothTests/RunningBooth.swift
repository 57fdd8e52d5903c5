import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A booth in processes of its own, with its urn, in a folder that is removed with it.
final class RunningBooth {
    let folder: String
    let slips: [String]
    private(set) var port = 0
    private var urn: Process?
    private(set) var booth: Process?
    private let output: String

    /// `BoothStation`, which is built beside the tests.
    static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("BoothStation").path

    /// - Parameters:
    ///   - words: options of `BoothStation supervise`.
    ///   - before: what runs the booth, such as a program that gives up rights.
    init(_ words: [String] = [], before: [String] = []) throws {
        folder = "\(NSTemporaryDirectory())/booth-\(UUID().uuidString)"
        output = "\(folder)/output"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.start([Self.program, "make", folder, "6"]).waitUntilExit()
        slips = try String(contentsOfFile: "\(folder)/slips.txt", encoding: .utf8).split(separator: "\n").map(
            String.init)
        urn = try Self.start([Self.program, "urn", folder])
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: "\(folder)/urn") { usleep(10_000) }
        if !before.isEmpty {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                chmod("\(folder)/\(name)", 0o777)
            }
        }
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        booth = try Self.start(before + [Self.program, "supervise", folder] + words, output: output)
        for _ in 0..<500 {
            if let port = said.split(separator: ":").last?.split(separator: "}").first.flatMap({ Int($0) }) {
                self.port = port
                break
            }
            usleep(10_000)
        }
    }

    deinit {
        for process in [booth, urn] { if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What the booth's supervisor wrote.
    var said: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    var supervisor: Int32 { booth?.processIdentifier ?? 0 }

    /// The process of the present ballot.
    var child: Int32? {
        let folder = "/proc/\(supervisor)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return tasks.lazy.compactMap { try? String(contentsOfFile: "\(folder)/\($0)/children", encoding: .utf8) }
            .compactMap { $0.split(separator: " ").first.flatMap { Int32($0) } }.first
    }

    /// The next process, once the one before has ended.
    func child(after old: Int32?) -> Int32? {
        for _ in 0..<1000 {
            if let new = child, new != old { return new }
            usleep(5000)
        }
        return nil
    }

    func askUrn(_ line: String) throws -> String {
        let pipe = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["ask", folder] + line.split(separator: " ").map(String.init)
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    static func start(_ words: [String], output: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        if let output {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
            process.standardOutput = handle
            process.standardError = handle
        }
        try process.run()
        return process
    }
}

/// A small client that asks one thing a connection, and works with pages by what stands on them.
final class WireBrowser {
    let port: Int
    var cookie: String?
    private(set) var page = ""
    private(set) var status = 0
    /// Every token that it has seen.
    private(set) var tokens: Set<String> = []

    init(port: Int) { self.port = port }

    /// What comes back for these bytes, until the other side ends; nil where no connection is made.
    static func exchange(port: Int, _ bytes: [UInt8]) -> [UInt8]? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return nil }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { return answer }
            answer += piece[..<count]
        }
    }

    func send(_ method: String, _ path: String, _ body: String = "") {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nSec-Fetch-Site: same-origin\r\n"
        if let cookie { head += "Cookie: booth=\(cookie)\r\n" }
        if method == "POST" {
            head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n"
        }
        var answer: [UInt8]?
        // Between two processes a connection may find nobody.
        for _ in 0..<50 {
            answer = Self.exchange(port: port, Array("\(head)\r\n\(body)".utf8))
            if answer?.isEmpty == false { break }
            usleep(50_000)
        }
        page = String(decoding: answer ?? [], as: UTF8.self)
        status = page.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        if let start = page.range(of: "Set-Cookie: booth=") { cookie = String(page[start.upperBound...].prefix(32)) }
        tokens.formUnion(choices + [token] + (cookie.map { [$0] } ?? []))
    }

    func open() { send("GET", "/") }

    func press(_ act: String) {
        send("POST", "/", "page=\(token)&\(act)")
        open()
    }

    var token: String { values("page").first ?? "none" }
    var choices: [String] { values("choice") }
    func offers(_ act: String) -> Bool { page.contains("name=\"act\" value=\"\(act)\"") }
    var isLast: Bool { page.contains("class=\"outcome\"") }

    private func values(_ name: String) -> [String] {
        page.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().map { String($0.prefix(32)) }
    }

    /// From the slip to the decision.
    func vote(_ slip: String, _ places: [Int] = [2, 3]) {
        open()
        press("act=slip&slip=\(slip.replacingOccurrences(of: " ", with: "+"))")
        for place in places {
            guard choices.indices.contains(place) else { return }
            press("choice=\(choices[place])")
            press("act=forward")
        }
        press("act=make")
    }
}

/// What a process has in memory, for who may read it.
enum ProcessMemory {
    /// Which of the texts and bytes stand in the readable memory of a process; nil where it can't be read.
    static func find(_ wanted: [String: [UInt8]], in process: Int32) -> Set<String>? {
        guard let maps = try? String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8) else { return nil }
        let memory = Glibc.open("/proc/\(process)/mem", O_RDONLY)
        guard memory >= 0 else { return nil }
        defer { close(memory) }
        var found: Set<String> = []
        for line in maps.split(separator: "\n") {
            let words = line.split(separator: " ")
            let ends = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard words[1].hasPrefix("r"), ends.count == 2, ends[1] < 1 << 63 else { continue }
            var start = ends[0]
            while start < ends[1] {
                // Pieces overlap, so that nothing is cut in two.
                let length = Int(min(1 << 22, ends[1] - start))
                var piece = Data(count: length)
                let count = piece.withUnsafeMutableBytes { pread(memory, $0.baseAddress, length, off_t(start)) }
                if count > 0 {
                    let read = piece.prefix(count)
                    for (name, bytes) in wanted where !found.contains(name) && read.range(of: Data(bytes)) != nil {
                        found.insert(name)
                    }
                }
                guard length == 1 << 22 else { break }
                start += UInt64(length) - 4096
            }
        }
        return found
    }
}
