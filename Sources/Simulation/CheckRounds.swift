import Counting
import ElectionModel

extension ReconstructionCheck {
    func firstRound() -> [Constraint] {
        var lists: [StationID: Protocol] = [:]
        for item in reconstruction.protocols where item.tier == Reconstruction.listTier && item.round == 1 {
            lists[item.station] = item
        }
        var givenDiffers = 0
        var greatestDifference = 0
        for item in reconstruction.protocols where item.tier == Reconstruction.constituencyTier && item.round == 1 {
            let other = lists[item.station]
            if other?.electorsGivenBallots != item.electorsGivenBallots { givenDiffers += 1 }
            let difference = abs(Int(item.tookPart ?? 0) - Int(other?.tookPart ?? 0))
            greatestDifference = max(greatestDifference, difference)
        }
        let parameters = reconstruction.parameters
        let decided = decidedContests
        return [
            Constraint(.givenDiffers, is: 0, found: givenDiffers),
            Constraint(.foundDiffers, target: .atMost(2), found: greatestDifference),
            invalid(.constituencyInvalid, round: 1, parameters.constituencyInvalid),
            Constraint(.decided, is: published.decided, found: decided.count),
        ]
            + published.lists.map { list in
                Constraint(
                    .decidedBy, list.id.rawValue, is: list.winsFirst,
                    found: decided.count { isNominee($0.decided, of: list.id) })
            } + [
                Constraint(
                    .decidedBySelfNominated, is: published.selfNominatedWinsFirst,
                    found: decided.count { isSelfNominated($0.decided) }),
                Constraint(
                    .decidedWithTwoCandidates, target: .atLeast(1), found: decided.count { $0.ranking.count == 2 }),
            ]
    }

    /// The invalid ballots that the parameters give for the ballots found.
    private func invalid(_ name: Constraint.Name, round: Int, _ tenThousandths: Int) -> Constraint {
        let own = tallyOrder.filter { $0.tier == Reconstruction.constituencyTier && $0.round == round }
        let cast = own.reduce(0) { $0 + Int($1.cast ?? 0) }
        return Constraint(
            name, is: cast * tenThousandths / 10_000, found: own.reduce(0) { $0 + Int($1.invalid ?? 0) })
    }

    func runOffs() -> [Constraint] {
        let runOffs = runOffContests
        var registers: [StationID: UInt32?] = [:]
        for item in reconstruction.protocols where item.tier == Reconstruction.constituencyTier && item.round == 1 {
            registers[item.station] = item.electorsOnList
        }
        let changed = reconstruction.protocols.count {
            $0.round == 2 && ($0.electorsOnList == nil || registers[$0.station] != $0.electorsOnList)
        }
        let foreign =
            runOffs.count { Set($0.runOffBallot) != Set($0.finalists) || $0.runOffBallot.count != 2 }
            + decidedContests.count { !$0.runOffBallot.isEmpty }
        return [
            Constraint(.runOffs, is: published.runOffs, found: runOffs.count),
            Constraint(.unclearFinalists, is: 0, found: runOffs.count { !$0.isStrict }),
            Constraint(.foreignFinalists, is: 0, found: foreign),
            invalid(.runOffInvalid, round: 2, reconstruction.parameters.runOffInvalid),
        ]
            + published.lists.map { list in
                Constraint(
                    .runOffsWonBy, list.id.rawValue, is: list.winsSecond,
                    found: runOffs.count { isNominee($0.runOffWinner, of: list.id) })
            } + [
                Constraint(
                    .runOffsWonBySelfNominated, is: published.selfNominatedWinsSecond,
                    found: runOffs.count { isSelfNominated($0.runOffWinner) }),
                Constraint(
                    .wonFromSecondPlace, target: .atLeast(1),
                    found: runOffs.count { $0.runOffWinner != nil && $0.runOffWinner == $0.finalists.last }),
                Constraint(.registerChanged, is: 0, found: changed),
            ]
    }

    func membership() -> [Constraint] {
        let counted = published.membersOf
        func belongs(_ choice: ChoiceID) -> Bool {
            isNominee(choice, of: counted) || isSelfNominatedMember(choice, of: counted)
        }
        let decided = decidedContests
        let runOffs = runOffContests
        let other = published.alsoMembersOf
        let winners = contests.compactMap(\.winner)
        let listSeats = published.lists.first { $0.id == counted }?.seats ?? 0
        let due = published.lists.first { $0.id == counted }.map {
            $0.winsFirst + $0.winsSecond + $0.seats + published.memberWinsFirst + published.memberWinsSecond
        }
        return [
            Constraint(
                .membersStoodInDecided, is: published.membersStoodInDecided,
                found: decided.count { $0.ranking.contains { belongs($0.choice) } }),
            Constraint(
                .membersInRunOffs, is: published.membersInRunOffs,
                found: runOffs.count { $0.finalists.contains(where: belongs) }),
            Constraint(
                .selfNominatedMembersFirst, is: published.memberWinsFirst,
                found: decided.count { isSelfNominatedMember($0.decided, of: counted) }),
            Constraint(
                .selfNominatedMembersSecond, is: published.memberWinsSecond,
                found: runOffs.count { isSelfNominatedMember($0.runOffWinner, of: counted) }),
            Constraint(.membersElected, is: due ?? 0, found: listSeats + winners.count(where: belongs)),
            Constraint(
                .otherMembersElected, is: published.alsoMemberWins,
                found: winners.count { isSelfNominatedMember($0, of: other) }),
        ]
            + published.lists.compactMap { list in
                list.greatestNominees.map { greatest in
                    Constraint(
                        .nominees, list.id.rawValue, target: .atMost(Int64(greatest)),
                        found: reconstruction.candidates.count { isNominee($0.id, of: list.id) })
                }
            } + [
                Constraint(
                    .selfNominated, target: .atMost(Int64(published.greatestSelfNominated)),
                    found: reconstruction.candidates.count { $0.nominator == nil })
            ]
    }
}
