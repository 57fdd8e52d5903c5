import Counting
public import DataFormats
import ElectionFiles
import ElectionModel
public import ElectoralLaw

/// Reads the files of a reconstruction and holds them against everything that was published. Nothing that the
/// reconstruction knew is used: only the bytes of its files.
///
/// - Parameters:
///   - law: the law in force; where it is given, the seats are decided by it as well.
///   - open: the bytes of a file by its name; nil where there is none.
/// - Returns: every constraint, kept or broken.
/// - Throws: `Mistakes` of the first file that can't be read.
public func checkReconstruction(
    against published: PublishedFigures = .kazakhstan2004, law: Law? = nil, file open: (String) -> [UInt8]?
) throws(Mistakes) -> [Constraint] {
    let files = try ReconstructionFiles.read(lists: published.lists.map(\.id), file: open)
    let check = ReconstructionCheck(files, published)
    return check.sums() + check.geography() + check.firstRound() + check.runOffs() + check.membership()
        + check.people() + check.forms() + (law.map(check.seats) ?? [])
}

/// What several constraints are counted from, computed once.
struct ReconstructionCheck {
    let published: PublishedFigures
    let reconstruction: Reconstruction
    let unmarkedRows: Int
    let refused: Int
    let tallies: [ContestKey: Tally]
    let tallyOrder: [Tally]
    let contests: [ContestResult]
    let candidates: [ChoiceID: Choice]
    let memberOf: [ChoiceID: PartyID]
    let stations: [StationID: PollingStation]

    /// One constituency as counted.
    struct ContestResult {
        var district: DistrictID
        /// Choices by votes, most first.
        var ranking: [(choice: ChoiceID, votes: UInt64)]
        /// Who has more than half of the valid votes.
        var decided: ChoiceID?
        var runOffBallot: [ChoiceID]
        /// Who has most votes in the run-off; nil where it is tied or there was none.
        var runOffWinner: ChoiceID?

        var finalists: [ChoiceID] { ranking.prefix(2).map(\.choice) }
        var winner: ChoiceID? { decided ?? runOffWinner }

        /// First before second before third.
        var isStrict: Bool {
            ranking.count > 2 && ranking[0].votes > ranking[1].votes && ranking[1].votes > ranking[2].votes
        }
    }

    init(_ files: ReconstructionFiles, _ published: PublishedFigures) {
        self.published = published
        reconstruction = files.reconstruction
        unmarkedRows = files.unmarkedRows
        var ledger = Ledger()
        var refused = 0
        for item in reconstruction.protocols {
            do throws(Ledger.Refusal) { try ledger.accept(item) } catch { refused += 1 }
        }
        self.refused = refused
        tallyOrder = ledger.tabulate()
        let tallies = Dictionary(
            tallyOrder.map { (ContestKey($0.tier, $0.district, $0.round), $0) }, uniquingKeysWith: { first, _ in first }
        )
        self.tallies = tallies
        contests = reconstruction.districts.filter { $0.tier == Reconstruction.constituencyTier }.map {
            Self.result(
                $0.id, tallies[ContestKey(Reconstruction.constituencyTier, $0.id, 1)],
                tallies[ContestKey(Reconstruction.constituencyTier, $0.id, 2)])
        }
        candidates = Dictionary(
            reconstruction.candidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        memberOf = Dictionary(
            reconstruction.memberships.map { ($0.candidate, $0.party) }, uniquingKeysWith: { first, _ in first })
        stations = Dictionary(reconstruction.stations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func result(_ district: DistrictID, _ first: Tally?, _ second: Tally?) -> ContestResult {
        func ranked(_ tally: Tally?) -> [(choice: ChoiceID, votes: UInt64)] {
            (tally?.votes ?? []).map { ($0.choice, $0.votes) }.sorted { ($1.votes, $0.choice) < ($0.votes, $1.choice) }
        }
        let ranking = ranked(first)
        let valid = first?.valid ?? 0
        let decided = ranking.first.flatMap { 2 * $0.votes > valid ? $0.choice : nil }
        let runOff = ranked(second)
        let isTied = runOff.count < 2 || runOff[0].votes == runOff[1].votes
        return ContestResult(
            district: district, ranking: ranking, decided: decided, runOffBallot: second?.votes.map(\.choice) ?? [],
            runOffWinner: isTied ? nil : runOff[0].choice)
    }

    func tally(_ district: DistrictID, round: Int) -> Tally? {
        tallies[ContestKey(Reconstruction.constituencyTier, district, round)]
    }

    func isNominee(_ choice: ChoiceID?, of list: ChoiceID) -> Bool {
        choice.flatMap { candidates[$0]?.nominator }?.rawValue == list.rawValue
    }

    func isSelfNominated(_ choice: ChoiceID?) -> Bool {
        guard let choice, let candidate = candidates[choice] else { return false }
        return candidate.nominator == nil
    }

    func isSelfNominatedMember(_ choice: ChoiceID?, of list: ChoiceID) -> Bool {
        guard let choice, isSelfNominated(choice) else { return false }
        return memberOf[choice]?.rawValue == list.rawValue
    }

    var decidedContests: [ContestResult] { contests.filter { $0.decided != nil } }
    var runOffContests: [ContestResult] { contests.filter { $0.decided == nil } }
}
