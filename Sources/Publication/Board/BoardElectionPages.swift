import ElectionModel
import VerifiableVoting
import Wording

/// The pages of one election of a board in one language: what is known of it, and the list of its codes in pieces.
struct BoardElectionPages: BoardLayout {
    let site: BoardSite
    let wording: Wording
    let election: BoardedElection
    let lists: CodeLists

    func pages() -> [(path: String, node: Node)] {
        [(election.path, electionPage())]
            + lists.codeIndex.parts.map { part in (election.codesPath(part), codesPage(part)) }
            + lists.trackerIndex.parts.map { part in (election.trackersPath(part), trackersPage(part)) }
    }

    private var uuid: Figure { Figure("uuid", .text(election.announced.uuid)) }

    private func electionPage() -> Node {
        page(text("page.election", [uuid]), path: election.path) {
            if election.entry.isVoid { tag(.p, ["class": "notice"], text("text.void")) }
            if let original = election.announced.reserveFor {
                tag(.p, ["class": "notice"], text("text.reserve", [Figure("uuid", .text(original))]))
            }
            factList(facts())
            if let statement = election.statement {
                tag(.details) {
                    tag(.summary, [:], text("label.full"))
                    tag(.ul) {
                        for line in wording.lines(for: statement) { tag(.li, [:], line) }
                    }
                }
            }
            result()
            lookUp()
            tag(.section) {
                tag(.h2, [:], text("label.files"))
                tag(.p, [:], text("text.files"))
                files(election.entry.files, identifier: "files", toRoot: "../../")
            }
            checkYourself()
        }
    }

    private func facts() -> [(label: String, content: [Node])] {
        var verdict: [Node] = [tag(.strong, [:], wording.name(of: election.entry.verdict))]
        if let violation = election.violation { verdict += [.text(": " + wording.sentence(for: violation))] }
        for finding in election.statement?.findings ?? [] {
            verdict += [tag(.br), .text(wording.sentence(for: finding))]
        }
        var facts: [(label: String, content: [Node])] = [
            (text("label.station"), [.text(election.stations)]), (text("label.verdict"), verdict),
            (text("label.counted"), [.text(wording.number(election.entry.counted))]),
            (text("label.challenged"), [.text(wording.number(election.entry.challenged))]),
        ]
        if let statement = election.statement {
            facts.append((text("label.stage"), [.text(wording.name(of: statement.stage))]))
        }
        if let end = election.entry.heads.first {
            facts.append((text("label.end"), [hash(end.hash.hexadecimal)]))
        }
        if let head = election.entry.heads.last {
            facts.append((text("label.head"), [hash(head.hash.hexadecimal)]))
        }
        return facts
    }

    @Content
    private func result() -> [Node] {
        if let statement = election.statement, let counts = statement.result?.counts {
            tag(.section) {
                tag(.h2, [:], text("label.result"))
                for (index, question) in statement.questions.enumerated() {
                    Table(
                        identifier: "question-\(index + 1)", caption: question.question,
                        head: [[.words(text("label.choice")), .number(text("label.votes"))]],
                        body: zip((question.blank ? [text("label.blank")] : []) + question.answers, counts[index])
                            .map { answer, votes in [.words(answer), .number(.text(wording.number(votes)))] }
                    ).node()
                }
            }
        }
    }

    // MARK: Look-up

    private func lookUp() -> Node {
        tag(.section) {
            tag(.h2, ["id": "ballot"], text("label.look up"))
            if lists.codes.isEmpty {
                tag(.p, [:], text("text.no list"))
            } else {
                finder("code", text("label.code"), text("text.codes"), lists.codeIndex, election.codesPath)
                tag(.p, [:], text("text.challenged"))
                tag(.h3, [:], text("label.tracker"))
                finder(
                    "tracker", text("label.tracker"), text("text.trackers"), lists.trackerIndex, election.trackersPath)
            }
        }
    }

