import ElectionModel
import Observation
import Wording

/// What is known of one station.
extension EvidencePage {
    func station(_ station: StationEvidence) -> Node {
        page(
            label("station", [Figure("station", .text(station.station.rawValue))]),
            path: EvidenceSite.path(station.station), up: "../",
            above: [("../index.html", label("title")), ("../stations.html", label("all stations"))]
        ) {
            for section in EvidencePart.Section.allCases {
                let lines = station.lines.filter { $0.part.section == section }
                tag(.section) {
                    tag(.h2, [:], wording.name(of: section))
                    Table(
                        identifier: section.rawValue,
                        caption: label("verdicts", [Figure("section", .text(wording.name(of: section)))]),
                        head: [[.words(label("part")), .words(label("verdict")), .words(label("facts"))]],
                        body: lines.map { line in
                            [
                                .words(wording.name(of: line.part)), .words(verdict(of: line)),
                                .words(line.facts.map { fact($0) }),
                            ]
                        }
                    ).node()
                    for line in lines { differences(of: line) }
                }
            }
        }
    }

    /// What differs stands below in full.
    private func verdict(of line: EvidenceLine) -> [Node] {
        guard case .differs = line.verdict else { return [.text(wording.sentence(for: line.verdict, most: .max))] }
        return [tag(.a, ["href": "#\(identifier(line.part))"], wording.name(of: line.verdict.kind))]
    }

    private func identifier(_ part: EvidencePart) -> String {
        "differs-" + part.rawValue.split(separator: " ").joined(separator: "-")
    }

    /// Numbers of a contest beside the official ones as a table; whatever else differs as a list.
    @Content
    private func differences(of line: EvidenceLine) -> [Node] {
        if case .differs(let found) = line.verdict {
            let contests = found.compactMap { isNumber($0) ? $0.contest : nil }
            let others = found.filter { !isNumber($0) }
            tag(.h3, ["id": identifier(line.part)], "\(wording.name(of: line.part)): \(label("differs"))")
            if !others.isEmpty {
                tag(.ul) { for other in others { tag(.li, [:], wording.sentence(for: other)) } }
            }
            for (place, contest) in contests.enumerated() where contests.firstIndex(of: contest) == place {
                Table(
                    identifier:
                        "\(identifier(line.part))-\(contest.description.split(separator: "/").joined(separator: "-"))",
                    caption: "\(wording.name(of: line.part)) · \(wording.name(of: contest))",
                    head: [[.words(label("line")), .number(label("official")), .number(label("found"))]],
                    body: found.filter { $0.contest == contest && isNumber($0) }.map { difference in
                        [
                            .words(wording.name(of: difference)), number(amount(difference.official)),
                            number(amount(difference.found)),
                        ]
                    }
                ).node()
            }
        }
    }

    private func isNumber(_ difference: EvidenceDifference) -> Bool {
        difference.contest != nil && (difference.official != nil || difference.found != nil)
    }

    private func amount(_ number: UInt64?) -> String { number.map { wording.number($0) } ?? "–" }

    private func fact(_ fact: EvidenceLine.Fact) -> Node {
        tag(.div) {
            "\(wording.name(of: fact.name)): "
            switch fact.value {
            case .count(let count): wording.number(count)
            case .text(let text): tag(.code, [:], text)
            }
        }
    }
}
