import Accounts
import ElectionModel
import ElectionRecord
import ElectoralLaw
import ElectronicStation
import Foundation
import SmallStation
import Storage
import Testing
import VerifiableVoting

import ElectionService

/// The desk's recorder (article 50-2(4)) over HTTPS: what it keeps of a day, that nothing is done without it, and that the closing names
/// every log.
@Suite("Service: the recorder of a desk", .serialized)
struct DeskRecorderTests {
    private static let secret = RecorderSecret.random()

    private static func with(booths: Int = 2, _ work: (TestService) async throws -> Void) async throws {
        try await DeskDayTests.with(change: { $0.recording = Recording(key: secret.publicKey, booths: booths) }, work)
    }

    private static func path(_ service: TestService) -> String { "\(service.folder)/desk.recorder" }

    @discardableResult private static func attach(_ service: TestService) throws -> StationRecorder {
        let recorder = try StationRecorder(
            path: path(service), station: SmallStation.station.rawValue, key: secret.publicKey,
            sealedUntil: SmallStation.day.adding(years: 1))
        service.desk?.attach(recorder)
        return recorder
    }

    private static func log(_ service: TestService) throws -> RecorderLog {
        try RecorderLog(bytes: WholeFile.read(path(service)))
    }

    private static func close(_ service: TestService) async throws -> HTTPSClient {
        service.clock.set(SmallStation.seconds(SmallStation.at(20)))
        let chair = try await service.signedIn("m1")
        let counts = ["handed-out": "0", "destroyed": "6", "in-box": "0", "unspent-in-box": "0"]
        let urn = ["ballots": "0", "challenged": "0", "statement": SmallStation.hash]
        for (name, fields) in [("closing", [:]), ("slip-count", counts), ("urn-count", urn)] {
            let answer = try await DeskDayTests.step(chair, name, fields)
            #expect(answer.status == 303, "\(name): \(answer.text)")
        }
        return chair
    }

    private static let signatures = Dictionary(uniqueKeysWithValues: (1...5).map { ("signed-\($0)", "yes") })

    @Test func aDayInTheLog() async throws {
        try await Self.with { service in
            try Self.attach(service)
            try await DeskDayTests.open(service)
            let issuer = try await service.signedIn("m4")
            #expect(try await DeskDayTests.give(issuer, 1, "paper").status == 303)
            let failure = ["cause": "power", "reason": "no power"]
            #expect(try await DeskDayTests.step(issuer, "interruption", failure).status == 303)
            let restart = ["number": "5", "present": "6", "in-favour": "6", "protocol-text": "started and tested"]
            #expect(try await DeskDayTests.step(issuer, "restart", restart).status == 303)
            let chair = try await Self.close(service)

            // Nothing is signed before the members have entered the booths' logs, each with both figures or a reason.
            let early = try await DeskDayTests.step(chair, "signatures", Self.signatures)
            #expect(early.status == 409 && early.text.contains("50-2(4)"), "\(early.text)")
            #expect(try !Self.log(service).isEnded)
            let half = ["entries-1": "24", "last-1": SmallStation.hash, "entries-2": "6"]
            let missing = try await DeskDayTests.step(chair, "recorder-count", half)
            #expect(missing.status == 422 && missing.text.contains("href=\"#last-2\""), "\(missing.text)")
            #expect(missing.text.contains("value=\"24\"") && missing.text.contains("Booth 2: last hash: "))
            #expect(!missing.text.contains("href=\"#missing-logs\""))
            let wrong = half.merging(["last-2": "abc"]) { $1 }
            #expect(try await DeskDayTests.step(chair, "recorder-count", wrong).status == 409)
            let burnt = ["entries-1": "24", "last-1": SmallStation.hash, "missing-logs": "its disk burnt"]
            #expect(try await DeskDayTests.step(chair, "recorder-count", burnt).status == 303)
            #expect(try await DeskDayTests.step(chair, "signatures", Self.signatures).status == 303)

            let log = try Self.log(service)
            let state = try #require(service.desk?.now.state)
            #expect(log.isEnded && state.recorderEnded?.log == RecorderFigures(log) && state.phase == .signed)
            #expect(state.boothRecorders?.logs == [RecorderFigures(entries: 24, last: SmallStation.hash), nil])
            let entries = try log.opened(with: Self.secret)
            let expected: [RecorderEntry.Action] = [
                .stationOpened, .equipmentFailed, .programRestarted, .votingEnded, .stationClosed,
            ]
            #expect(entries.map(\.action) == expected && entries.allSatisfy { $0.booth == 0 })
            #expect(entries[0].time.description.hasPrefix("2004-09-19T06:5"), "\(entries[0].time)")
            // The page and the act say so.
            let page = try await chair.get(DeskDayTests.path)
            #expect(page.text.contains(log.last.hexadecimal) && page.text.contains("its disk burnt"))
            let paper = try await chair.get("\(DeskDayTests.path)/papers/closing.pdf")
            #expect(paper.status == 200)
            // Whoever reads the record finds the figures in it, before the signatures.
            let store = try SQLiteRecordStore(path: "\(service.folder)/desk.record", .existing)
            let kinds = try await store.events(from: 0, count: 1000).map(\.event.kind)
            #expect(kinds.suffix(2) == ["desk.recorder-ended", "desk.signed"])
        }
    }

