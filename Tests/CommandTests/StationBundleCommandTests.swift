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
        /// Decisions that elections are void.
        let voids: [String]
        var day: String { "\(folder.path)/day" }
        var path: String { "\(folder.path)/handover" }

        init(_ more: String...) throws {
            let folder = try TemporaryFolder()
            self.folder = folder
            let run = try Program.run(
                ["station", "day", "--electors", "200", "--out", "\(folder.path)/day", "--json"] + more)
            try #require(run.status == 0, "\(run.errors)")
            uuid = try #require(try run.json()["election"] as? String)
            let void = try run.json()["void_election"] as? String
            voids = void.map { ["--void", "\(folder.path)/day/\($0).void"] } ?? []
            let made = try make(signers: 1...5, to: path)
            try #require(made.status == 0, "\(made.errors)")
        }

        func key(_ number: Int) -> String { "\(day)/keys/Member-\(number).signkey" }

        func make(signers: ClosedRange<Int>, to out: String, _ more: String...) throws -> Program {
            try make(signers: signers, to: out, voids: voids, more)
        }

        func make(signers: ClosedRange<Int>, to out: String, voids: [String], _ more: [String] = []) throws -> Program {
            try Program.run(
                [
                    "station", "bundle", "make", "--data", day, "--archive", "\(day)/\(uuid).bel", "--manifest",
                    "\(day)/day.manifest", "--commission-key", "\(day)/Commission.signpub", "--ballots",
                    "\(day)/ballots", "--out", out, "--json",
                ] + voids + more + signers.flatMap { ["--key", key($0)] })
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

        /// A copy whose files somebody changed, or left out, before five members signed their list.
        func forged(without name: String? = nil, _ change: (String) throws -> Void = { _ in }) throws -> String {
            let copy = "\(folder.path)/forged-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try change(copy)
            let list = "\(copy)/\(StationBundle.name)"
            let content = try SignedStationBundle(bytes: WholeFile.read(list)).content
            let files = try content.files.filter { $0.name != name }.map { file in
                let bytes = try WholeFile.read("\(copy)/\(file.name)")
                return ListedFile(name: file.name, bytes: UInt64(bytes.count), sha256: Digest(of: bytes))
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

    /// Article 50-5(7): what is handed over is the election that was held again, and the decision that the first one is void.
    @Test func afterVotingAgain() throws {
        let handover = try Handover("--again")
        let without = try handover.make(signers: 1...5, to: "\(handover.folder.path)/without", voids: [])
        #expect(without.status == 1 && without.errors.contains("manifest-reserve"), "\(without.errors)")
        let checked = try handover.check(nil, "--ballots", "\(handover.day)/ballots", "--json")
        try #require(checked.status == 0, "\(checked.errors)")
        #expect(try checked.json()["election"] as? String == handover.uuid)
        #expect((try checked.json()["files"] as? [String])?.contains("1.void") == true)
        #expect(try Program.run(handover.receiving()).status == 0)
        // Five members may leave the decision out of what they sign, or hand over another: nobody believes them.
        let left = try handover.check(handover.forged(without: "1.void"))
        #expect(left.status == 1 && left.errors.contains("manifest-reserve"), "\(left.errors)")
        let other = try handover.forged {
            try Self.edit("\($0)/1.void") { $0[0] = $0[0].replacing("failed", with: "stood") }
        }
        let changed = try handover.check(other)
        #expect(changed.status == 1 && changed.errors.contains("void-"), "\(changed.errors)")
        // The record of the first half day is there, too, without voters; the void election has no result anywhere.
        let record = try String(contentsOfFile: "\(handover.path)/desk.txt", encoding: .utf8)
        #expect(record.contains("desk.voted-again") && record.contains("desk.postponed"))
        let void = try #require(handover.voids.last).replacing(".void", with: "")
        let archive = try Program.run("ballot", "show", "\(void).bel", "--json")
        let events = try archive.json()["events"] as? [[String: Any]]
        #expect(archive.status == 0 && events?.last?["type"] as? String == "EndBallots", "\(archive.output)")
    }

    /// Counted with a neighbour in one election: a member's own protocols say how many, and votes stay open.
    @Test func aMemberOfAGroup() throws {
        let handover = try Handover("--neighbours", "1")
        let checked = try handover.check(nil, "--ballots", "\(handover.day)/ballots", "--json")
        try #require(checked.status == 0, "\(checked.errors)")
        let report = try checked.json()
        #expect(report["protocols"] as? Int == 6)
        let tables = try #require(report["files"] as? [String]).filter { $0.hasPrefix("protocols-") }
        #expect(tables.count == 2)
        let together = try #require(report["files"] as? [String]).filter { $0.hasPrefix("group-") }
        #expect(together.count { $0.hasSuffix(".csv") } == 2 && together.count { $0.hasSuffix(".pdf") } == 2)
        for table in tables {
            let rows = try String(contentsOfFile: "\(handover.path)/\(table)", encoding: .utf8).split(separator: "\n")
                .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            #expect(rows.map { String($0[4]) } == ["paper", "electronic", "summary"])
            #expect(rows[0][15].contains { $0.isNumber } && !rows[1][15].contains { $0.isNumber }, "\(rows[1])")
        }
        #expect(try Program.run(handover.receiving()).status == 0)
        // The group's own protocols are held against the archive.
        let group = try #require(together.first { $0.hasSuffix(".csv") })
        for change: (inout [String]) -> Void in [{ Self.moveVote(&$0[1]) }, { $0.removeLast() }, { $0.append($0[1]) }] {
            let told = try handover.check(handover.forged { try Self.edit("\($0)/\(group)", change) })
            #expect(told.status == 1 && told.errors.contains("not what"), "\(told.errors)")
        }
        // A row where whoever counts the stations does not expect it, or not where he does.
        let misplaced = try handover.check(
            handover.forged(without: group) { copy in
                let row = try String(contentsOfFile: "\(copy)/\(group)", encoding: .utf8).split(separator: "\n")[1]
                try Self.edit("\(copy)/\(tables[0])") { $0.append(String(row)) }
            })
        #expect(misplaced.status == 1 && misplaced.errors.contains(tables[0]), "\(misplaced.errors)")
        let moved = try handover.check(
            handover.forged(without: tables[0]) { copy in
                let rows = try String(contentsOfFile: "\(copy)/\(tables[0])", encoding: .utf8).split(separator: "\n")
                try Self.edit("\(copy)/\(group)") { $0 += rows.dropFirst().map(String.init) }
            })
        #expect(moved.status == 1 && moved.errors.contains(group), "\(moved.errors)")
        // Votes that nobody can know.
        let forged = try handover.forged { copy in
            try Self.edit("\(copy)/\(tables[0])") { lines in
                var fields = lines[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                let paper = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                fields[15] = paper[15]
                lines[2] = fields.joined(separator: ",")
            }
        }
        let told = try handover.check(forged)
        #expect(told.status == 1 && told.errors.contains("not what"), "\(told.errors)")
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
