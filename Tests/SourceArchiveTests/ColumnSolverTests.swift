import SourceArchive
import Testing

@Suite("Column solver")
struct ColumnSolverTests {
    private static let seats = ColumnModel([
        ColumnModel.Column(.seats, .seats), ColumnModel.Column(.seats, .seats, tier: .list),
        ColumnModel.Column(.seats, .seats, tier: .constituency),
    ])

    private func cell(_ number: Int64, places: Int = 0) -> ColumnSolver.Cell {
        ColumnSolver.Cell(
            .number(
                digits: number, places: places, isGrouped: number >= 1_000 && places == 0, isSigned: false,
                isPercent: false),
            span: 0..<1)
    }

    private func row(_ numbers: [Int64], _ role: ColumnSolver.Role = .participant) -> ColumnSolver.Row {
        ColumnSolver.Row(role, cuts: [numbers.map { cell($0) }])
    }

    private func solve(
        _ rows: [ColumnSolver.Row], _ model: ColumnModel = seats, sums: [Int: Int64] = [:]
    ) -> [ColumnSolver.Answer] {
        ColumnSolver.solve(ColumnSolver.Problem(model: model, rows: rows, columnSums: sums))
    }

    @Test func aFullRowHasItsWidthAlone() {
        #expect(
            solve([row([42, 7, 35])]) == [
                .unique(ColumnSolver.Placement(cut: 0, columns: [0, 1, 2]), decidedBy: [.width])
            ])
    }

    @Test func aRowSumLeavesTheTierOpen() {
        guard case .several(let placements, _, let reasons) = solve([row([18, 18])])[0] else {
            Issue.record("18 18 is read in one way")
            return
        }
        #expect(Set(placements.map(\.columns)) == [[0, 1], [0, 2]])
        #expect(reasons == [.rowSum])
    }

    @Test func theSumOfAColumnDecidesIt() {
        let answers = solve([row([42, 7, 35]), row([18, 18])], sums: [1: 7, 2: 53])
        #expect(
            answers[1] == .unique(ColumnSolver.Placement(cut: 0, columns: [0, 2]), decidedBy: [.rowSum, .columnSum]))
    }

    @Test func twoRowsThatExcludeEachOtherAreOneGroup() {
        let answers = solve([row([1, 1]), row([1, 1])], sums: [1: 1, 2: 1])
        guard case .several(let first, let group, _) = answers[0], case .several(let second, let other, _) = answers[1]
        else {
            Issue.record("\(answers)")
            return
        }
        #expect(group == other)
        #expect(
            Set(zip(first, second).map { [$0.columns, $1.columns] }) == [[[0, 1], [0, 2]], [[0, 2], [0, 1]]])
    }

    @Test func moreValuesThanColumnsHaveNoPlace() {
        #expect(solve([row([1, 2, 3, 4])]) == [.none])
    }

    @Test func aPercentageBelongsToItsVotes() {
        let model = ColumnModel([
            ColumnModel.Column(.count, .votes, round: 1), ColumnModel.Column(.share, .voteShare, round: 1),
            ColumnModel.Column(.count, .votes, round: 2), ColumnModel.Column(.share, .voteShare, round: 2),
        ])
        // 45.21 % of 2,766,465 electors are the 1,250,675 of the second round.
        let registered = ColumnSolver.Row(
            .registered, cuts: [[cell(8_662_188), cell(5649, places: 2), cell(2_766_465), cell(4521, places: 2)]])
        let dash = ColumnSolver.Cell(.dash, span: 0..<1)
        let cast = ColumnSolver.Row(.cast, cuts: [[cell(1_250_675), dash]])
        guard case .unique(let placement, let reasons) = solve([registered, cast], model)[1] else {
            Issue.record("not decided by the turnout")
            return
        }
        #expect(placement.columns == [2, 3])
        #expect(reasons.contains(.columnSum) || reasons.contains(.turnout))
    }

    @Test func aTableOfManyOpenRowsIsStillAnswered() {
        let rows = (0..<400).map { _ in row([5, 5]) }
        let answers = solve(rows)
        #expect(answers.count == 400)
        #expect(
            answers.allSatisfy { if case .several(let placements, _, _) = $0 { placements.count == 2 } else { false } })
    }
}
