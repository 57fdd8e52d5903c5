import Counting
import ElectionConduct
import ElectionModel
import SmallElection
import Testing
import VerifiableVoting

@Suite struct CopyTests {
    private static let key = LedgerKey("s1", ContestKey("constituencies", "c01", 1), .paper)

    private static func scene() throws -> Scene {
        var scene = try Scene()
        for id: ChoiceID in ["k1", "k2"] { try scene.stand(id, in: "c01") }
        return scene
    }

    private static func copy(
        _ id: String = "1", _ figures: [ProtocolField: UInt32] = [.votes(line: 1): 300, .invalid: 10],
        on day: String = "2004-09-19", at time: (hour: Int, minute: Int) = (23, 40), accreditation: String = "N 17"
    ) throws -> CopySubmitted {
        let taken = try #require(ClockTime(Scene.day(day), hour: time.hour, minute: time.minute))
        return CopySubmitted(
            id, of: key, figures: figures, photograph: Digest(of: [1]), takenAt: taken, accreditation: accreditation)
    }

    private static func answer(_ result: CopyAnswered.Result, by commission: String = "district:c01") -> CopyAnswered {
        CopyAnswered("1", result, reason: "as the decision says", Scene.decision(commission, "2004-09-20"))
    }

    /// A claim stands beside the official protocol until the commission answers; then the answer stands there, too.
    @Test func claimAndAnswer() throws {
        var scene = try Self.scene()
        try scene.act(Self.copy(), as: .observer, at: "2004-09-19T19:00Z")
        let claim = try #require(scene.state.copies(of: "s1").first)
        #expect(claim.answer == nil)
        #expect(scene.state.differences(claim) == nil, "nothing official yet")
        try scene.accept("s1", Scene.singles, votes: ["k1": 290, "k2": 310])
        #expect(
            scene.state.differences(claim) == [.init(field: .votes(line: 1), claimed: 300, official: 290)])
        // What was not corrected can't be called so.
        #expect(
            scene.refusal(Self.answer(.corrected), as: .commissioner, at: "2004-09-20")
                == .otherFigures(field: "E1", stated: 300, counted: 290))
        #expect(scene.refusal(Self.answer(.explained), as: .commissioner, at: "2004-09-20") == nil)
        #expect(scene.state.copies["1"]?.answer?.result == .explained)
        #expect(scene.refusal(Self.answer(.rejected), as: .commissioner, at: "2004-09-20") == .alreadyThere("1"))
        #expect(scene.state.protocols.changedAt["s1"] == scene.state.height)
    }

    /// Without picture, station, time and accreditation it is no copy.
    @Test func whatIsNoCopy() throws {
        var scene = try Self.scene()
        func refusal(_ copy: CopySubmitted, as role: Role = .observer) -> ConductRefusal? {
            scene.refusal(copy, as: role, at: "2004-09-19T19:00Z")
        }
        var other = try Self.copy()
        other.photograph = "a picture"
        #expect(refusal(other) == .noSuchPhotograph("a picture"))
        other = try Self.copy()
        other.station = "s9"
        #expect(refusal(other) == .unknownStation("s9"))
        other = try Self.copy()
        other.station = "s3"
        #expect(refusal(other) == .notOnBallot("s3"))
        #expect(
            try refusal(Self.copy(accreditation: " ")) == .payload(kind: "copy.submitted", detail: "no accreditation"))
        #expect(
            try refusal(Self.copy(at: (12, 0)))
                == .tooEarly(deadline: "close-of-poll", from: CivilTime(Scene.day("2004-09-19"), minute: 1200)))
        // Handed in at midnight by the station's clock, and said to be taken a minute later.
        #expect(
            try refusal(Self.copy(on: "2004-09-20", at: (0, 1)))
                == .copyTakenLater(
                    taken: CivilTime(Scene.day("2004-09-20"), minute: 1),
                    now: CivilTime(Scene.day("2004-09-20"), minute: 0)))
        #expect(try refusal(Self.copy("2", on: "2004-09-20", at: (0, 0))) == nil)
        #expect(try refusal(Self.copy("1", [:])) == .payload(kind: "copy.submitted", detail: "0 figures"))
        #expect(try refusal(Self.copy("1", [.votes(line: 3): 1])) == .noSuchField("E3"))
        other = try Self.copy()
        other.round = 2
        #expect(refusal(other) == .roundNotCalled("c01"))
        #expect(try refusal(Self.copy(), as: .typist) == .notInRole(kind: "copy.submitted", role: .typist))
        #expect(try refusal(Self.copy()) == nil)
        #expect(try refusal(Self.copy()) == .alreadyThere("1"))
    }

    /// The commission that receives the protocol answers, or the central one, by a decision with a reason.
    @Test func whoAnswers() throws {
        var scene = try Self.scene()
        #expect(scene.refusal(Self.answer(.explained), as: .commissioner, at: "2004-09-20") == .unknownCopy("1"))
        try scene.act(Self.copy(), as: .observer, at: "2004-09-19T19:00Z")
        for commission in ["district:c02", "territorial:town-west"] {
            #expect(
                scene.refusal(Self.answer(.explained, by: commission), as: .commissioner, at: "2004-09-20")
                    == .notThisCommission(try #require(Commission(commission))))
        }
        var answer = Self.answer(.rejected, by: "central")
        answer.reason = ""
        #expect(
            scene.refusal(answer, as: .commissioner, at: "2004-09-20")
                == .payload(kind: "copy.answered", detail: "no reason"))
        #expect(
            scene.refusal(Self.answer(.rejected), as: .observer, at: "2004-09-20")
                == .notInRole(kind: "copy.answered", role: .observer))
        #expect(scene.refusal(Self.answer(.rejected, by: "central"), as: .commissioner, at: "2004-09-20") == nil)
    }
}
