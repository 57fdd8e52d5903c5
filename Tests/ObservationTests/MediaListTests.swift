import DataFormats
import ElectionModel
import Observation
import Testing

/// The tables from which a page for coders is made.
@Suite struct MediaListTests {
    static let outlets = "outlet,ownership,medium\nKhabar,state,air\nKaravan,private,print\n"
    static let subjects = "subject,subject_kind\nOtan,party\nOtan,government\nAk Zhol,party\n"
    static let header = MediaLists.pieceColumns.joined(separator: ",") + "\n"

    static func pieces(_ text: String) throws -> [MediaPiece] {
        try MediaLists.pieces(
            Array(text.utf8), file: "units.csv",
            outlets: MediaLists.outlets(Array(outlets.utf8), file: "outlets.csv"),
            subjects: MediaLists.subjects(Array(subjects.utf8), file: "subjects.csv"))
    }

    @Test func read() throws {
        let pieces = try Self.pieces(
            Self.header + "u1,Khabar,2004-09-01,News,20:00,Otan,government\nu2,Karavan,2004-09-02,,,Ak Zhol,party\n")
        #expect(pieces.map(\.unit) == ["u1", "u2"] && pieces.map(\.outlet.isPrint) == [false, true])
        #expect(pieces.map(\.start) == [20 * 60, nil] && pieces[0].subject.kind == .government)
        #expect(pieces[0].outlet.ownership == .state && pieces[1].programme == "")
    }

    /// A table of two coders gives each piece once, and nothing of what they found.
    @Test func piecesOfCodings() throws {
        let codings = (MediaTests.header + MediaTests.rows)
        let pieces = try Self.pieces(codings)
        #expect(pieces.map(\.unit) == ["u1", "u2", "u3"])
        #expect(pieces.map(\.programme) == ["News", "Free time", ""])
        // A second coding of another amount, format and tone changes nothing of it.
        let other = codings.replacing("120,,news,yes,neutral,economy", with: "7,,advert,no,negative,courts")
        #expect(other != codings)
        #expect(try Self.pieces(other) == pieces)
    }

    static let good = "u1,Khabar,2004-09-01,News,20:00,Otan,party\n"

    @Test(arguments: [
        ("", 1, "unit", Mistake.Code.emptyField),
        ("u1,Qazaqstan,2004-09-01,,,Otan,party\n", 2, "outlet", .unknownValue),
        ("u1,Khabar,2004-09-01,,,Asar,party\n", 2, "subject", .unknownValue),
        ("u1,Khabar,2004-09-01,,,Ak Zhol,government\n", 2, "subject", .unknownValue),
        ("u1,Khabar,2004-02-30,,,Otan,party\n", 2, "date", .notADay),
        ("u1,Khabar,2004-09-01,,24:00,Otan,party\n", 2, "start", .unknownValue),
        ("u1,Khabar,2004-09-01,\"a\nb\",,Otan,party\n", 2, "programme", .otherKind),
        (",Khabar,2004-09-01,,,Otan,party\n", 2, "unit", .emptyField),
        (good + "u1,Khabar,2004-09-02,News,20:00,Otan,party\n", 3, "unit", .unknownValue),
        (good + "u1,Khabar,2004-09-01,News,20:00,Otan,government\n", 3, "unit", .unknownValue),
        (good + "u1,Karavan,2004-09-01,News,,Otan,party\n", 3, "unit", .unknownValue),
    ]) func wrongPieces(rows: String, line: Int, field: String, code: Mistake.Code) throws {
        do {
            _ = try Self.pieces(Self.header + rows)
            Issue.record("taken: \(rows)")
        } catch let mistakes as Mistakes {
            #expect(mistakes.list.map(\.line) == [line] && mistakes.list.map(\.field) == [field])
            #expect(mistakes.list.map(\.fault.code) == [code])
        }
    }

    @Test(arguments: [
        "Khabar,state,radio\n", "Khabar,public,air\n", ",state,air\n", "Khabar,state,air\nKhabar,state,print\n", "",
        "\"Kha\tbar\",state,air\n", "\"Kha\u{1}bar\",state,air\n", "\"Kha\u{85}bar\",state,air\n",
    ]) func wrongOutlets(rows: String) {
        #expect(throws: Mistakes.self) {
            try MediaLists.outlets(Array(("outlet,ownership,medium\n" + rows).utf8), file: "outlets.csv")
        }
    }

    @Test(arguments: ["Otan,party\nOtan,party\n", "Otan,\n", "Otan,list\n", ",party\n", ""])
    func wrongSubjects(rows: String) {
        #expect(throws: Mistakes.self) {
            try MediaLists.subjects(Array(("subject,subject_kind\n" + rows).utf8), file: "subjects.csv")
        }
    }

    @Test func boundedAndNamed() {
        let large = [UInt8](repeating: UInt8(ascii: "a"), count: (1 << 20) + 1)
        #expect(throws: Mistakes.self) { try MediaLists.outlets(large, file: "outlets.csv") }
        #expect(MediaLists.isName("Айгүл, 1") && !MediaLists.isName(""))
        #expect(!MediaLists.isName(" A") && !MediaLists.isName("A ") && !MediaLists.isName("A\nB"))
    }
}
