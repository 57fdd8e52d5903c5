import ElectionModel
import VerifiableVoting

/// The canonical text of a bundle, `sailau-evidence-bundle/1`: compact JSON, members in the order of
/// `Documentation/Formats/EvidenceBundle.md`, whole numbers only.
public enum EvidenceText {
    public static let format = "sailau-evidence-bundle/1"

    public static func bytes(_ bundle: EvidenceBundle) -> [UInt8] {
        let parts = Parts(bundle)
        return CanonicalText.of { text in
            text.object { text in
                text.member("format") { $0.string(format) }
                text.next("election") { $0.string(bundle.election.rawValue) }
                text.next("status") { $0.string(bundle.provenance.rawValue) }
                text.next("files") { $0.raw(parts.files) }
                text.next("stations") { $0.list(parts.stations) { $0.raw($1) } }
                text.next("contests") { $0.list(parts.contests) { $0.raw($1) } }
                text.next("root") { $0.string(parts.root.hexadecimal) }
            }
        }
    }

    /// The root over the list of files, each station and each contest, in this order.
    static func root(files: [UInt8], stations: [[UInt8]], contests: [[UInt8]]) -> Digest {
        var tree = MerkleTree()
        for leaf in [files] + stations + contests { tree.append(leaf) }
        return tree.root
    }

    private struct Parts {
        let files: [UInt8]
        let stations: [[UInt8]]
        let contests: [[UInt8]]

        init(_ bundle: EvidenceBundle) {
            files = CanonicalText.of { $0.list(bundle.files) { $0.file($1) } }
            stations = bundle.stations.map { station in CanonicalText.of { $0.station(station) } }
            contests = bundle.contests.map { contest in CanonicalText.of { $0.contest(contest) } }
        }

        var root: Digest { EvidenceText.root(files: files, stations: stations, contests: contests) }
    }
}

extension CanonicalText {
    fileprivate mutating func optional(_ name: String, _ value: UInt64?) {
        if let value { next(name) { $0.whole(value) } }
    }

    fileprivate mutating func file(_ file: EvidenceBundle.File) {
        object { text in
            text.member("path") { $0.string(file.path) }
            text.next("place") { $0.string(file.place.rawValue) }
            text.next("bytes") { $0.whole(file.size) }
            text.next("sha256") { $0.string(file.digest.hexadecimal) }
        }
    }

    fileprivate mutating func station(_ station: StationEvidence) {
        object { text in
            text.member("station") { $0.string(station.station.rawValue) }
            for section in EvidencePart.Section.allCases {
                text.next(section.rawValue) { text in
                    text.object { text in
                        text.member("verdict") { $0.string(station.verdict(of: section).rawValue) }
                        text.next("parts") {
                            $0.list(station.lines.filter { $0.part.section == section }) { $0.line($1) }
                        }
                    }
                }
            }
        }
    }

