public import ElectionModel
public import ElectoralLaw
import SeatAllocation

/// Holds what pages state against the law of the election.
///
/// The law is no source about facts, but it rules some out: how many seats there are, who elects them, and which seats
/// follow from which votes.
public struct LawReview {
    let comparison: SourceComparison
    let law: Law
    private let otherChambers: [Law]

    /// - Parameters:
    ///   - law: of the body that was elected.
    ///   - otherChambers: of the same parliament, of which pages speak besides.
    public static func remarks(on comparison: SourceComparison, under law: Law, otherChambers: [Law] = [])
        -> [LawRemark]
    {
        let review = LawReview(comparison: comparison, law: law, otherChambers: otherChambers)
        return review.numbers() + review.ways() + review.seatsFromVotes()
    }

    private init(comparison: SourceComparison, law: Law, otherChambers: [Law]) {
        self.comparison = comparison
        self.law = law
        self.otherChambers = otherChambers
    }

    // MARK: Numbers

    var listTier: Tier? { law.tiers.first { if case .lists = $0.rule { true } else { false } } }
    private var majorityTier: Tier? {
        law.tiers.first { tier in if case .majority = tier.rule { tier.college == nil } else { false } }
    }

    /// How many seats and constituencies there are.
    private func numbers() -> [LawRemark] {
        var known: [(FactName, Int, [String])] = [(FactName(.seatsTotal), law.seats, law.tiers.flatMap(\.cites))]
        if let tier = listTier { known.append((FactName(.seats, tier: .list), tier.seats, tier.cites)) }
        if let tier = majorityTier {
            known.append((FactName(.seats, tier: .constituency), tier.seats, tier.cites))
            known.append((FactName(.constituencies), tier.seats, tier.cites))
        }
        for chamber in otherChambers {
            let name = SoundKey.plain(chamber.body)
            known.append((FactName(.chamberSeats, detail: name), chamber.seats, chamber.tiers.flatMap(\.cites)))
        }
        return known.flatMap { name, number, cites in
            guard let fact = comparison.facts.first(where: { $0.name == name }) else { return [LawRemark]() }
            var agreeing: [Int] = []
            var others: [(page: Int, claim: Claim)] = []
            for statement in fact.statements where statement.claim.value != .none {
                guard
                    let reach = Reach(
                        statement.claim.value, state: statement.claim.state, isShare: false)
                else { continue }
                if reach.agreement(with: .exact(Fraction(number, over: 1))) != nil {
                    agreeing.append(statement.page)
                } else {
                    others.append((statement.page, statement.claim))
                }
            }
            var remarks: [LawRemark] = []
            let figures = [Figure("number", .whole(Int64(number)))]
            if !agreeing.isEmpty, fact.verdict == .conflict || fact.verdict == .faultInsidePage {
                remarks.append(LawRemark(.confirms, name, pages: agreeing, figures: figures, cites: cites))
            }
            for other in others {
                remarks.append(
                    LawRemark(
                        .otherNumber, name, pages: [other.page], claims: [other.claim],
                        figures: figures + [Figure("stated", .text(other.claim.value.shown))], cites: cites))
            }
            return remarks
        }
    }

    // MARK: Who elects

    /// Words of a page by which the people elect directly.
    private static let directly = [
        "popular vote", "directly elected", "direct vote", "elected directly", "universal suffrage",
    ]
    /// Words of a page by which only those who won take part in a division by lists.
    private static let winnersOnly = ["winning part", "winning list", "victorious part"]

    /// Sentences on how seats are filled: members that colleges elect are not elected by the people, and lists share seats
    /// by votes.
    private func ways() -> [LawRemark] {
        var remarks: [LawRemark] = []
        let colleges = ([law] + otherChambers).flatMap { law in law.tiers.filter { $0.college != nil }.map { (law, $0) }
        }
        for (place, page) in comparison.pages.enumerated() {
            for claim in page.claims {
                guard Self.tellsAWay(claim.key.measure) else { continue }
                let words = Self.words(of: claim)
                if Self.directly.contains(where: words.contains) {
                    for (chamber, tier) in colleges where speaks(claim, words, of: chamber, tier) {
                        remarks.append(
                            remark(
                                claim, place,
                                [
                                    Figure("seats", .whole(Int64(tier.seats))), Figure("way", .text("college")),
                                ], tier.cites + (tier.college?.cites ?? [])))
                    }
                }
                if let tier = listTier, case .lists(let rule) = tier.rule,
                    Self.winnersOnly.contains(where: words.contains),
                    let threshold = rule.thresholds.first
                {
                    remarks.append(
                        remark(
                            claim, place,
                            [
                                Figure("seats", .whole(Int64(tier.seats))), Figure("way", .text("lists")),
                                Figure("threshold", .share(threshold.share)),
                            ], threshold.cites + rule.cites))
                }
            }
        }
        return remarks
    }

    private func remark(_ claim: Claim, _ page: Int, _ figures: [Figure], _ cites: [String]) -> LawRemark {
        let name = FactName(of: claim.key, participant: nil)
        return LawRemark(
            .otherWay, name, pages: [page], claims: [claim],
            figures: figures + [Figure("stated", .text(claim.printed))], cites: cites.unique())
    }

    private static func tellsAWay(_ measure: Measure) -> Bool {
        switch measure {
        case .rule, .structure, .chamberSeats, .seats, .seatsTotal, .term, .office: true
        default: false
        }
    }

    private static func words(of claim: Claim) -> String {
        var text = claim.printed
        if case .text(let value) = claim.value, value != claim.printed { text += " " + value }
        return text.lowercased().replacing("\u{2019}", with: "'").replacing("\n", with: " ")
    }

    /// Whether a sentence is about the members whom a college elects: it names the chamber or their number.
    private func speaks(_ claim: Claim, _ words: String, of chamber: Law, _ tier: Tier) -> Bool {
        let detail = claim.key.detail.map { SoundKey.words(of: $0) } ?? []
        let spoken = SoundKey.words(of: words)
        let body = SoundKey.text(of: chamber.body)
        if detail.contains(body) || spoken.contains(body) { return true }
        if case .whole(let number) = claim.value, number == Int64(tier.seats) { return true }
        return spoken.contains("\(tier.seats)") || (body == "senate" && spoken.contains("senators"))
    }
}

extension Reconciler {
    /// A comparison with what the law says to it.
    public static func compare(
        _ pages: [ImportedPage], of election: ArchivedElection, book: AliasBook = AliasBook(),
        others: [OtherElection] = [], under law: Law, otherChambers: [Law] = []
    ) -> SourceComparison {
        var comparison = compare(pages, of: election, book: book, others: others)
        comparison.law = LawReview.remarks(on: comparison, under: law, otherChambers: otherChambers)
        return comparison
    }
}
