import ElectionModel
import Testing

import ElectronicStation

@Suite("Slip accounts") struct SlipAccountTests {
    /// What may become of one slip.
    private enum Fate: CaseIterable {
        case destroyed, castAndDropped, castAndCarried, challengedAndDropped, unspentInBox, givenBack, lost
    }

    /// The account of a station at which nobody erred: a voter for each slip, save that a challenge is followed by another slip.
    private static func account(_ fates: [Fate]) -> SlipAccount? {
        func count(_ wanted: Fate...) -> UInt32 { UInt32(fates.count { wanted.contains($0) }) }
        let handedOut = UInt32(fates.count) - count(.destroyed)
        let challenged = count(.challengedAndDropped)
        // Each challenge was replaced; the voter is one and the same.
        guard challenged == 0 || handedOut > challenged else { return nil }
        return SlipAccount(
            printed: UInt32(fates.count), received: UInt32(fates.count), handedOut: handedOut,
            destroyedUnused: count(.destroyed), ballots: count(.castAndDropped, .castAndCarried),
            challenged: challenged, inBox: count(.castAndDropped, .challengedAndDropped, .unspentInBox),
            unspentInBox: count(.unspentInBox), returned: count(.givenBack), checkIns: handedOut - challenged,
            replacements: challenged)
    }

    /// Every station of up to five slips.
    private static func stations() -> [[Fate]] {
        var all: [[Fate]] = [[]]
        var last: [[Fate]] = [[]]
        for _ in 0..<5 {
            last = last.flatMap { fates in Fate.allCases.map { fates + [$0] } }
            all += last
        }
        return all
    }

    private static let fields: [any WritableKeyPath<SlipAccount, UInt32> & Sendable] = [
        \.printed, \.received, \.handedOut, \.destroyedUnused, \.ballots, \.challenged, \.inBox, \.unspentInBox,
        \.returned, \.checkIns, \.replacements,
    ]

    @Test func whereNobodyErredEveryEquationHolds() {
        for fates in Self.stations() {
            guard let account = Self.account(fates) else { continue }
            #expect(account.equations.allSatisfy { $0.difference == 0 }, "\(fates)")
            #expect(account.missing == fates.count { $0 == .lost })
            #expect(account.carriedAway == fates.count { $0 == .lost || $0 == .castAndCarried })
            let expected =
                (account.missing > 0 ? [SlipAccount.Code.missing] : [])
                + (account.carriedAway > 0 ? [.carriedAway] : [])
            #expect(account.findings(at: "s").map(\.code) == expected.map(\.rawValue), "\(fates)")
        }
    }

    /// One figure is wrong by one: nothing passes unseen.
    @Test func oneWrongFigureIsFound() {
        for fates in Self.stations() {
            guard let account = Self.account(fates) else { continue }
            let honest = account.findings(at: "s")
            for field in Self.fields {
                for isMore in [true, false] {
                    var wrong = account
                    if !isMore, wrong[keyPath: field] == 0 { continue }
                    wrong[keyPath: field] = isMore ? wrong[keyPath: field] + 1 : wrong[keyPath: field] - 1
                    #expect(wrong.findings(at: "s") != honest, "\(fates) \(field) \(isMore)")
                }
            }
        }
    }

    /// T20: the urn has more ballots than there were voters, whatever else is changed to fit.
    @Test func aStuffedUrnIsFound() {
        for fates in Self.stations() {
            guard let account = Self.account(fates) else { continue }
            for stuffed in 1...3 as ClosedRange<UInt32> {
                var wrong = account
                wrong.ballots = account.checkIns + stuffed
                wrong.handedOut = wrong.ballots + wrong.challenged + UInt32(wrong.returnedUnspent)
                wrong.destroyedUnused = account.printed > wrong.handedOut ? account.printed - wrong.handedOut : 0
                let codes = wrong.findings(at: "s").map(\.code)
                #expect(codes.contains(SlipAccount.Code.moreThanVoters.rawValue), "\(fates) \(stuffed)")
            }
        }
    }

    /// Every combination of small figures: an equation holds exactly where none of its findings is made.
    @Test func findingsAreTheEquations() {
        var figures = [UInt32](repeating: 0, count: Self.fields.count)
        func next() -> Bool {
            for place in figures.indices {
                figures[place] += 1
                if figures[place] < 3 { return true }
                figures[place] = 0
            }
            return false
        }
        repeat {
            var account = SlipAccount(
                printed: 0, received: 0, handedOut: 0, destroyedUnused: 0, ballots: 0, challenged: 0, inBox: 0,
                unspentInBox: 0, returned: 0, checkIns: 0, replacements: 0)
            for (field, value) in zip(Self.fields, figures) { account[keyPath: field] = value }
            let codes = Set(account.findings(at: "s").map(\.code))
            let differences = account.equations.map(\.difference)
            let pairs: [(Bool, SlipAccount.Code)] = [
                (differences[0] != 0, .received), (differences[1] != 0, .printed),
                (differences[2] != 0, .moreThanHandedOut), (differences[3] != 0, .handedOut),
                (account.missing > 0, .missing), (account.carriedAway > 0, .carriedAway),
                (account.ballots > account.checkIns, .moreThanVoters),
            ]
            let isRight = pairs.allSatisfy { codes.contains($1.rawValue) == $0 }
            if !isRight { Issue.record("\(figures): \(codes)") }
        } while next()
    }
}