    /// Links to the pieces, and a field that a script shows where one runs.
    private func finder(
        _ identifier: String, _ label: String, _ hint: String, _ index: CodeIndex,
        _ path: (CodeIndex.Part) -> String
    ) -> Node {
        tag(.div, ["class": "finder"]) {
            tag(.p, [:], hint)
            tag(.ul, ["class": "prefixes"]) {
                for part in index.parts {
                    tag(.li) {
                        tag(
                            .a,
                            [
                                "href": String(path(part).dropFirst("elections/".count)), "data-prefix": part.prefix,
                            ]
                        ) {
                            if part.prefix.isEmpty { text("text.one page") } else { tag(.code, [:], part.prefix + "…") }
                        }
                    }
                }
            }
            tag(.form, ["hidden": ""]) {
                tag(.p) {
                    tag(.fieldLabel, ["for": "\(identifier)-typed"], text("text.type"))
                    " "
                    tag(
                        .input,
                        [
                            "id": "\(identifier)-typed", "type": "text", "size": "44", "autocomplete": "off",
                            "autocapitalize": "off", "spellcheck": "false",
                        ])
                    " "
                    tag(.button, ["type": "submit"], text("label.find"))
                }
            }
            tag(.p, ["class": "answer", "role": "status", "data-missing": text("text.missing")])
        }
    }

    private func between(_ codes: ArraySlice<String>) -> [Figure] {
        [Figure("from", .text(codes.first ?? "")), Figure("to", .text(codes.last ?? ""))]
    }

    private func codesPage(_ part: CodeIndex.Part) -> Node {
        let codes = lists.codes[part.range]
        return list(
            text("page.codes", between(codes.map(\.code)[...])), path: election.codesPath(part),
            head: ["label.code", "label.fate", "label.tracker"],
            rows: codes.map { [marked($0.code), .text(wording.name(of: $0.fate)), hash($0.tracker ?? "–")] })
    }

    private func trackersPage(_ part: CodeIndex.Part) -> Node {
        let codes = lists.tracked[part.range]
        return list(
            text("page.trackers", between(codes.map { $0.tracker ?? "" }[...])), path: election.trackersPath(part),
            head: ["label.tracker", "label.fate", "label.code"],
            rows: codes.map { [marked($0.tracker ?? ""), .text(wording.name(of: $0.fate)), hash($0.code)] })
    }

    /// A code at which an address can point.
    private func marked(_ code: String) -> Node { tag(.code, ["class": "hash", "id": "c-\(code)"], code) }

    private func list(_ heading: String, path: String, head: [String], rows: [[Node]]) -> Node {
        page(heading, path: path) {
            tag(.p) { tag(.a, ["href": "../\(fileName(election.announced.uuid)).html"], text("page.election", [uuid])) }
            tag(.p, [:], text("text.late"))
            tag(.p, ["class": "answer", "role": "status", "data-missing": text("text.missing")])
            Table(
                identifier: "codes", caption: election.stations, head: [head.map { .words(text($0)) }],
                body: rows.map { row in row.map { .words([$0]) } }
            ).node()
        }
    }

    // MARK: Check

    /// The group that releases 2 of belenios-tool, such as Debian's, know.
    private static let oldestGroup = "BELENIOS-2048"

    private func checkYourself() -> Node {
        let archive = shellQuoted("\(election.announced.uuid).bel")
        let (manifest, key) = (shellQuoted(site.manifest), shellQuoted(site.commissionKey))
        let uuid = shellQuoted(election.announced.uuid)
        return tag(.section) {
            tag(.h2, ["id": "check"], text("label.check"))
            tag(.p, [:], text("text.ours"))
            tag(.p, ["class": "downloads"]) {
                for (place, name) in [site.manifest, site.commissionKey].enumerated() {
                    if place > 0 { " · " }
                    tag(.a, ["href": "../../\(BoardSite.files)/\(pathEscaped(name))", "download": name], name)
                }
            }
            commands([
                "sailau ballot manifest verify \(manifest) --commission-key \(key)",
                "sailau ballot verify \(archive) --beside --manifest \(manifest) --commission-key \(key)",
                "sailau ballot show \(archive) --find CODE",
            ])
            tag(.p, [:], text("text.theirs"))
            if election.announced.group != Self.oldestGroup {
                tag(
                    .p, [:],
                    text(
                        "text.older program",
                        [
                            Figure("known", .text(Self.oldestGroup)),
                            Figure("group", .text(election.announced.group)),
                        ]))
            }
            commands([
                "mkdir \(uuid) && cp \(archive) \(uuid)/", "cd \(uuid)", "belenios-tool election verify",
            ])
        }
    }
}
