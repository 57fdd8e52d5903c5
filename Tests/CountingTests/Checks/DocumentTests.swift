import Counting
import ElectionModel
import Testing

@Suite struct DocumentTests {
    static let close = ClockTime("2004-09-19T20:00")
    static let context = CheckContext(stations: [], ballots: [], closing: close.map { ["1": $0] } ?? [:])

    /// A complete paper with figures in words.
    static func make(_ change: (inout ProtocolDocument) -> Void = { _ in }) -> ProtocolDocument {
        let counts = Forms.make(station: "1", votes: [10, 30], invalid: 1)
        var words: [ProtocolField: String] = [:]
        for field in counts.fields(on: .kazakhstan2004) where field.line != .mobileBoxes {
            words[field] = counts[field].flatMap { NumberInWords.write($0, in: .russian) }
        }
        var document = ProtocolDocument(
            counts, words: words,
            header: ProtocolHeader(
                copyNumber: 1, signatures: CaseSteps.signatures, isStamped: true,
                signedAt: ClockTime("2004-09-20T01:30"), pages: 1, printedCode: counts.checkNumber()))
        change(&document)
        return document
    }

    static func broken(_ document: ProtocolDocument) -> [CheckResult] {
        check(document, in: context).filter { !$0.holds }
    }

    @Test func acompletePaperPassesEveryCheckOfThePaper() {
        let results = check(Self.make(), in: Self.context)
        #expect(results.filter { !$0.holds }.isEmpty)
        #expect(Set(["A07", "A17", "B07", "B09", "K04", "K05"]).isSubset(of: Set(results.map(\.code))))
        #expect(results.allSatisfy { $0.place.prefix(4) == ["constituencies", "a1", "1", "1"] })
    }

    @Test func afigureThatDiffersFromItsWordsIsFound() {
        let other = Self.broken(Self.make { $0.words[.invalid] = "две" })
        #expect(other.map(\.code) == ["A17"] && other[0].place.last == "F")
        #expect(other[0].figures.map(\.value) == [.count(1), .text("две"), .count(2)])
        let unreadable = Self.broken(Self.make { $0.words[.votes(line: 2)] = "двадцатъ" })
        #expect(unreadable.map { $0.place.last } == ["E2"])
        #expect(unreadable[0].figures.map(\.value) == [.count(30), .text("двадцатъ")])
        let missing = Self.broken(Self.make { $0.words[.tookPart] = nil })
        #expect(missing.map { $0.place.last } == ["D"])
        #expect(Self.broken(Self.make { $0.words[.tookPart] = "ҚЫРЫҚ БІР" }).isEmpty)
        #expect(check(Self.make { $0.words = [:] }, in: Self.context).allSatisfy { $0.code != "A17" })
    }

    @Test func moreFoundThanGivenNeedsAnAct() {
        func make(_ acts: [ProtocolAct]) -> [String] {
            Self.broken(
                Self.make {
                    $0.counts.electorsGivenBallots = 30
                    $0.header.acts = acts
                    $0.words = [:]
                }
            ).map(\.code)
        }
        #expect(make([]).contains("A07"))
        #expect(make([ProtocolAct(.recount, pages: 1)]).contains("A07"))
        #expect(!make([ProtocolAct(.moreFoundThanGiven, pages: 1)]).contains("A07"))
    }

    @Test func amobileBoxWithTooManyBallotsNeedsAnAct() {
        func make(_ acts: [ProtocolAct]) -> [String] {
            Self.broken(
                Self.make {
                    $0.counts.mobileBoxes[0].ballotsFound = 5
                    $0.header.acts = acts
                    $0.header.printedCode = nil
                }
            ).map(\.code)
        }
        #expect(make([]) == ["K02", "K04"])
        #expect(make([ProtocolAct(.mobileBox, pages: 1)]) == ["K02"])
    }

