import Testing

import Simulation

@Suite("The control code of 2004") struct ControlCodeTests {
    /// Figures that can be worked out by hand: three voters, ten codes: 1 - 10*9*8/1000 = 0.28.
    @Test func smallChancesAreExact() {
        #expect(ControlCode.Collision(voters: 0).tenThousandths == 0)
        #expect(ControlCode.Collision(voters: 1).tenThousandths == 0)
        #expect(ControlCode.Collision(voters: 2, codes: 10).tenThousandths == 1000)
        #expect(ControlCode.Collision(voters: 3, codes: 10).tenThousandths == 2800)
        #expect(ControlCode.Collision(voters: 11, codes: 10).tenThousandths == 10_000)
        #expect(ControlCode.Collision(voters: 2, codes: 2).isAtLeastHalf)
        #expect(!ControlCode.Collision(voters: 2, codes: 3).isAtLeastHalf)
        // The birthdays of 23 people, 50.72 %.
        #expect(ControlCode.votersForHalf(codes: 365) == 23)
        #expect(ControlCode.Collision(voters: 23, codes: 365).tenThousandths == 5072)
    }

    @Test func hundredAndNineteenVotersCollideInHalfOfAllStations() {
        #expect(ControlCode.votersForHalf() == 119)
        #expect(!ControlCode.Collision(voters: 118).isAtLeastHalf)
        let chance = ControlCode.Collision(voters: 119).tenThousandths
        #expect((5000...5100).contains(chance))
        // 10,000 simulated stations: a deviation of 200 is four standard deviations.
        let day = ControlCodeDay(stations: 10_000, voters: 119, seed: 2004)
        #expect(
            abs(day.stationsWithCollision - chance) < 200, "\(day.stationsWithCollision) of 10,000, computed \(chance)")
    }

    /// Who bought a vote and named the code finds it; only where somebody else happened to take it does he not.
    @Test func theListIsAReceipt() {
        let day = ControlCodeDay(stations: 2000, voters: 119, seed: 7)
        #expect(day == ControlCodeDay(stations: 2000, voters: 119, seed: 7))
        #expect(day.sold > 20_000 && day.disobeyed > 2000)
        let obeyed = day.sold - day.disobeyed
        #expect(day.soldAndShown * 100 > obeyed * 97 && day.soldAndShown <= day.sold)
        #expect(day.disobeyedAndSeen * 100 > day.disobeyed * 97)
        #expect(day.votesMovedUnseen > 0 && day.votersWithSharedCode >= 2 * day.stationsWithCollision)
    }

    @Test func theListHasEveryVoter() {
        let list = ControlCodeDay.list(voters: 119, candidates: 4, seed: 1)
        #expect(list.count == 4 && list.joined().count == 119)
        #expect(list == ControlCodeDay.list(voters: 119, candidates: 4, seed: 1))
        #expect(list.allSatisfy { $0 == $0.sorted() && $0.allSatisfy { (0..<10_000).contains($0) } })
    }
}
