import Testing
import VerifiableVoting

import ElectronicStation

@Suite("Small stations in groups") struct GroupingTests {
    private func stations(_ voters: [Int], in constituency: String = "k01") -> [GroupableStation] {
        voters.enumerated().map {
            GroupableStation(name: "\(constituency)-\($0)", constituency: constituency, voters: $1)
        }
    }

    private func sizes(_ voters: [Int], fewest: Int = 300) throws -> [[Int]] {
        try StationGrouping.groups(of: stations(voters), fewestVoters: fewest).map { $0.members.map(\.voters) }
    }

    @Test func theRule() throws {
        #expect(try sizes([400, 500]) == [[400], [500]])
        #expect(try sizes([100, 150, 60, 400]) == [[100, 150, 60], [400]])
        // A large one completes an open group.
        #expect(try sizes([100, 400, 400]) == [[100, 400], [400]])
        // What is left joins the one before.
        #expect(try sizes([400, 100]) == [[400, 100]])
        #expect(try sizes([200, 200, 50]) == [[200, 200, 50]])
        // Too few altogether: one group, and that is said.
        #expect(try sizes([10, 20, 30]) == [[10, 20, 30]])
        #expect(StationGrouping.isTooSmall(try StationGrouping.groups(of: stations([10, 20, 30]))[0]))
        #expect(try sizes([]) == [])
        #expect(try sizes([299]) == [[299]])
        #expect(try sizes([300]) == [[300]])
    }

    /// For any list: every station once and in order, no group over two constituencies, none too small that had a neighbour.
    @Test func whatHoldsForEveryList() throws {
        var random: UInt64 = 88_172_645_463_325_252
        func next(_ bound: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(bound))
        }
        for _ in 0..<500 {
            let list = (0..<next(5) + 1).flatMap { number in
                stations((0..<next(12) + 1).map { _ in next(700) }, in: "k\(number)")
            }
            let groups = try StationGrouping.groups(of: list)
            #expect(groups.flatMap(\.members) == list)
            #expect(try StationGrouping.groups(of: list) == groups)
            for group in groups {
                #expect(Set(group.members.map(\.constituency)) == [group.constituency])
                if StationGrouping.isTooSmall(group) {
                    #expect(groups.count { $0.constituency == group.constituency } == 1)
                }
            }
        }
    }

    @Test func listsThatCannotBeGroupedAreRefused() {
        let (first, second) = (stations([1], in: "a"), stations([1], in: "b"))
        let third = [GroupableStation(name: "x", constituency: "a", voters: 1)]
        #expect(throws: StationGrouping.Fault.constituencyTorn("a")) {
            try StationGrouping.groups(of: first + second + third)
        }
        #expect(throws: StationGrouping.Fault.stationTwice("a-0")) { try StationGrouping.groups(of: first + first) }
        #expect(throws: StationGrouping.Fault.noVoters("x")) {
            try StationGrouping.groups(of: [GroupableStation(name: "x", constituency: "a", voters: -1)])
        }
    }

    /// Off under the law of 2004; on by a decision that names the article.
    @Test func departingFromTheLaw() throws {
        let articles = ["art. 50-6(2)"]
        let right = GroupingDeparture(article: "art. 50-6(2)", decision: "CEC 121/145")
        let wrong = GroupingDeparture(article: "art. 38(1)", decision: "CEC 121/145")
        for departure in [nil, wrong] {
            #expect(throws: StationGrouping.Fault.notInTheLaw(articles)) {
                try StationGrouping.ground(lawAllows: false, forbiddenBy: articles, departure: departure)
            }
        }
        #expect(
            try StationGrouping.ground(lawAllows: false, forbiddenBy: articles, departure: right) == .departure(right))
        #expect(try StationGrouping.ground(lawAllows: true, forbiddenBy: [], departure: nil) == .law)
        let plan = GroupingPlan(
            ground: .departure(right), groups: try StationGrouping.groups(of: stations([100, 250, 400])))
        let read = try GroupingPlan(bytes: plan.bytes)
        #expect(read == plan)
        #expect(String(decoding: plan.bytes, as: UTF8.self).contains("\"departs_from\":\"art. 50-6(2)\""))
        // Groups that the rule does not make are no plan.
        let other = GroupingPlan(
            ground: .law, groups: [StationGroup(constituency: "k01", members: stations([100, 250, 400]))])
        #expect { try GroupingPlan(bytes: other.bytes) } throws: { ($0 as? Violation)?.rule == .groupsFormat }
    }
}