    static let incomplete: [(String, @Sendable (inout ProtocolHeader) -> Void)] = [
        ("copy number", { $0.copyNumber = nil }), ("stamp", { $0.isStamped = nil }),
        ("stamp", { $0.isStamped = false }),
        ("signatures", { $0.signatures.removeLast(2) }),
        (
            "signatures",
            {
                $0.signatures[0].hasSigned = false; $0.signatures[1].hasSigned = false
            }
        ),
        ("time of signing", { $0.signedAt = nil }),
        ("signed before the close", { $0.signedAt = ClockTime("2004-09-19T19:59") }),
    ]

    @Test(arguments: 0..<7)
    func whatIsMissingIsNamed(index: Int) {
        let (name, change) = Self.incomplete[index]
        let broken = Self.broken(Self.make { change(&$0.header) })
        #expect(broken.map(\.code) == ["B07"] && broken[0].place.last == name)
    }

    @Test func thecountTakesTwelveHoursAtMost() {
        #expect(Self.broken(Self.make { $0.header.signedAt = ClockTime("2004-09-20T08:00") }).isEmpty)
        let late = Self.broken(Self.make { $0.header.signedAt = ClockTime("2004-09-20T08:01") })
        #expect(late.map(\.code) == ["K05"] && late[0].figures.map(\.value) == [.count(721), .count(720)])
    }

    @Test func theCheckNumberProvesTheFigures() {
        let withoutHyphens = Self.make().counts.checkNumber().filter { $0 != "-" }
        let broken = Self.broken(Self.make { $0.header.printedCode = withoutHyphens })
        #expect(broken.isEmpty)
        for field in Self.make().counts.fields(on: .kazakhstan2004) {
            let broken = Self.broken(Self.make { $0.counts[field] = 77 })
            #expect(broken.contains { $0.code == "B09" }, "\(field)")
        }
        #expect(Self.broken(Self.make { $0.header.printedCode = "000-000-000" }).map(\.code) == ["B09"])
    }
}

@Suite struct CheckNumberTests {
    /// By the definition, computed apart from the code.
    @Test func theNumberFollowsItsDefinition() {
        let item = Protocol(
            station: "1", tier: "t", district: "d", electorsOnList: 7, votes: [Protocol.ChoiceCount("x", nil)],
            provenance: .simulated)
        let text = "1|t|d|1|paper|A=7|B=|D=|E1=|F=|G=|H="
        let value = text.utf8.reduce(UInt64(0)) { ($0 * 257 + UInt64($1) + 1) % 999_999_937 }
        let digits = String(value + 1_000_000_000).dropFirst()
        #expect(item.checkNumber() == "\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3))-\(digits.suffix(3))")
        #expect(item.checkNumber() == "167-796-737")
    }

    /// Every other digit in every place, and every pair of neighbouring digits that differ.
    @Test func awrongDigitAndSwappedNeighboursAlwaysChangeIt() {
        var item = Forms.make(station: "1", votes: [10, 20], invalid: 5)
        item.votes[0].votes = 1234
        item.votes[1].votes = 98
        let own = item.checkNumber()
        for field in item.fields(on: .kazakhstan2004) {
            let digits = Array(String(item[field] ?? 0).utf8)
            for place in digits.indices {
                for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
                    // A leading zero would shorten the number, which is another error.
                    if place == 0, digit == UInt8(ascii: "0"), digits.count > 1 { continue }
                    var other = digits
                    other[place] = digit
                    var wrong = item
                    wrong[field] = UInt32(String(decoding: other, as: UTF8.self))
                    #expect(wrong.checkNumber() != own)
                }
            }
        }
        var swapped = item
        swapped[.votes(line: 1)] = 2134
        #expect(swapped.checkNumber() != own)
        var lines = item
        lines.votes[0].votes = 98
        lines.votes[1].votes = 1234
        #expect(lines.checkNumber() != own)
        var unfilled = item
        unfilled.invalid = nil
        #expect(unfilled.checkNumber() != own)
    }
}
