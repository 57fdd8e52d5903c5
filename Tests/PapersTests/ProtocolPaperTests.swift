import Counting
import ElectionConduct
import ElectionModel
import Papers
import PrintedPapers
import Testing
import Typesetting
import Wording

@Suite("The printed protocol") struct ProtocolPaperTests {
    private static let votes: [UInt32] = [211, 97, 305, 41]

    /// The paper of an accepted protocol, and the election it belongs to.
    private func accepted(
        _ provenance: ProvenanceKind = .simulated, to last: ProtocolCase.Action.Kind = .accept
    ) throws -> (paper: ProtocolPaper, election: SmallElection) {
        var election = try SmallElection(provenance: provenance)
        let counts = election.counts("s1", SmallElection.contest, Self.votes)
        try election.take(counts, to: last)
        let paper = election.state.protocolPaper(
            LedgerKey(counts), at: SmallElection.head, onItsWay: last != .accept)
        return (try #require(paper), election)
    }

    @Test("Every figure stands on it with its words, every name, act and office", arguments: Language.allCases)
    func figuresAndWords(_ language: Language) throws {
        let (paper, election) = try accepted()
        let wording = try election.wording(language)
        let printed = try Printed(try protocolPaper(paper, wording))
        defer { printed.remove() }
        let text = try printed.text()
        let counts = paper.document.counts
        let fields = counts.fields(on: paper.form)
        #expect(fields.count == 14)
        for field in fields {
            let figure = try #require(counts[field])
            let line = try #require(paper.form.line(field.line))
            let words = line.isInWords ? " " + plain(try #require(wording.inWords(figure))) : ""
            #expect(text.contains(plain(wording.number(figure)) + words), "\(field)")
        }
        for line in counts.votes { #expect(text.contains(wording.names.choice(line.choice, language))) }
        #expect(text.contains(counts.checkNumber(on: paper.form)))
        #expect(text.contains(wording.name(of: ProtocolAct.Kind.mobileBox)))
        #expect(text.contains("precinct:s1/7"))
        #expect(text.contains(wording.term("papers.signatures.dissent")))
        #expect(text.contains("412:"))
        #expect(
            text.contains(
                plain(
                    wording.term(
                        "papers.page.number",
                        [Figure("page", .text("1")), Figure("pages", .text("\(try printed.pages())"))]))))
    }

    @Test("Its code holds the same figures", arguments: Language.allCases)
    func code(_ language: Language) throws {
        let (paper, election) = try accepted()
        let printed = try Printed(try protocolPaper(paper, try election.wording(language)))
        defer { printed.remove() }
        let codes = try printed.codes()
        #expect(codes.count == 1)
        let read = try ProtocolPaperText(reading: try #require(codes.first))
        #expect(read == ProtocolPaperText(paper))
        #expect(read.position == SmallElection.head)
        #expect(read.differences(from: paper.document.counts, on: paper.form) == [])
        var other = paper.document.counts
        other[.invalid] = 11
        #expect(read.differences(from: other, on: paper.form) == [.invalid])
    }

    @Test("Marks across the page: what is not official, and what is not accepted")
    func marks() throws {
        func mark(_ provenance: ProvenanceKind, to last: ProtocolCase.Action.Kind) throws -> String? {
            let (paper, election) = try accepted(provenance, to: last)
            return paper.paper(try election.wording(.english)).watermark
        }
        #expect(try mark(.official, to: .accept) == nil)
        #expect(try mark(.official, to: .sign) == "DRAFT")
        #expect(try mark(.official, to: .receive) == "DRAFT")
        #expect(try mark(.simulated, to: .accept) == "SIMULATED")
        #expect(try mark(.reconstructed, to: .confirm) == "DRAFT · RECONSTRUCTED")
        #expect(try mark(.derived, to: .accept) == "NOT OFFICIAL")
    }

    @Test("What stands in no record is a draft")
    func withoutRecord() throws {
        let (known, election) = try accepted(.official)
        let paper = ProtocolPaper(
            PaperSource(electionID: "small", election: Multilingual("Small"), provenance: .official), known.document,
            form: known.form)
        #expect(paper.paper(try election.wording(.russian)).watermark == "ЧЕРНОВИК")
    }

    @Test("A mark is drawn, and an official accepted protocol has none")
    func drawnMark() throws {
        func letters(_ provenance: ProvenanceKind) throws -> Int {
            let (paper, election) = try accepted(provenance)
            let printed = try Printed(try protocolPaper(paper, try election.wording(.english)))
            defer { printed.remove() }
            // Only the mark is as large.
            return try printed.words().count { $0.bottom - $0.top > 40 }
        }
        #expect(try letters(.official) == 0)
        #expect(try letters(.simulated) > 0)
    }

    @Test("An empty field is shown as empty, and a zero as zero")
    func emptyIsNotZero() throws {
        var (paper, election) = try accepted(.official)
        paper.document.counts.invalid = 0
        paper.document.counts.ballotsCancelled = nil
        let wording = try election.wording(.english)
        let printed = try Printed(try protocolPaper(paper, wording))
        defer { printed.remove() }
        let text = try printed.text(byRows: true)
        #expect(text.contains("invalid ballots 0 zero"))
        #expect(text.contains("cancelled ballots not filled"))
        #expect(ProtocolPaperText(paper).text.contains("|F=0|"))
        #expect(ProtocolPaperText(paper).text.contains("|H=|"))
    }

    @Test("Words that were typed and say another number are not hidden")
    func contradictingWords() throws {
        var (paper, election) = try accepted()
        paper.document.words = [.invalid: "одиннадцать", .tookPart: "шестьсот шестьдесят четыре"]
        let printed = try Printed(try protocolPaper(paper, try election.wording(.kazakh)))
        defer { printed.remove() }
        let text = try printed.text()
        #expect(text.contains("10 одиннадцать"))
        #expect(text.contains("664 алты жүз алпыс төрт"))
    }

    @Test("The same protocol has the same bytes")
    func sameBytes() throws {
        let (paper, election) = try accepted()
        let (again, other) = try accepted()
        #expect(
            try protocolPaper(paper, try election.wording(.kazakh)) == protocolPaper(again, try other.wording(.kazakh)))
    }

    @Test("A corrected protocol that waits for acceptance leaves the accepted one in force")
    func correctionOnItsWay() throws {
        var election = try SmallElection(provenance: .official)
        let counts = election.counts("s1", SmallElection.contest, Self.votes)
        let key = LedgerKey(counts)
        try election.take(counts)
        try election.correct(key)
        let inForce = try #require(election.state.protocolPaper(key, at: nil))
        let coming = try #require(election.state.protocolPaper(key, at: nil, onItsWay: true))
        #expect(inForce.document.counts[.invalid] == 10)
        #expect(!inForce.isDraft)
        #expect(coming.document.counts[.invalid] == 12)
        #expect(coming.isDraft)
    }
}
