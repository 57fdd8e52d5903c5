import Foundation
import Testing

import Booth

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Processes of a booth", .serialized)
struct ProcessTests {
    private func status(_ process: Int32, _ name: String) -> String? {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").first { $0.hasPrefix("\(name):") }.map {
            $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
        }
    }

    /// What descriptors of a process lead to.
    private func descriptors(_ process: Int32) -> [String] {
        let folder = "/proc/\(process)/fd"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }
    }

    @Test func oneProcessForEachBallot() throws {
        let running = try RunningBooth()
        let browser = WireBrowser(port: running.port)
        browser.open()
        let first = try #require(running.child)
        browser.vote(running.slips[0])
        #expect(browser.offers("cast") && running.child == first)
        browser.press("act=cast")
        #expect(browser.isLast)
        let second = try #require(running.child(after: first))
        #expect(kill(first, 0) != 0)
        browser.vote(running.slips[1])
        browser.press("act=challenge")
        #expect(browser.isLast)
        let third = try #require(running.child(after: second))
        // Killed in the middle: the next one takes over, and the slip is unspent.
        browser.vote(running.slips[2])
        #expect(browser.offers("cast") && kill(third, SIGKILL) == 0)
        let fourth = try #require(running.child(after: third))
        browser.vote(running.slips[2])
        #expect(browser.offers("cast"))
        browser.press("act=cast")
        #expect(browser.isLast)
        _ = running.child(after: fourth)
        browser.vote(running.slips[0])
        #expect(browser.offers("slip"))
        #expect(try running.askUrn("ballots").split(separator: "\n").count == 2)
        #expect(running.said.contains("signal 9"))
        // It ends with its supervisor, also when nothing was done for longer than idle threads are kept.
        let last = try #require(running.child)
        sleep(12)
        kill(running.supervisor, SIGKILL)
        for _ in 0..<200 where kill(last, 0) == 0 { usleep(10_000) }
        #expect(kill(last, 0) != 0)
    }

    @Test func limitsOfTheProcess() throws {
        let running = try RunningBooth()
        let browser = WireBrowser(port: running.port)
        browser.vote(running.slips[0])
        let child = try #require(running.child)
        let limits = try String(contentsOfFile: "/proc/\(child)/limits", encoding: .utf8).split(separator: "\n")
        for name in ["Max core file size", "Max file size"] {
            let line = try #require(limits.first { $0.hasPrefix(name) })
            #expect(line.dropFirst(name.count).split(separator: " ").prefix(2) == ["0", "0"])
        }
        #expect(status(child, "NoNewPrivs") == "1")
        // Root may lock as much as it wants; others need a limit, and are told.
        if getuid() == 0 {
            #expect(status(child, "VmLck").flatMap { Int($0.prefix { $0 != " " }) } ?? 0 > 0)
            #expect(!browser.page.contains("жадын қорғамайды"))
        }
        #expect(status(child, "VmSwap") == "0 kB")
        // Sockets, pipes and the nowhere of the system: no file, nor a terminal.
        let open = descriptors(child)
        #expect(open.count > 3)
        for place in open {
            #expect(
                ["socket:", "pipe:", "anon_inode:"].contains { place.hasPrefix($0) } || place == "/dev/null", "\(place)"
            )
        }
        let written = try String(contentsOfFile: "/proc/\(child)/io", encoding: .utf8)
        #expect(written.contains("\nwrite_bytes: 0\n"))
        let command = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(child)/cmdline"))
        let environment = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(child)/environ"))
        let secret = try Data(contentsOf: URL(fileURLWithPath: "\(running.folder)/station.secret"))
        for given in [command, environment] {
            #expect(given.range(of: secret) == nil && given.range(of: Data(running.slips[0].utf8)) == nil)
        }
        let variables = String(decoding: environment, as: UTF8.self).split(separator: "\0").compactMap {
            $0.split(separator: "=").first
        }
        #expect(variables == ["PATH", "SWIFT_BACKTRACE", "SAILAU_STARTED_BY"])
    }

    /// The numbers that a challenge opened, as they stand in memory and in text.
    private func opened(_ line: String) -> [String: [UInt8]] {
        var wanted: [String: [UInt8]] = [:]
        for (place, part) in line.components(separatedBy: "{\"r\":\"").dropFirst().enumerated() {
            let digits = part.prefix { $0 != "\"" }
            wanted["number \(place)"] = Array(digits.utf8)
            wanted["bytes of number \(place)"] = Self.bytes(digits)
        }
        return wanted
    }

    /// 32 bytes, least significant first.
    private static func bytes(_ digits: Substring) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        for digit in digits.utf8 {
            var carry = Int(digit) - 48
            for place in bytes.indices {
                let value = Int(bytes[place]) * 10 + carry
                (bytes[place], carry) = (UInt8(value & 255), value >> 8)
            }
        }
        return bytes
    }

    @Test(.enabled(if: getuid() == 0, "another process's memory is read by root alone"))
    func theSupervisorKnowsNothingOfABallot() throws {
        let running = try RunningBooth()
        let browser = WireBrowser(port: running.port)
        let slip = running.slips[0]
        browser.vote(slip)
        let child = try #require(running.child)
        let credential = try #require(slip.split(separator: " ").last)
        let code = try #require(try running.askUrn("log").split(separator: "\n").last?.split(separator: " ").last)
        var wanted: [String: [UInt8]] = ["credential": Array(credential.utf8), "code": Array(code.utf8)]
        for token in browser.tokens where token.utf8.count == 32 { wanted["token \(token)"] = Array(token.utf8) }
        // The same search finds them where they are: it can fail.
        let here = try #require(ProcessMemory.find(wanted, in: child))
        #expect(here.contains("code") && here.count > 4)
        #expect(ProcessMemory.find(wanted, in: running.supervisor) == [])
        browser.press("act=challenge")
        _ = running.child(after: child)
        let line = try running.askUrn("challenges")
        wanted.merge(opened(line)) { first, _ in first }
        #expect(wanted.keys.contains("bytes of number 13") && !wanted.keys.contains("bytes of number 14"))
        #expect(ProcessMemory.find(wanted, in: running.supervisor) == [])
        // Nor the next ballot's process, the log, or the folder; the slips lie there because the test made them.
        #expect(ProcessMemory.find(wanted, in: try #require(running.child)) == [])
        for name in try FileManager.default.contentsOfDirectory(atPath: running.folder)
        where !["slips.txt", "urn"].contains(name) {
            let content = try Data(contentsOf: URL(fileURLWithPath: "\(running.folder)/\(name)"))
            for (what, bytes) in wanted { #expect(content.range(of: Data(bytes)) == nil, "\(what) in \(name)") }
        }
        #expect(running.said.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: getuid() == 0, "only root can give up its rights"))
    func othersOfTheSameUserReadNothing() throws {
        let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        guard FileManager.default.isExecutableFile(atPath: nobody[0]) else { return }
        let running = try RunningBooth(before: nobody)
        let browser = WireBrowser(port: running.port)
        browser.vote(running.slips[0])
        #expect(browser.offers("cast"))
        let child = try #require(running.child)
        #expect(status(child, "Uid")?.hasPrefix("65534") == true)
        for process in [child, running.supervisor] {
            for name in ["mem", "maps", "environ"] {
                let reading = try RunningBooth.start(
                    nobody + ["/bin/dd", "if=/proc/\(process)/\(name)", "of=/dev/null", "count=1", "status=none"])
                reading.waitUntilExit()
                #expect(reading.terminationStatus != 0)
            }
        }
        // A process that can be read shows that the test would see it.
        let own = try RunningBooth.start(
            nobody + ["/bin/dd", "if=/proc/self/environ", "of=/dev/null", "count=1", "status=none"])
        own.waitUntilExit()
        #expect(own.terminationStatus == 0)
        if status(child, "VmLck") == "0 kB" { #expect(browser.page.contains("жадын қорғамайды")) }
    }

    @Test(.enabled(if: getuid() == 0, "only root can give up its rights"))
    func memoryThatIsNotLockedIsNoBooth() throws {
        let program = "/usr/bin/setpriv"
        guard FileManager.default.isExecutableFile(atPath: program) else { return }
        let running = try RunningBooth(
            ["--locked"],
            before: [
                "/usr/bin/prlimit", "--memlock=65536:65536", program, "--reuid=65534", "--regid=65534",
                "--clear-groups",
            ])
        running.booth?.waitUntilExit()
        #expect(running.booth?.terminationStatus == 1)
        #expect(running.said.contains("memoryNotLocked"))
    }

    @Test func largeAndStrangeRequests() throws {
        let running = try RunningBooth()
        let browser = WireBrowser(port: running.port)
        browser.vote(running.slips[0])
        let child = running.child
        let host = "Host: 127.0.0.1:\(running.port)\r\n"
        let requests = [
            "POST / HTTP/1.1\r\n\(host)Content-Length: 1000000\r\n\r\n" + String(repeating: "x", count: 100_000),
            "GET / HTTP/1.1\r\n\(host)X: " + String(repeating: "y", count: 200_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 50_000) + "\r\n",
            "GET /" + String(repeating: "z", count: 200_000) + " HTTP/1.1\r\n\(host)\r\n",
            "GET / HTTP/1.1\r\n\(host)\(host)\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/0.9\r\n\r\n",
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}", "\r\n\r\n\r\n\r\n",
        ]
        for request in requests {
            let answer = WireBrowser.exchange(port: running.port, Array(request.utf8)) ?? []
            #expect(!String(decoding: answer, as: UTF8.self).contains("class=\"code\""))
        }
        browser.open()
        #expect(browser.offers("cast") && running.child == child)
        browser.press("act=cast")
        #expect(browser.isLast)
    }

    @Test func papersGoToACommand() throws {
        let pipe = "\(NSTemporaryDirectory())/paper-\(UUID().uuidString)"
        mkfifo(pipe, 0o600)
        defer { unlink(pipe) }
        // A pipe that stays open takes what a printer's device would.
        let reading = open(pipe, O_RDWR)
        defer { close(reading) }
        let running = try RunningBooth(["--printer", "/bin/dd", "of=\(pipe)", "status=none"])
        let browser = WireBrowser(port: running.port)
        browser.vote(running.slips[0])
        #expect(browser.offers("cast") && !browser.page.contains("<pre"))
        browser.press("act=challenge")
        #expect(browser.isLast)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(reading, &bytes, bytes.count)
        let papers = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(separator: "\u{0c}")
        #expect(papers.count == 2 && papers[1].contains("ЕСЕПКЕ АЛЫНБАЙДЫ"))
    }

    /// A printer that fails, one that is not there, and one that keeps papers in a file, which the system does not allow.
    @Test(arguments: [["/bin/false"], ["/nowhere"], ["/bin/dd", "status=none", "of=FILE"]])
    func aPaperThatIsNotPrintedStopsTheBallot(words: [String]) throws {
        let file = "\(NSTemporaryDirectory())/spool-\(UUID().uuidString)"
        defer { unlink(file) }
        let running = try RunningBooth(["--printer"] + words.map { $0.replacingOccurrences(of: "FILE", with: file) })
        let browser = WireBrowser(port: running.port)
        browser.vote(running.slips[0])
        #expect(browser.offers("again") && !browser.offers("cast") && !browser.offers("challenge"))
        #expect((try? Data(contentsOf: URL(fileURLWithPath: file)))?.isEmpty ?? true)
        browser.press("act=leave")
        #expect(browser.isLast)
        #expect(try !running.askUrn("log").contains("cast"))
    }

    // MARK: The recorder

    /// What a booth's recorder is told: that it opened and that it ended, however it did, and nothing of who and what.
    @Test func theRecorderLearnsOfOpeningAndEnd() throws {
        let running = try RunningBooth(["--recorded"])
        func actions() -> [String] {
            let text = (try? String(contentsOfFile: "\(running.folder)/actions", encoding: .utf8)) ?? ""
            return text.split(separator: "\n").map(String.init)
        }
        let one = ["booth-opened", "booth-ended"]
        let browser = WireBrowser(port: running.port)
        browser.open()
        #expect(actions() == [])
        let first = running.child
        browser.vote(running.slips[0])
        #expect(actions() == ["booth-opened"])
        browser.press("act=cast")
        let second = running.child(after: first)
        #expect(browser.isLast && actions() == one)
        // A slip that was used opens nothing.
        browser.vote(running.slips[0])
        #expect(actions() == one)
        browser.vote(running.slips[1])
        browser.press("act=challenge")
        let third = running.child(after: second)
        #expect(browser.isLast && actions() == one + one)
        // Killed in the middle: it has ended.
        browser.vote(running.slips[2])
        #expect(actions() == one + one + ["booth-opened"])
        kill(try #require(third), SIGKILL)
        _ = running.child(after: third)
        #expect(actions() == one + one + one)
        #expect(try running.askUrn("ballots").split(separator: "\n").count == 1)
    }

    /// Article 50-2(4): no booth opens whose recorder cannot be written; the slip stays unspent and opens it later.
    @Test func withoutItsRecorderNoBoothOpens() throws {
        let running = try RunningBooth(["--recorded"])
        let browser = WireBrowser(port: running.port)
        let broken = "\(running.folder)/broken"
        #expect(FileManager.default.createFile(atPath: broken, contents: nil))
        let child = running.child
        browser.vote(running.slips[0])
        #expect(browser.page.contains("жазу құрылғысы жұмыс істемейді") && !browser.offers("cast"), "\(browser.page)")
        #expect(running.said.contains("not recorded") && running.child == child)
        #expect(try running.askUrn("log").split(separator: "\n").allSatisfy { !$0.contains("commit") })
        #expect(!FileManager.default.fileExists(atPath: "\(running.folder)/actions"))
        try FileManager.default.removeItem(atPath: broken)
        browser.vote(running.slips[0])
        #expect(browser.offers("cast"))
        browser.press("act=cast")
        #expect(browser.isLast)
        // An end that could not be written is made up for before the next opening.
        let next = running.child(after: child)
        browser.vote(running.slips[1])
        #expect(FileManager.default.createFile(atPath: broken, contents: nil))
        browser.press("act=leave")
        _ = running.child(after: next)
        try FileManager.default.removeItem(atPath: broken)
        browser.vote(running.slips[1])
        let text = try String(contentsOfFile: "\(running.folder)/actions", encoding: .utf8)
        let one = ["booth-opened", "booth-ended"]
        #expect(text.split(separator: "\n").map(String.init) == one + one + ["booth-opened"])
    }
}
