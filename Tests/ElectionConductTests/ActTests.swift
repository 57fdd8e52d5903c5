import ElectionConduct
import ElectionModel
import ElectionRecord
import SmallElection
import Testing
import VerifiableVoting

@Suite struct ActTests {
    @Test func everyKindHasANameAndKindsAreUnique() {
        let kinds = Acts.all.map { $0.kind }
        #expect(Set(kinds).count == kinds.count)
        #expect(kinds.compactMap { ActName(kind: $0) } == ActName.allCases)
        #expect(Acts.all.allSatisfy { !$0.roles.isEmpty && !$0.roles.contains(.administrator) })
    }

    @Test func whatIsNoActIsRefused() throws {
        #expect(throws: ConductRefusal.unknownKind("nothing.done")) { try Acts.read("nothing.done", []) }
        do {
            _ = try Acts.read(TaskDone.kind, Array(#"{"round":1,"subject":"","task":"x","more":1}"#.utf8))
            Issue.record("read")
        } catch {
            guard case .payload(TaskDone.kind, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func nothingIsDoneBeforeTheCallAndTheCallOnce() throws {
        var state = ConductState(try Scene.setting())
        let call = ElectionCalled(state.setting, calledOn: Scene.day("2004-07-08"), pollingDay: Scene.day("2004-09-19"))
        let event = ActEvent(person: "p", role: .setupOfficer, time: .none, height: 1)
        #expect(throws: ConductRefusal.notCalled) { try state.apply(TaskDone("register.displayed"), event) }
        try state.apply(call, event)
        #expect(throws: ConductRefusal.calledAlready) { try state.apply(call, event) }
        var other = call
        other.law = String(repeating: "0", count: 64)
        var empty = ConductState(try Scene.setting())
        #expect(throws: ConductRefusal.anotherFile(name: "law")) { try empty.apply(other, event) }
    }

    /// Through the record: sealed, read, folded.
    @Test func aRecordFoldsToTheSameState() throws {
        let scene = try Scene()
        let secret = SignerSecret()
        let key = try #require(secret.publicKey)
        let opening = RecordOpening(election: "small", service: key, precisions: Acts.precisions)
        let call = try #require(scene.state.call)
        let drafts = [
            opening.draft(author: "service", role: "administrator", time: .none),
            try Acts.draft(call, by: "officer", as: .setupOfficer, at: Scene.time("2004-07-08")),
        ]
        var verifier = RecordVerifier()
        var state = ConductState(try Scene.setting())
        for sealed in try SealedEvent.seal(drafts, after: nil, by: secret) {
            try verifier.add(sealed)
            try state.apply(sealed)
        }
        #expect(state.call == call)
        #expect(state.height == 1)
    }
}
