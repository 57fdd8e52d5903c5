import ElectronicStation
import Foundation
import Glibc
import LargeTests
import Storage
import Testing
import VerifiableVoting

/// What a station hands over, as its members, the centre and anybody else handle it.
@Suite(.serialized) struct StationBundleCommandTests {
    /// A played day with what five of its members have signed.
    private final class Handover {
        let folder: TemporaryFolder
        let uuid: String
        var day: String { "\(folder.path)/day" }
        var path: String { "\(folder.path)/handover" }

        init() throws {
            folder = try TemporaryFolder()
            let run = try Program.run("station", "day", "--electors", "200", "--out", "\(folder.path)/day", "--json")
            try #require(run.status == 0, "\(run.errors)")
            uuid = try #require(try run.json()["election"] as? String)
            let made = try make(signers: 1...5, to: path)
            try #require(made.status == 0, "\(made.errors)")
        }

        func key(_ number: Int) -> String { "\(day)/keys/Member-\(number).signkey" }

        func make(signers: ClosedRange<Int>, to out: String, _ more: String...) throws -> Program {
            try Program.run(
                [
                    "station", "bundle", "make", "--data", day, "--archive", "\(day)/\(uuid).bel", "--manifest",
                    "\(day)/day.manifest", "--commission-key", "\(day)/Commission.signpub", "--ballots",
                    "\(day)/ballots", "--out", out, "--json",
                ] + more + signers.flatMap { ["--key", key($0)] })
        }

        func check(_ path: String? = nil, _ more: String...) throws -> Program {
            try Program.run(
                ["station", "bundle", "check", path ?? self.path, "--commission-key", "\(day)/Commission.signpub"]
                    + more)
        }

        func receiving(_ path: String? = nil) -> [String] {
            [
                "station", "bundle", "receive", path ?? self.path, "--commission-key", "\(day)/Commission.signpub",
                "--ballots", "\(day)/ballots", "--into", "\(folder.path)/centre", "--json",
            ]
        }

        /// A copy whose files somebody changed before five members signed their list.
        func forged(_ change: (String) throws -> Void) throws -> String {
            let copy = "\(folder.path)/forged-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try change(copy)
            let list = "\(copy)/\(StationBundle.name)"
            let content = try SignedStationBundle(bytes: WholeFile.read(list)).content
            let files = try content.files.map { file in
                let bytes = try WholeFile.read("\(copy)/\(file.name)")
                return StationBundle.File(name: file.name, bytes: bytes.count, sha256: Digest(of: bytes))
            }
            var signed = SignedStationBundle(
                StationBundle(
                    station: content.station, election: content.election, record: content.record, files: files))
            for number in 1...5 {
                signed.sign(with: try SignerSecret(bytes: WholeFile.read(key(number)).dropLast()))
            }
            try WholeFile.write(signed.bytes, to: list)
            return copy
        }
    }

