import ElectionModel

/// One candidate as he is being drawn.
struct CandidateDraft {
    /// The nominating list; nil for the self-nominated.
    var list: Int?
    /// The list to which a self-nominated candidate belongs all the same.
    var member: Int?
    /// Of the valid votes of the first round, in ten-thousandths.
    var share = 0
    var isWinner = false
    /// The other one in the run-off.
    var isOpponent = false

    /// Whether he counts as one of a list's people.
    func belongs(to list: Int) -> Bool { self.list == list || member == list }
}

/// The contest of one constituency as it is being drawn, candidates in ballot order.
struct ContestDraft {
    var candidates: [CandidateDraft] = []
    /// The winner's share of the valid votes of the run-off, in ten-thousandths.
    var runOffShare = 0
    /// Whether people of the list whose members were counted may stand here.
    var membersStand = false

    var finalists: [Int] { candidates.indices.filter { candidates[$0].isWinner || candidates[$0].isOpponent } }
    var winner: Int? { candidates.firstIndex { $0.isWinner } }
}

extension Workshop {
    /// Draws who stands where and with what success.
    func contests(_ constituencies: [ConstituencyDraft]) throws(ReconstructionFault) -> [ContestDraft] {
        var generator = generator(.candidacies)
        guard let counted = published.index(of: published.membersOf),
            let other = published.index(of: published.alsoMembersOf)
        else { throw .impossible(parameter: "lists") }
        let otherFirst = parameters.otherMembersFirst
        guard (0...published.alsoMemberWins).contains(otherFirst) else {
            throw .impossible(parameter: "winners.members-of-second-party.first-round")
        }
        var decided = try winners(
            wins: published.lists.map(\.winsFirst), selfNominated: published.selfNominatedWinsFirst,
            members: [(counted, published.memberWinsFirst), (other, otherFirst)],
            standing: published.membersStoodInDecided, counted, &generator)
        var runOffs = try winners(
            wins: published.lists.map(\.winsSecond), selfNominated: published.selfNominatedWinsSecond,
            members: [(counted, published.memberWinsSecond), (other, published.alsoMemberWins - otherFirst)],
            standing: published.membersInRunOffs, counted, &generator)
        var contests = constituencies.map { $0.hasRunOff ? runOffs.removeLast() : decided.removeLast() }
        let sizes = try sizes(constituencies, &generator)
        try nominate(counted, sizes, &contests, &generator)
        for index in contests.indices {
            while contests[index].candidates.count < sizes[index] {
                let isMember = contests[index].membersStand && generator.happens(60)
                contests[index].candidates.append(CandidateDraft(member: isMember ? counted : nil))
            }
        }
        guard (1...published.runOffs).contains(parameters.comebacks) else {
            throw .impossible(parameter: "run-offs.won-from-second-place")
        }
        let comebacks = Set(
            generator.shuffled(contests.indices.filter { constituencies[$0].hasRunOff }).prefix(parameters.comebacks))
        for index in contests.indices {
            if constituencies[index].hasRunOff {
                try chooseOpponent(counted, &contests[index], &generator)
                try shareRunOff(&contests[index], isComeback: comebacks.contains(index), &generator)
            } else {
                shareDecided(&contests[index], &generator)
            }
            contests[index].candidates = generator.shuffled(contests[index].candidates)
        }
        return contests
    }

    /// The winners of one round, each in a contest of its own, in random order. In some of the contests that others win,
    /// the counted list's people stand as well.
    private func winners(
        wins: [Int], selfNominated: Int, members: [(list: Int, count: Int)], standing: Int, _ counted: Int,
        _ generator: inout Generator
    ) throws(ReconstructionFault) -> [ContestDraft] {
        var winners: [CandidateDraft] = []
        for (list, count) in wins.enumerated() {
            for _ in 0..<count { winners.append(CandidateDraft(list: list, isWinner: true)) }
        }
        var independent = selfNominated
        for (list, count) in members {
            independent -= count
            for _ in 0..<count { winners.append(CandidateDraft(member: list, isWinner: true)) }
        }
        guard independent >= 0 else { throw .impossible(parameter: "winners.members-of-second-party.first-round") }
        for _ in 0..<independent { winners.append(CandidateDraft(isWinner: true)) }
        let own = winners.filter { $0.belongs(to: counted) }
        let others = generator.shuffled(winners.filter { !$0.belongs(to: counted) })
        guard (0...others.count).contains(standing - own.count) else { throw .impossible(parameter: "lists") }
        let contests = own.map { ContestDraft(candidates: [$0], membersStand: true) }
        let lost = others.enumerated().map { place, winner in
            let stands = place < standing - own.count
            return ContestDraft(
                candidates: stands ? [winner, CandidateDraft(list: counted)] : [winner], membersStand: stands)
        }
        return generator.shuffled(contests + lost)
    }

