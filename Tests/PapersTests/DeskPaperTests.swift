import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import Foundation
import Papers
import PrintedPapers
import SmallStation
import Testing
import VerifiableVoting
import VoterRegister
import Wording

@Suite("Papers of an electronic station") struct DeskPaperTests {
    private static let position = RecordHead(height: 41, hash: Digest(of: [4]))

    private func wording(_ language: Language) throws -> Wording {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try TextFile.all.map { language, kind in
            TextFile(
                language, kind,
                bytes: [UInt8](try Data(contentsOf: root.appending(path: TextFile.path(language, kind)))))
        }
        return Wording(try TextCatalogue(files), in: language)
    }

    private func scene(isSingleMachine: Bool = true) throws -> DeskScene {
        var scene = try DeskScene(SmallStation.image(SmallStation.entries(6)))
        try scene.open(voters: 6, slips: 6) { $0.isSingleMachine = isSingleMachine }
        for value in 1...3 {
            try scene.take(
                CheckedIn(.electronic, hour: 9), by: "m4", at: SmallStation.at(9), about: SmallStation.number(value))
        }
        return scene
    }

    private func text(_ paper: DeskPaper, _ wording: Wording) throws -> String {
        let printed = try Printed(try deskPaper(paper, wording))
        defer { printed.remove() }
        return try printed.text()
    }

    /// On one machine the act says that it could link name and choice; on several it does not.
    @Test(arguments: Language.allCases) func theActOfOpening(language: Language) throws {
        let wording = try wording(language)
        let warning = wording.term("desk.notice.single machine").prefix(30)
        let one = try #require(DeskPaper(.opening, scene().state, at: Self.position))
        let printed = try text(one, wording)
        #expect(printed.contains(warning) && printed.contains("\(Self.position.hash.hexadecimal.prefix(16))"))
        #expect(printed.contains(wording.citation("art. 50-1(4)").replacing("\u{A0}", with: " ")))
        let several = try #require(DeskPaper(.opening, scene(isSingleMachine: false).state, at: Self.position))
        #expect(try !text(several, wording).contains(warning))
        #expect(DeskPaper(.closing, try scene().state, at: Self.position) == nil)
    }

    /// The closing shows every equation and what the commission says to each difference, and names no voter.
    @Test(arguments: Language.allCases) func theActOfClosing(language: Language) throws {
        let wording = try wording(language)
        var scene = try scene()
        let eight = SmallStation.at(20)
        try scene.take(StationClosed(), at: eight)
        try scene.take(SlipsCounted(handedOut: 3, destroyedUnused: 3, inBox: 2, unspentInBox: 0), at: eight)
        try scene.take(UrnCounted(ballots: 2, challenged: 0, statement: SmallStation.hash), at: eight)
        let signatures = SmallStation.members.map {
            ProtocolHeader.Signature($0.person, $0.office, dissents: $0.person == "m6")
        }
        try scene.take(
            ClosingSigned(signatures, explanations: ["L04": "a voter left", "L09": "with his slip"]), at: eight)
        let printed = try text(try #require(DeskPaper(.closing, scene.state, at: Self.position)), wording)
        for words in ["L04", "L09", "a voter left", "with his slip", wording.term("papers.signatures.dissent")] {
            #expect(printed.contains(words), "\(words)")
        }
        #expect(!printed.contains("7001013") && !printed.contains("Сынақов"))
    }
}