    private static func edit(_ path: String, _ change: (inout [String]) -> Void) throws {
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        change(&lines)
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Moves a vote from the first name to the second, in one row.
    private static func moveVote(_ line: inout String) {
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var votes = fields[15].split(separator: " ").compactMap { Int($0) }
        (votes[0], votes[1]) = (votes[0] + 1, votes[1] - 1)
        if votes[1] < 0 { (votes[0], votes[1]) = (votes[0] - 2, votes[1] + 2) }
        fields[15] = votes.map(String.init).joined(separator: " ")
        line = fields.joined(separator: ",")
    }

    @Test func madeSignedCheckedReceived() throws {
        let handover = try Handover()
        let checked = try handover.check(nil, "--json")
        try #require(checked.status == 0, "\(checked.errors)")
        let report = try checked.json()
        #expect((report["signers"] as? [String])?.count == 5 && report["protocols"] as? Int == 6)
        let files = try #require(report["files"] as? [String])
        #expect(["opening.pdf", "closing.pdf", "desk.txt", "ballots.csv"].allSatisfy(files.contains))
        // No voter stands in what is handed over.
        let record = try String(contentsOfFile: "\(handover.path)/desk.txt", encoding: .utf8)
        let whole = "\(handover.folder.path)/desk.txt"
        #expect(try Program.run("record", "export", "\(handover.day)/desk.record", "--out", whole).status == 0)
        let voters = Set(
            try String(contentsOfFile: whole, encoding: .utf8).matches(of: /\nP [0-9a-f]+ ([0-9]{12})/).map {
                String($0.1)
            })
        #expect(voters.count > 100 && !voters.contains { record.contains($0) })
        for language in ["ru", "kk"] {
            let told = try handover.check(nil, "--lang", language)
            #expect(told.status == 0 && !told.output.contains("desk."), "\(told.output)")
        }
        // Four are too few; the fifth signs elsewhere, and once.
        let four = "\(handover.folder.path)/four"
        #expect(try handover.make(signers: 1...4, to: four).status == 0)
        let few = try handover.check(four)
        #expect(few.status == 1 && few.errors.contains("too few"), "\(few.errors)")
        let sign = ["station", "bundle", "sign", four, "--key", handover.key(7)]
        #expect(try Program.run(sign).status == 0)
        #expect(try Program.run(sign).status == 1)
        #expect(try handover.check(four).status == 0)
        // What is there is not overwritten.
        #expect(try handover.make(signers: 1...5, to: four).status == 1)
        #expect(try handover.check(four).status == 0)

        let received = try Program.run(handover.receiving())
        #expect(received.status == 0, "\(received.errors)")
        let place = try #require(try received.json()["folder"] as? String)
        #expect(try handover.check(place).status == 0)
        #expect(try Program.run(handover.receiving()).status == 0)
        #expect(try Program.run(handover.receiving(four)).status == 0, "the same content, other signatures")
        let another = try handover.forged { try Data("%PDF other".utf8).write(to: URL(filePath: "\($0)/opening.pdf")) }
        #expect(try handover.check(another).status == 0)
        let refused = try Program.run(handover.receiving(another))
        #expect(refused.status == 1, "\(refused.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(handover.folder.path)/centre").count == 1)
    }

    /// T22 and T38: whoever changes a file on the way, or lets members sign figures that the archive does not give.
    @Test func whatWasChangedIsNamed() throws {
        let handover = try Handover()
        let names = try SignedStationBundle(bytes: WholeFile.read("\(handover.path)/\(StationBundle.name)"))
            .content.files.map(\.name)
        for name in names {
            let file = URL(filePath: "\(handover.path)/\(name)")
            let whole = try Data(contentsOf: file)
            try (whole + Data([0])).write(to: file)
            let changed = try handover.check()
            #expect(changed.status == 1 && changed.errors.contains(name), "\(name): \(changed.errors)")
            try FileManager.default.removeItem(at: file)
            #expect(try handover.check().status == 1, "\(name)")
            try whole.write(to: file)
        }
        #expect(try handover.check().status == 0)
        let table = try #require(names.first { $0.hasPrefix("protocols-") })
        // Rows: paper, electronic, summary. Each alone, and electronic with its sum.
        for rows in [[1], [2], [3], [2, 3]] {
            let forged = try handover.forged { copy in
                try Self.edit("\(copy)/\(table)") { lines in for row in rows { Self.moveVote(&lines[row]) } }
            }
            let told = try handover.check(forged)
            #expect(told.status == 1 && told.errors.contains("not what"), "\(rows): \(told.errors)")
        }
        // A row left out, and one too many.
        for change: (inout [String]) -> Void in [{ $0.remove(at: 2) }, { $0.append($0[2]) }] {
            let forged = try handover.forged { try Self.edit("\($0)/\(table)", change) }
            #expect(try handover.check(forged).status == 1)
        }
        // Everything of paper left out, though votes were given on paper.
        let without = try handover.forged { copy in
            for name in names where name.hasPrefix("protocols-") {
                try Self.edit("\(copy)/\(name)") { lines in lines = [lines[0], lines[2]] }
            }
        }
        let told = try handover.check(without)
        #expect(told.status == 1 && told.errors.contains("paper"), "\(told.errors)")
        // Names in another order would give every vote to somebody else: the centre has its own ballots.
        let swapped = try handover.forged { copy in
            try Self.edit("\(copy)/ballots.csv") { lines in
                for line in 1..<lines.count {
                    var fields = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                    fields[3] = fields[3].split(separator: " ").reversed().joined(separator: " ")
                    lines[line] = fields.joined(separator: ",")
                }
            }
            for name in names where name.hasPrefix("protocols-") {
                try Self.edit("\(copy)/\(name)") { lines in
                    for line in 1..<lines.count {
                        var fields = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(
                            String.init)
                        fields[15] = fields[15].split(separator: " ").reversed().joined(separator: " ")
                        lines[line] = fields.joined(separator: ",")
                    }
                }
            }
        }
        #expect(try handover.check(swapped, "--ballots", "\(handover.day)/ballots").status == 1)
        #expect(try Program.run(handover.receiving(swapped)).status == 1)
        // Another record under the same list.
        let other = try handover.forged { copy in
            try Self.edit("\(copy)/desk.txt") { $0.removeLast($0.count / 2) }
        }
        #expect(try handover.check(other).status == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(handover.folder.path)/centre/\(StationBundle.name)"))
        // A key that nobody announced.
        _ = try Program.run("ballot", "manifest", "key", "--name", "Stranger", "--out", handover.day)
        #expect(
            try Program.run("station", "bundle", "sign", handover.path, "--key", "\(handover.day)/Stranger.signkey")
                .status == 0)
        let stranger = try handover.check()
        #expect(stranger.status == 1, "\(stranger.errors)")
    }

