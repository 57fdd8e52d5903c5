import ElectionModel
import VerifiableVoting
import Wording

/// What every page of a board has around its content.
protocol BoardLayout {
    var site: BoardSite { get }
    var wording: Wording { get }
}

extension BoardLayout {
    func text(_ key: String, _ figures: [Figure] = []) -> String { wording.term("board.\(key)", figures) }

    /// A page with the way to the front page and the other languages. Scripts are its own file alone, nothing comes from elsewhere.
    ///
    /// - Parameter path: inside the folder of its language.
    func page(_ heading: String, path: String, @Content _ content: () -> [Node]) -> Node {
        let toRoot = String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") } + 1)
        let front = "\(toRoot)\(wording.language.rawValue)/index.html"
        return tag(.html, ["lang": wording.language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["http-equiv": "Content-Security-Policy", "content": Self.policy])
                tag(.meta, ["name": "referrer", "content": "no-referrer"])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(
                    .title, [:],
                    wording.term(
                        "page.title", [Figure("page", .text(heading)), Figure("election", .text(site.title))]))
                tag(.link, ["rel": "stylesheet", "href": toRoot + site.style.name])
                tag(.script, ["src": toRoot + site.script.name, "defer": ""])
                for other in Language.allCases {
                    tag(
                        .link,
                        [
                            "rel": "alternate", "hreflang": other.rawValue,
                            "href": "\(toRoot)\(other.rawValue)/\(path)",
                        ])
                }
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], wording.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["href": front, "class": "name"], site.title)
                        languageLinks(wording) { "\(toRoot)\($0.rawValue)/\(path)" }
                    }
                    tag(.nav, ["class": "pages", "aria-label": wording.term("navigation.main")]) {
                        tag(.ul) {
                            for (target, name) in [("index.html", "page.back"), ("sums.html", "page.sums")] {
                                tag(.li) {
                                    tag(
                                        .a,
                                        [
                                            "href": "\(toRoot)\(wording.language.rawValue)/\(target)",
                                            "aria-current": target == path ? "page" : nil,
                                        ], text(name))
                                }
                            }
                        }
                    }
                }
                if let provenance = site.provenance {
                    tag(.aside, ["class": "notice", "aria-label": wording.term("site.notice")]) {
                        tag(.p, [:], wording.term("provenance explained.\(provenance.rawValue)"))
                    }
                }
                tag(.main, ["id": "content"]) {
                    tag(.h1, [:], heading)
                    content()
                }
            }
        }
    }

    static var policy: String {
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
    }

    func hash(_ text: String) -> Node { tag(.code, ["class": "hash"], text) }

    /// Commands with what they are for; each can be read, reached and copied by itself.
    func commands(_ lines: [String]) -> Node {
        tag(.ol, ["class": "commands"]) {
            for line in lines {
                tag(.li) { tag(.pre, ["tabindex": "0"]) { tag(.code, [:], line) } }
            }
        }
    }

    /// A table of files with their hashes, each of which can be downloaded.
    ///
    /// - Parameter toRoot: the way to the folder of the board.
    func files(_ files: [ListedFile], identifier: String, toRoot: String) -> Node {
        Table(
            identifier: identifier, caption: text("label.files"),
            head: [[.words(text("label.file")), .number(text("label.bytes")), .words("SHA-256")]],
            body: files.map { file in
                [
                    .words([
                        tag(
                            .a,
                            [
                                "href": "\(toRoot)\(BoardSite.files)/\(pathEscaped(file.name))",
                                "download": file.name,
                            ], file.name)
                    ]), .number(.text(wording.number(file.bytes))), .words([hash(file.sha256.hexadecimal)]),
                ]
            }
        ).node()
    }
}

/// A name as a part of an address: everything but letters, digits and a few marks becomes `%XX`.
func pathEscaped(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
    return result
}

/// A word of a shell's command as it has to be typed.
func shellQuoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "-._/".utf8.contains($0)
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
