import Foundation
import Testing

/// The page for coders as a coordinator makes it.
@Suite struct MediaFormCommandTests {
    static func lists() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("outlet,ownership,medium\nKhabar,state,air\nKaravan,private,print\n", to: "outlets.csv")
        try folder.write("subject,subject_kind\nOtan,party\nAk Zhol,party\n", to: "subjects.csv")
        return folder
    }

    static func words(_ folder: TemporaryFolder, _ out: String, coder: String = "A") -> [String] {
        [
            "media", "form", "--outlets", "\(folder.path)/outlets.csv", "--subjects", "\(folder.path)/subjects.csv",
            "--coder", coder, "--out", "\(folder.path)/\(out)",
        ]
    }

    @Test func formAsAFolder() throws {
        let folder = try Self.lists()
        for language in ["en", "ru", "kk"] {
            let run = try Program.run(Self.words(folder, language) + ["--lang", language, "--title", "Test"])
            #expect(run.status == 0 && run.output.contains("A"), "\(run.errors)")
            #expect(folder.names(under: language) == ["index.html", "media.js", "style.css"])
            let page = String(decoding: folder.bytes("\(language)/index.html") ?? Data(), as: UTF8.self)
            #expect(page.contains("lang=\"\(language)\"") && page.contains("<h1>Test</h1>"))
        }
        let again = try Program.run(Self.words(folder, "again") + ["--lang", "kk", "--title", "Test"])
        #expect(again.status == 0 && folder.bytes("again/index.html") == folder.bytes("kk/index.html"))
        let json = try Program.run(Self.words(folder, "json") + ["--json"]).json()
        #expect(json["format"] as? String == "sailau-media-form/1" && json["coder"] as? String == "A")
        #expect(json["outlets"] as? Int == 2 && json["subjects"] as? Int == 2 && json["units"] as? Int == 0)
        #expect((json["files"] as? [String])?.count == 3)
    }

    /// Nothing of what the first coder judged, measured or is called goes to the second.
    @Test func blindSecondCoding() throws {
        let folder = try Self.lists()
        try folder.write(
            """
            unit,coder,outlet,ownership,date,programme,start,subject,subject_kind,seconds,square_centimetres,format,direct_speech,tone,topic
            u1,First,Khabar,state,2004-09-01,News,20:00,Otan,party,8123,,advert,yes,positive,harvest
            u2,First,Karavan,private,2004-09-02,,,Ak Zhol,party,,9456,news,no,negative,courts

            """, to: "first.csv")
        let run = try Program.run(
            Self.words(folder, "second", coder: "B") + ["--units", "\(folder.path)/first.csv", "--json"])
        #expect(try run.json()["units"] as? Int == 2, "\(run.errors)")
        let page = String(decoding: folder.bytes("second/index.html") ?? Data(), as: UTF8.self)
        #expect(page.contains("data-unit=\"u1\"") && page.contains("data-unit=\"u2\"") && page.contains("20:00"))
        for word in ["First", "8123", "9456", "harvest", "courts"] { #expect(!page.contains(word), "\(word)") }
        // Another first coder, with all else the same, gives the same page.
        for (old, new) in [("First", "Else"), ("8123", "1"), ("advert,yes,positive,harvest", "news,no,negative,")] {
            try folder.edit("first.csv", replacing: old, by: new)
        }
        let other = try Program.run(
            Self.words(folder, "other", coder: "B") + ["--units", "\(folder.path)/first.csv"])
        #expect(other.status == 0 && folder.bytes("other/index.html") == folder.bytes("second/index.html"))
    }

    @Test func whatIsNotTaken() throws {
        let folder = try Self.lists()
        for coder in ["", " A", "A\nB"] {
            #expect(try Program.run(Self.words(folder, "x", coder: coder)).status == 2, "\(coder)")
        }
        try folder.write(
            "unit,outlet,date,programme,start,subject,subject_kind\nu1,Qazaqstan,2004-09-01,,,Otan,party\n",
            to: "units.csv")
        let unknown = try Program.run(Self.words(folder, "x") + ["--units", "\(folder.path)/units.csv"])
        #expect(unknown.status == 2 && unknown.errors.contains("units.csv:2: outlet"), "\(unknown.errors)")
        try folder.edit("outlets.csv", replacing: "print", by: "paper")
        let medium = try Program.run(Self.words(folder, "x"))
        #expect(medium.status == 2 && medium.errors.contains("outlets.csv:3: medium"), "\(medium.errors)")
        #expect(folder.names(under: "x").isEmpty)
        let missing = try Program.run(
            "media", "form", "--outlets", "\(folder.path)/none.csv", "--subjects", "\(folder.path)/subjects.csv",
            "--coder", "A", "--out", "\(folder.path)/x")
        #expect(missing.status == 2)
    }
}
