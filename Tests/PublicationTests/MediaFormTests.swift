import ElectionModel
import Foundation
import Observation
import Publication
import Testing
import Wording

/// The page on which media are coded.
@Suite struct MediaFormTests {
    static let hostile = "\"><script>alert(1)</script> & 'x'"

    static func form(_ name: String = "Хабар", pieces: Bool = false) throws -> MediaForm {
        let outlets = [
            MediaOutlet(name: name, ownership: .state, isPrint: false),
            MediaOutlet(name: "Егемен", ownership: .private, isPrint: true),
        ]
        let subjects = [MediaSubject(name: name, kind: .party), MediaSubject(name: name, kind: .government)]
        let day = try #require(CalendarDate("2004-09-01"))
        return MediaForm(
            title: "Сайлау", coder: "Айгүл", outlets: outlets, subjects: subjects,
            pieces: pieces
                ? [
                    MediaPiece(
                        unit: "u1", outlet: outlets[0], date: day, programme: name, start: 1205, subject: subjects[1])
                ] : [])
    }

    static func files(
        _ form: MediaForm, _ language: Language, script: [String] = ["offline.js", "media.js"]
    ) throws -> [(path: String, bytes: [UInt8])] {
        MediaFormSite.files(
            form, Wording(try Fixture.catalogue(), in: language), style: [Fixture.bytes("Pages/style.css") ?? []],
            script: script.map { Fixture.bytes("Pages/\($0)") ?? [] })
    }

    static func page(_ form: MediaForm, _ language: Language) throws -> [UInt8] {
        try #require(try files(form, language).first { $0.path == "index.html" }).bytes
    }

    @Test func aFolderOfThreeFiles() throws {
        let files = try Self.files(Self.form(), .kazakh)
        #expect(files.map(\.path) == ["index.html", "style.css", "media.js"])
        #expect(files.map(\.bytes) == (try Self.files(Self.form(), .kazakh)).map(\.bytes))
        let script = String(decoding: files[2].bytes, as: UTF8.self)
        #expect(script.contains("class Shelf") && script.contains("function mediaTable"))
        let page = String(decoding: files[0].bytes, as: UTF8.self)
        #expect(page.contains("default-src &#39;none&#39;") && page.components(separatedBy: "<script").count == 2)
        #expect(!page.contains("style=") && !page.contains("http:") && !page.contains("https:"))
    }

    /// Every field has its label, every identifier stands once, and what a label or a description names is there.
    @Test(arguments: Language.allCases, [false, true])
    func labelled(language: Language, pieces: Bool) throws {
        let elements = try PageReader(Self.page(Self.form(pieces: pieces), language)).elements
        let identifiers = elements.compactMap { $0.value("id") }
        #expect(Set(identifiers).count == identifiers.count)
        let labels = Set(elements.filter { $0.name == "label" }.compactMap { $0.value("for") })
        let fields = elements.filter { ["input", "select"].contains($0.name) }.compactMap { $0.value("id") }
        #expect(fields.count == 17 && Set(fields) == labels)
        for name in ["aria-labelledby", "aria-describedby", "list"] {
            for named in elements.compactMap({ $0.value(name) }) { #expect(identifiers.contains(named), "\(named)") }
        }
        #expect(elements.filter { $0.name == "li" && $0.value("data-unit") != nil }.count == (pieces ? 1 : 0))
    }

    @Test(arguments: [Language.russian, .kazakh], [false, true])
    func untranslated(language: Language, pieces: Bool) throws {
        let found = try UntranslatedTests.untranslated(
            Self.page(Self.form(pieces: pieces), language), in: language, citations: [], identifiers: [])
        #expect(found == [])
    }

    /// The values of a row are those that the reader knows, whatever the language.
    @Test(arguments: Language.allCases)
    func valuesOfTheReader(language: Language) throws {
        let elements = try PageReader(Self.page(Self.form(), language)).elements
        func values(_ name: String) -> [String] {
            elements.filter { $0.name == "input" && $0.value("name") == name }.compactMap { $0.value("value") }
        }
        #expect(values("format") == MediaUnit.Format.allCases.map(\.rawValue))
        #expect(values("tone") == MediaUnit.Tone.allCases.map(\.rawValue) && values("direct") == ["yes", "no"])
        let form = try #require(elements.first { $0.name == "form" })
        #expect(form.value("data-columns") == MediaTable.columns.joined(separator: ","))
        #expect(form.value("data-greatest") == "\(MediaUnit.greatestAmount)")
    }

    /// Names stay names, in texts and in attributes.
    @Test func hostileNames() throws {
        let elements = try PageReader(Self.page(Self.form(Self.hostile, pieces: true), .english)).elements
        #expect(elements.filter { $0.name == "script" }.count == 1)
        let outlet = try #require(elements.first { $0.value("data-ownership") == "state" })
        #expect(outlet.value("value") == Self.hostile && outlet.text == Self.hostile)
        let piece = try #require(elements.first { $0.value("data-unit") == "u1" })
        #expect(piece.value("data-subject") == "government|\(Self.hostile)" && piece.value("data-start") == "20:05")
    }
}
