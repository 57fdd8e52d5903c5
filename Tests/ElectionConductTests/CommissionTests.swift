import Counting
import ElectionConduct
import ElectionModel
import SmallElection
import Testing

@Suite struct CommissionTests {
    /// Two thirds of seven are five; more than half of all seven are four, whoever is present (article 20(4)-(5)).
    @Test(
        arguments: [
            (7, 7, nil), (5, 4, nil), (5, 5, nil), (7, 4, nil),
            (7, 3, ConductRefusal.noMajority(inFavour: 3, members: 7)),
            (4, 4, ConductRefusal.noQuorum(present: 4, members: 7)),
            (8, 8, ConductRefusal.noQuorum(present: 8, members: 7)),
            (5, 6, ConductRefusal.noQuorum(present: 5, members: 7)),
            (5, 3, ConductRefusal.noMajority(inFavour: 3, members: 7)),
        ] as [(Int, Int, ConductRefusal?)])
    func decisionsNeedAQuorumAndAMajorityOfAllMembers(present: Int, inFavour: Int, refusal: ConductRefusal?) throws {
        var scene = try Scene()
        try scene.act(NominationReceived("k1", tier: "constituencies", district: "c01"), at: "2004-08-01")
        let decision = Scene.decision("district:c01", "2004-08-15", present: present, inFavour: inFavour)
        #expect(scene.refusal(NominationRegistered("k1", decision), at: "2004-08-15") == refusal)
    }

    @Test func dissentIsAMembers() throws {
        var scene = try Scene()
        try scene.act(NominationReceived("k1", tier: "constituencies", district: "c01"), at: "2004-08-01")
        let stranger = Scene.decision("district:c01", "2004-08-15", inFavour: 6, dissents: ["district:c02/1"])
        #expect(
            scene.refusal(NominationRegistered("k1", stranger), at: "2004-08-15")
                == .dissentOfNoMember("district:c02/1"))
        let own = Scene.decision("district:c01", "2004-08-15", inFavour: 6, dissents: ["district:c01/7"])
        #expect(scene.refusal(NominationRegistered("k1", own), at: "2004-08-15") == nil)
    }

    @Test func aCommissionHasSevenMembersAndOneOfAParty() throws {
        var scene = try Scene()
        let commission = try #require(Commission("oblast:west"))
        var members = Scene.members(of: commission)
        #expect(
            scene.refusal(
                CommissionFormed([.init(commission, members: Array(members.dropLast()))], electedBy: "m"),
                at: "2004-07-20")
                == .wrongNumberOfMembers(given: 6, due: 7))
        members[4].party = "red"
        #expect(
            scene.refusal(CommissionFormed([.init(commission, members: members)], electedBy: "m"), at: "2004-07-20")
                == .twoOfOneParty("red"))
        members[4].party = nil
        try scene.act(CommissionFormed([.init(commission, members: members)], electedBy: "m"), at: "2004-07-20")
        #expect(
            scene.refusal(CommissionFormed([.init(commission, members: members)], electedBy: "m"), at: "2004-07-20")
                == .alreadyThere("oblast:west"))
        let new = CommissionMember("new", .member, party: "red")
        #expect(
            scene.refusal(
                MemberReplaced(commission, leaves: "oblast:west/7", comes: new, reason: "ill"), at: "2004-08-01")
                == .twoOfOneParty("red"))
        try scene.act(MemberReplaced(commission, leaves: "oblast:west/1", comes: new, reason: "ill"), at: "2004-08-01")
        #expect(scene.state.commissions[commission]?.members.first?.person == "new")
    }
}
