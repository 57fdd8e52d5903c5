import ElectionConduct
import ElectionModel
import SmallElection
import ElectoralLaw
import Testing

@Suite struct ComplaintTests {
    private func complaint(
        _ id: String, to addressee: Procedure.ComplaintRule.Addressee = .court,
        about: Procedure.ComplaintRule.Subject = .decision
    ) -> ComplaintMade {
        ComplaintMade(id, about: about, to: addressee, commission: .central, station: "s1", article: "art. 20(6)")
    }

    /// Courts decide within five days, and at once from five days before the vote on (article 49); errors of a list are
    /// decided the same day (article 26(4)).
    @Test func complaintsHaveTheirLimits() throws {
        var scene = try Scene()
        try scene.act(complaint("1"), at: "2004-08-20T10:00Z")
        try scene.act(complaint("2"), at: "2004-09-15T10:00Z")
        try scene.act(complaint("3", to: .commission, about: .votersList), at: "2004-09-10T10:00Z")
        try scene.act(complaint("4", to: .commission), at: "2004-09-10T10:00Z")
        let until = ["1", "2", "3", "4"].map { scene.state.complaints[$0]?.decideUntil.map { "\($0)" } }
        #expect(until == ["2004-08-25", "2004-09-15", "2004-09-10", nil])
    }

    @Test func anOpenComplaintShowsOnTheSeatsItTouches() throws {
        var scene = try Scene()
        try scene.act(complaint("1"), at: "2004-09-20T10:00Z")
        #expect(scene.state.openComplaints(about: ContestID("constituencies", "c01")).map(\.made.id) == ["1"])
        #expect(scene.state.openComplaints(about: ContestID("list", "national")).map(\.made.id) == ["1"])
        #expect(scene.state.openComplaints(about: ContestID("constituencies", "c02")).isEmpty)
        try scene.act(
            ComplaintDecided("1", number: "7", effect: .dismissed, reason: "no proof"), at: "2004-09-21T10:00Z")
        #expect(scene.state.openComplaints(about: ContestID("constituencies", "c01")).isEmpty)
        #expect(
            scene.refusal(ComplaintDecided("1", number: "8", effect: .recount, reason: "-"), at: "2004-09-21T10:00Z")
                == .complaintDecided("1"))
        // A commission decides by its members, a court by its number.
        try scene.act(complaint("2", to: .commission), at: "2004-09-20T10:00Z")
        #expect(
            scene.refusal(ComplaintDecided("2", number: "8", effect: .recount, reason: "-"), at: "2004-09-21T10:00Z")
                == .noDecision)
    }
}