    /// A recorder that is missing, and one that cannot be written: nothing is done, and the record is as it was.
    @Test func nothingIsDoneWithoutIt() async throws {
        try await Self.with { service in
            let chair = try await service.signedIn("m1")
            for (condition, act) in SmallStation.preparations(slips: 6) {
                guard case .done? = await service.desk?.added(act, by: "m1", as: .commissioner) else {
                    Issue.record("\(condition)")
                    return
                }
            }
            service.clock.set(SmallStation.seconds(SmallStation.at(6, 55)))
            let again = try await service.signedIn("m1")
            let height = service.desk?.now.head.height
            let opening = ["manifest": SmallStation.hash]
            let without = try await DeskDayTests.step(again, "opening", opening)
            #expect(without.status == 409 && without.text.contains("recorder") && without.text.contains("50-2(4)"))
            let recorder = try Self.attach(service)
            // Ended: nothing can be appended any more.
            _ = try recorder.end()
            #expect(try await DeskDayTests.step(again, "opening", opening).status == 409)
            #expect(service.desk?.now.head.height == height && service.desk?.now.state.phase == .preparing)
            // What a recorder does not keep goes on.
            #expect(
                try await DeskDayTests.step(again, "naming", ["register-3": "yes", "issuing-4": "yes"]).status != 500)
            _ = chair
        }
    }

    /// That something failed is entered also where it is the recorder that failed; voting does not go on without it.
    @Test func aBrokenRecorderIsAFailure() async throws {
        try await Self.with(booths: 0) { service in
            let recorder = try Self.attach(service)
            #expect(service.desk?.hasRecorded == false)
            try await DeskDayTests.open(service)
            #expect(service.desk?.hasRecorded == true)
            _ = try recorder.end()
            let issuer = try await service.signedIn("m4")
            let failure = ["cause": "equipment", "reason": "the recorder's disk is broken"]
            #expect(try await DeskDayTests.step(issuer, "interruption", failure).status == 303)
            #expect(service.desk?.now.state.phase == .interrupted)
            let restart = ["number": "5", "present": "6", "in-favour": "6", "protocol-text": "none"]
            let refused = try await DeskDayTests.step(issuer, "restart", restart)
            #expect(refused.status == 409 && refused.text.contains("50-2(4)"), "\(refused.text)")
            #expect(service.desk?.now.state.phase == .interrupted)
        }
    }

    /// A closing that is refused ends no log, and one whose answer got lost is asked for again.
    @Test func aRefusedClosingEndsNoLog() async throws {
        try await Self.with(booths: 0) { service in
            try Self.attach(service)
            try await DeskDayTests.open(service)
            let chair = try await Self.close(service)
            let four = Self.signatures.filter { $0.key != "signed-5" }
            #expect(try await DeskDayTests.step(chair, "signatures", four).status == 409)
            #expect(try !Self.log(service).isEnded)
            let page = try await chair.get("\(DeskDayTests.path)/steps/signatures")
            for _ in 0..<2 {
                let sent = try await DeskDayTests.send(chair, "steps/signatures", Self.signatures, from: page)
                #expect(sent.status == 303, "\(sent.text)")
            }
            #expect(try Self.log(service).isEnded)
            // Without booths there is no step for them.
            #expect(
                try await chair.get("\(DeskDayTests.path)/steps/recorder-count").text.contains("can’t be taken now"))
        }
    }

    /// Where the law demands a recorder no desk is prepared without one; where it does not, a desk may have one.
    @Test func theLawDemandsIt() throws {
        let text = """
            format: sailau-desk/1
            station: st-1
            election: first
            procedure: kazakhstan/mazhilis-2004-04-14
            polling day: 2004-09-19
            minutes ahead: 360
            slips: 6
            start password: start.password
            register: \(SmallStation.hash)
            recorder: {key: Oblast.recordpub, booths: 2}
            members:
              - {account: m1, office: chair, party: p1}

            """
        let settings = try DeskSettings.read(Array(text.utf8), file: "desk.yaml")
        #expect(settings.recorder?.key == "Oblast.recordpub" && settings.recorder?.booths == 2)
        let file = TestService.root.appending(path: "Laws/procedures/kazakhstan/mazhilis-2004-04-14.yaml")
        var procedure = try Procedure.read([UInt8](Data(contentsOf: file)), file: "2004")
        let image = try SmallStation.image(SmallStation.entries(3))
        let password = try PasswordHash(Array(SmallStation.password.utf8), cost: .least)
        #expect(throws: DeskRefusal.noRecorder(article: "art. 50-2(4)")) {
            try settings.prepared(procedure, list: image, password: password)
        }
        let key = Self.secret.publicKey
        let prepared = try settings.prepared(procedure, list: image, password: password, recorderKey: key)
        #expect(prepared?.recording == Recording(key: key, booths: 2))
        procedure.electronic?.recorder = nil
        #expect(try settings.prepared(procedure, list: image, password: password)?.recording == nil)
    }
}