    private mutating func line(_ line: EvidenceLine) {
        object { text in
            text.member("part") { $0.string(line.part.rawValue) }
            text.next("verdict") { $0.string(line.verdict.kind.rawValue) }
            switch line.verdict {
            case .differs(let differences): text.next("differs") { $0.list(differences) { $0.difference($1) } }
            case .missing(let gaps): text.next("missing") { $0.list(gaps) { $0.string($1.rawValue) } }
            case .agrees, .notExamined: break
            }
            guard !line.facts.isEmpty else { return }
            text.next("facts") {
                $0.list(line.facts) { text, fact in
                    text.object { text in
                        text.member(fact.name.rawValue) { text in
                            switch fact.value {
                            case .count(let count): text.whole(count)
                            case .text(let words): text.string(words)
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func difference(_ difference: EvidenceDifference) {
        object { text in
            text.member("field") { $0.string(difference.field) }
            if let contest = difference.contest { text.next("contest") { $0.key(contest) } }
            text.optional("official", difference.official)
            text.optional("found", difference.found)
        }
    }

    fileprivate mutating func contest(_ evidence: ContestEvidence) {
        object { text in
            text.member("contest") { $0.key(evidence.contest) }
            text.next("votes") {
                $0.list(evidence.votes) { text, entry in
                    text.object { text in
                        text.member("choice") { $0.string(entry.choice.rawValue) }
                        text.next("votes") { $0.whole(entry.votes) }
                    }
                }
            }
            text.optional("invalid", evidence.invalid)
            if let audit = evidence.audit { text.next("audit") { $0.audit(audit) } }
            if let count = evidence.quickCount { text.next("quick count") { $0.quickCount(count) } }
            if let forensics = evidence.forensics { text.next("forensics") { $0.forensics(forensics) } }
        }
    }

    private mutating func audit(_ audit: ContestEvidence.Audit) {
        object { text in
            text.member("text") { $0.string(audit.text.hexadecimal) }
            text.next("method") { $0.string(audit.method.rawValue) }
            text.next("risk limit") { $0.string(audit.riskLimit.description) }
            text.next("cards") { $0.whole(audit.cards) }
            text.next("known") { $0.whole(audit.known) }
            text.next("phantoms") { $0.whole(audit.phantoms) }
            text.next("drawn") { $0.whole(audit.drawn) }
            text.next("assertions") {
                $0.list(audit.assertions) { text, assertion in
                    text.object { text in
                        text.member("claim") { $0.string(assertion.claim.kind.rawValue) }
                        text.next("subject") { $0.string(assertion.claim.subject.rawValue) }
                        if let other = assertion.claim.other { text.next("other") { $0.string(other.rawValue) } }
                        text.next("margin") { $0.string(assertion.margin.description) }
                        if let pValue = assertion.pValue { text.next("p-value") { $0.string(pValue.description) } }
                        text.next("confirmed") { $0.flag(assertion.isConfirmed) }
                    }
                }
            }
            text.next("confirmed") { $0.flag(audit.isConfirmed) }
            text.next("of this outcome") { $0.flag(audit.isOfThisOutcome) }
        }
    }

    private mutating func quickCount(_ count: ContestEvidence.QuickCount) {
        object { text in
            text.member("list") { $0.string(count.hash.hexadecimal) }
            text.next("drawn") { $0.whole(count.drawn) }
            text.next("reported") { $0.whole(count.reported) }
            text.next("shares in millionths") {
                $0.list(count.shares) { text, share in
                    text.object { text in
                        text.member("choice") { $0.string(share.choice.rawValue) }
                        text.next("estimate") { $0.whole(share.estimate) }
                        text.next("half width") { $0.whole(share.halfWidth) }
                        text.next("official") { $0.whole(share.official) }
                        text.next("within") { $0.flag(share.isWithin) }
                    }
                }
            }
            text.next("other reports") { $0.list(count.otherReports) { $0.string($1.rawValue) } }
        }
    }

    private mutating func forensics(_ forensics: ContestEvidence.Forensics) {
        object { text in
            text.member("stations") { $0.whole(forensics.stations) }
            text.next("runs") { $0.whole(forensics.runs) }
            text.next("seed") { $0.string(String(forensics.seed)) }
            text.next("counts in thousandths") { $0.list(forensics.own) { $0.row($1) } }
            text.next("control in thousandths") { $0.list(forensics.control) { $0.row($1) } }
            text.next("swaps") { $0.whole(forensics.swaps) }
            text.next("twins") { $0.whole(forensics.twins) }
        }
    }

    private mutating func row(_ row: ContestEvidence.Forensics.Row) {
        object { text in
            text.member("count") { $0.string(row.count.rawValue) }
            text.next("found") { $0.whole(row.found) }
            text.next("least") { $0.whole(row.least) }
            text.next("median") { $0.whole(row.median) }
            text.next("greatest") { $0.whole(row.greatest) }
            if let pValue = row.pValue { text.next("p-value") { $0.string(pValue.description) } }
        }
    }
}