    /// How many stand in each constituency: two in a few decided ones, at least four elsewhere.
    private func sizes(
        _ constituencies: [ConstituencyDraft], _ generator: inout Generator
    ) throws(ReconstructionFault) -> [Int] {
        let total = published.candidates - parameters.persons
        let selfNominated = total - parameters.nominees
        guard parameters.lists.count == published.lists.count,
            selfNominated >= published.selfNominatedWinsFirst + published.selfNominatedWinsSecond,
            selfNominated <= published.greatestSelfNominated
        else { throw .impossible(parameter: "list.persons") }
        let pairs = Set(
            generator.shuffled(constituencies.indices.filter { !constituencies[$0].hasRunOff })
                .prefix(parameters.twoCandidateConstituencies))
        guard pairs.count == parameters.twoCandidateConstituencies, !pairs.isEmpty else {
            throw .impossible(parameter: "constituencies.with-two-candidates")
        }
        let others = constituencies.indices.filter { !pairs.contains($0) }
        let weights = others.map { _ in generator.near(100, spread: 75) }
        guard let parts = apportion(total - 2 * pairs.count, by: weights, within: 4...18) else {
            throw .impossible(parameter: "list.persons")
        }
        var sizes = [Int](repeating: 2, count: constituencies.count)
        for (place, index) in others.enumerated() { sizes[index] = parts[place] }
        return sizes
    }

    /// Adds the nominees of all lists, at most one for each list and constituency.
    private func nominate(
        _ counted: Int, _ sizes: [Int], _ contests: inout [ContestDraft], _ generator: inout Generator
    ) throws(ReconstructionFault) {
        let order = published.lists.indices.sorted {
            (parameters.lists[$1].nominees, $0) < (parameters.lists[$0].nominees, $1)
        }
        for list in order {
            let missing =
                parameters.lists[list].nominees
                - contests.reduce(0) { $0 + $1.candidates.count { $0.list == list } }
            let open = contests.indices.filter { index in
                contests[index].candidates.count < sizes[index]
                    && !contests[index].candidates.contains { $0.list == list }
                    && (list != counted || contests[index].membersStand)
            }
            let name = "list.\(published.lists[list].id).nominees"
            guard missing >= 0, missing <= open.count,
                parameters.lists[list].nominees <= published.lists[list].greatestNominees ?? published.constituencies,
                (max(1, published.lists[list].seats)...published.greatestList).contains(parameters.lists[list].persons)
            else { throw .impossible(parameter: name) }
            for index in generator.shuffled(open).prefix(missing) {
                contests[index].candidates.append(CandidateDraft(list: list))
            }
        }
    }

    private func chooseOpponent(
        _ counted: Int, _ contest: inout ContestDraft, _ generator: inout Generator
    ) throws(ReconstructionFault) {
        let winnerBelongs = contest.candidates.contains { $0.isWinner && $0.belongs(to: counted) }
        let possible = contest.candidates.indices.filter { index in
            let candidate = contest.candidates[index]
            if candidate.isWinner { return false }
            if winnerBelongs { return !candidate.belongs(to: counted) }
            return contest.membersStand ? candidate.list == counted : true
        }
        guard !possible.isEmpty else { throw .notFound(stage: "finalists") }
        let weights = possible.map { strength(contest.candidates[$0]) }
        var drawn = generator.below(weights.reduce(0, +))
        for (place, index) in possible.enumerated() {
            drawn -= weights[place]
            if drawn < 0 {
                contest.candidates[index].isOpponent = true
                return
            }
        }
    }

    /// How strong a candidate usually is, by the list behind him.
    private func strength(_ candidate: CandidateDraft) -> Int {
        guard let list = candidate.list ?? candidate.member else { return 6 }
        let permille = published.lists[list].votes * 1000 / published.valid
        return 4 + min(12, permille / 12)
    }

    private func shareDecided(_ contest: inout ContestDraft, _ generator: inout Generator) {
        let isPair = contest.candidates.count == 2
        let won = isPair ? generator.near(6600, spread: 1300) : generator.near(5950, spread: 1700)
        let winner = min(8600, max(5040, won))
        let others = contest.candidates.indices.filter { !contest.candidates[$0].isWinner }
        let weights = others.map { strength(contest.candidates[$0]) * generator.within(25...175) }
        let parts = apportion(10_000 - winner, by: weights) ?? []
        for (place, index) in others.enumerated() { contest.candidates[index].share = max(1, parts[place]) }
        for index in contest.candidates.indices where contest.candidates[index].isWinner {
            contest.candidates[index].share = winner
        }
    }

    /// The first of the first round below half, the second clearly behind, everybody else clearly behind the second.
    private func shareRunOff(
        _ contest: inout ContestDraft, isComeback: Bool, _ generator: inout Generator
    ) throws(ReconstructionFault) {
        let others = contest.candidates.indices.filter {
            !contest.candidates[$0].isWinner && !contest.candidates[$0].isOpponent
        }
        contest.runOffShare = min(7600, max(5060, generator.near(5600, spread: 1100)))
        for _ in 0..<5000 {
            let first = min(4880, max(2300, generator.near(3750, spread: 1500)))
            let second = first * generator.within(45...97) / 100
            let weights = others.map { strength(contest.candidates[$0]) * generator.within(25...175) }
            guard first + second < 9900,
                let parts = apportion(10_000 - first - second, by: weights, within: 10...9000),
                let third = parts.max(), second - third > 40
            else { continue }
            for (place, index) in others.enumerated() { contest.candidates[index].share = parts[place] }
            for index in contest.candidates.indices {
                if contest.candidates[index].isWinner { contest.candidates[index].share = isComeback ? second : first }
                if contest.candidates[index].isOpponent {
                    contest.candidates[index].share = isComeback ? first : second
                }
            }
            return
        }
        throw .notFound(stage: "shares of a run-off")
    }
}
