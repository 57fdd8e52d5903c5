import Testing
import VerifiableVoting

import ElectronicStation

/// The documents as they are written in their first version, byte by byte, and read again.
@Suite struct DocumentTextTests {
    private static let key = "5866666666666666666666666666666666666666666666666666666666666666"

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func slips() throws {
        let printed = SlipsPrinted(
            election: "paperAAAAAAAAA", credentials: "F",
            stations: [.init(name: "Учаске \"12\"", printed: 900, fingerprint: "G")]
        )
        let record =
            #"{"format":"sailau-slips-printed","version":1,"uuid":"paperAAAAAAAAA","credentials":"F","#
            + #""stations":[{"name":"Учаске \"12\"","printed":900,"fingerprint":"G"}]}"#
        #expect(text(printed.bytes) == record)
        let signer = Signer(name: "A", key: try #require(SignerKey(hexadecimal: Self.key)))
        let act = SlipsDestroyed(
            printed: printed, time: "2004-09-15T16:05",
            files: [.init(name: "a.pdf", bytes: 3, sha256: Digest(of: "abc"))],
            persons: [signer])
        #expect(
            text(act.bytes)
                == #"{"format":"sailau-slips-destroyed","version":1,"printed":"# + record
                + #","time":"2004-09-15T16:05","files":[{"name":"a.pdf","bytes":3,"#
                + #""sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}],"#
                + #""persons":[{"name":"A","key":"\#(Self.key)"}]}"#)
        #expect(SlipsDestroyed.kind.rawValue == "sailau-slips-destroyed-1")
    }

    @Test func recorder() throws {
        let key = try #require(RecorderKey(bytes: [UInt8](repeating: 0xab, count: 32)))
        let head = RecorderLog.Head(station: "S", key: key, sealedUntil: "2005-09-19")
        let hex = String(repeating: "ab", count: 32)
        #expect(
            text(head.line)
                == #"{"format":"sailau-recorder","version":1,"station":"S","key":"\#(hex)","sealed_until":"2005-09-19"}"#
        )
        var log = RecorderLog(head)
        let last = Digest(of: head.line).hexadecimal
        #expect(text(try log.end()) == #"{"after":"\#(last)","entries":0}"#)
        let minute = try #require(RecorderEntry.Minute("2004-09-19T07:05"))
        let entry = RecorderEntry(.boothOpened, booth: 3, at: minute)
        #expect(text(entry.plainText).trimmingSuffix() == "booth-opened 3 2004-09-19T07:05")
    }

    @Test func groups() throws {
        let plan = GroupingPlan(
            ground: .departure(.init(article: "art. 50-6(2)", decision: "D")),
            groups: [StationGroup(constituency: "k", members: [.init(name: "A", constituency: "k", voters: 300)])])
        #expect(
            text(plan.bytes)
                == #"{"format":"sailau-station-groups","version":1,"fewest_voters":300,"least_ballots":30,"#
                + #""departs_from":"art. 50-6(2)","decision":"D","#
                + #""groups":[{"constituency":"k","stations":[{"name":"A","voters":300}]}]}"#)
        #expect(try GroupingPlan(bytes: plan.bytes) == plan)
    }

    /// The manifest has an election for each group, of its stations, and with no fewer ballots to decrypt than decided.
    @Test func theManifestFollowsThePlan() throws {
        let stations = [("A", 100), ("B", 250), ("C", 400)].map {
            GroupableStation(name: $0.0, constituency: "k", voters: $0.1)
        }
        let plan = GroupingPlan(ground: .law, groups: try StationGrouping.groups(of: stations))
        let key = try #require(SignerKey(hexadecimal: Self.key))
        func broken(_ elections: [([String], Int)]) throws -> String? {
            let announced = elections.enumerated().map { number, item in
                AnnouncedElection(
                    uuid: "e\(number)", group: "Ed25519", fingerprint: "", setup: Digest(of: ""),
                    stations: item.0.map { .init(name: $0, credentials: 1, fingerprint: "") },
                    trustees: [.init(threshold: 1, keys: ["k"])],
                    questions: [.init(question: "", blank: false, minimum: 1, maximum: 1, answers: [])],
                    weights: false, revoting: false, leastBallots: item.1)
            }
            let manifest = try Manifest(
                name: "", elections: announced, commission: key, members: [.init(name: "", key: key)],
                closingSignatures: 1)
            do throws(Violation) {
                try plan.check(against: manifest)
                return nil
            } catch { return error.detail }
        }
        #expect(try broken([(["A", "B"], 30), (["C"], 40)]) == nil)
        #expect(try broken([(["A", "B"], 29), (["C"], 30)]) == "A")
        #expect(try broken([(["A"], 30), (["B"], 30), (["C"], 30)]) == "A")
        #expect(try broken([(["A", "B"], 30), (["C"], 30), (["D"], 30)]) == "elections")
        #expect(try broken([(["B", "A"], 30), (["C"], 30)]) == "A")
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