    /// A folder from a hostile stick: links, pipes and files that would fill the disk. Nothing of them is kept.
    @Test func aHostileFolder() throws {
        let handover = try Handover()
        let centre = "\(handover.folder.path)/centre"
        let names = try SignedStationBundle(bytes: WholeFile.read("\(handover.path)/\(StationBundle.name)"))
            .content.files.map(\.name)
        let name = try #require(names.first { $0.hasSuffix(".pdf") })
        let file = "\(handover.path)/\(name)"
        let aside = "\(handover.folder.path)/aside"
        try FileManager.default.moveItem(atPath: file, toPath: aside)
        for make: () throws -> Void in [
            { try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: aside) },
            { #expect(mkfifo(file, 0o600) == 0) },
            {
                try Data().write(to: URL(filePath: file))
                #expect(truncate(file, 1 << 40) == 0)
            }, { try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false) },
        ] {
            try make()
            for words in [
                handover.receiving(), ["station", "bundle", "sign", handover.path, "--key", handover.key(6)],
            ] {
                let refused = try Program.run(words)
                #expect(refused.status == 1 && refused.errors.contains(name), "\(refused.errors)")
            }
            #expect(((try? FileManager.default.contentsOfDirectory(atPath: centre)) ?? []).isEmpty)
            try FileManager.default.removeItem(atPath: file)
        }
        try FileManager.default.moveItem(atPath: aside, toPath: file)
        #expect(try Program.run(handover.receiving()).status == 0)
    }

    /// What contradicts itself is signed only by members who were told, and whoever receives it is told, too.
    @Test func contradictionsAreTold() throws {
        let handover = try Handover()
        let table = try #require(
            try FileManager.default.contentsOfDirectory(atPath: "\(handover.day)/ballots").first {
                $0.hasPrefix("protocols-")
            })
        try Self.edit("\(handover.day)/ballots/\(table)") { lines in
            var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[6] = String((Int(fields[6]) ?? 0) + 1)
            lines[1] = fields.joined(separator: ",")
        }
        let out = "\(handover.folder.path)/told"
        let refused = try handover.make(signers: 1...5, to: out)
        #expect(refused.status == 1 && refused.errors.contains("L10"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(out)/\(StationBundle.name)"))
        let known = try handover.make(signers: 1...5, to: out, "--despite-findings")
        #expect(known.status == 0, "\(known.errors)")
        let checked = try handover.check(out, "--json")
        let findings = try checked.json()["findings"] as? [String]
        #expect(checked.status == 0 && findings == ["L10"], "\(checked.errors)")
    }

    /// T38: handing over is killed at any moment. What the centre has is whole or not there.
    @Test func killedTransfers() throws {
        let handover = try Handover()
        let clock = ContinuousClock.now
        try #require(try Program.run(handover.receiving()).status == 0)
        let (seconds, attoseconds) = (ContinuousClock.now - clock).components
        let length = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
        let centre = "\(handover.folder.path)/centre"
        let kills = LargeTest.size("killedTransfers()")
        var interrupted = 0
        for kill in 0..<kills {
            try FileManager.default.removeItem(atPath: centre)
            let process = Process()
            process.executableURL = Program.root.appending(path: ".build/release/sailau")
            process.arguments = handover.receiving()
            process.environment = ["SAILAU_HOME": Program.root.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(length * (kill * 7 % 23 + 1) / 20))
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let whole = ((try? FileManager.default.contentsOfDirectory(atPath: centre)) ?? []).filter {
                !$0.hasPrefix(".")
            }
            interrupted += whole.isEmpty ? 1 : 0
            for name in whole { #expect(try handover.check("\(centre)/\(name)").status == 0, "kill \(kill)") }
            let again = try Program.run(handover.receiving())
            #expect(again.status == 0, "kill \(kill): \(again.errors)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: centre).count == 1, "kill \(kill)")
        }
        #expect(interrupted > kills / 3)
    }
}
