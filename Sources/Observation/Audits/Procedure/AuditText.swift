import ElectionModel
import VerifiableVoting

/// The canonical text of an audit, `sailau-audit/1`: compact JSON, members in the order of `Documentation/Audits.md`, whole numbers only;
/// fractions and p-values as text. The same audit is the same bytes everywhere.
public enum AuditText {
    public static let format = "sailau-audit/1"

    /// Bytes of an audit as far as it has come.
    public static func bytes(_ audit: AuditState) -> [UInt8] {
        CanonicalText.of { text in
            text.object { text in
                text.member("format") { $0.string(format) }
                text.next("election") { $0.string(audit.election.rawValue) }
                text.next("steps") { $0.list(audit.steps) { $0.step($1) } }
            }
        }
    }
}

extension CanonicalText {
    mutating func object(_ write: (inout CanonicalText) -> Void) {
        raw("{")
        write(&self)
        raw("}")
    }

    mutating func member(_ name: String, _ write: (inout CanonicalText) -> Void) {
        string(name)
        raw(":")
        write(&self)
    }

    mutating func next(_ name: String, _ write: (inout CanonicalText) -> Void) {
        raw(",")
        member(name, write)
    }

    fileprivate mutating func step(_ step: AuditStep) {
        object { text in
            text.member("step") { $0.string(step.kind.rawValue) }
            switch step {
            case .manifest(let containers): text.next("containers") { $0.list(containers) { $0.container($1) } }
            case .subtotals(let counts):
                text.next("counts") {
                    $0.list(counts) { text, count in
                        text.object { $0.count(count.station, count.contest, count.count) }
                    }
                }
            case .electronic(let records):
                text.next("records") {
                    $0.list(records) { text, record in
                        text.object { text in
                            text.count(record.station, record.contest, record.count)
                            text.next("archive") { $0.string(record.archive.hexadecimal) }
                            text.next("verified") { $0.flag(record.isVerified) }
                        }
                    }
                }
            case .cardRecords(let records):
                text.next("records") {
                    $0.list(records) { text, record in
                        text.object { text in
                            text.member("container") { $0.string(record.container) }
                            text.next("contest") { $0.key(record.contest) }
                            text.next("marks") { $0.list(record.marks) { $0.whole($1) } }
                        }
                    }
                }
            case .plan(let plan):
                text.next("risk limit") { $0.string(plan.riskLimit.description) }
                text.next("contests") { $0.list(plan.contests) { $0.contest($1) } }
            case .seed(let seed, let commitment):
                text.next("seed") { $0.string(seed) }
                text.next("commitment") { $0.string(commitment.hexadecimal) }
            case .draw(let draws):
                text.next("cards") {
                    $0.list(draws) { text, draw in
                        text.object { text in
                            text.member("contest") { $0.key(draw.contest) }
                            text.next("cards") { $0.whole(draw.cards) }
                        }
                    }
                }
            case .reading(let reading):
                text.place(reading.place)
                text.next("reader") { $0.string(reading.reader) }
                text.finding(reading.finding)
            case .resolution(let resolution):
                text.place(resolution.place)
                text.next("readers") { $0.list(resolution.readers) { $0.string($1) } }
                text.finding(resolution.finding)
            case .recount(let recount):
                text.raw(",")
                text.count(recount.station, recount.contest, recount.count)
                text.next("without") { $0.whole(recount.without) }
                text.next("reader") { $0.string(recount.reader) }
            case .recountResolution(let resolution):
                text.raw(",")
                text.count(resolution.station, resolution.contest, resolution.count)
                text.next("without") { $0.whole(resolution.without) }
                text.next("readers") { $0.list(resolution.readers) { $0.string($1) } }
            case .assessment(let assessments):
                text.next("contests") {
                    $0.list(assessments) { text, assessment in
                        text.object { text in
                            text.member("contest") { $0.key(assessment.contest) }
                            text.next("cards") { $0.whole(assessment.cards) }
                            text.next("p-values") { $0.list(assessment.pValues) { $0.string($1.description) } }
                            text.next("confirmed") { $0.flag(assessment.isConfirmed) }
                        }
                    }
                }
            }
        }
    }

    mutating func flag(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    mutating func key(_ key: ContestKey) {
        raw("[")
        string(key.tier.rawValue)
        raw(",")
        string(key.district.rawValue)
        raw(",")
        whole(key.round)
        raw("]")
    }

    fileprivate mutating func container(_ container: AuditedContainer) {
        object { text in
            text.member("name") { $0.string(container.name) }
            text.next("station") { $0.string(container.station.rawValue) }
            text.next("cards") { $0.whole(container.cards) }
            text.next("contests") { $0.list(container.contests) { $0.key($1) } }
        }
    }

    fileprivate mutating func count(_ station: StationID, _ contest: ContestKey, _ count: CardCount) {
        member("station") { $0.string(station.rawValue) }
        next("contest") { $0.key(contest) }
        votes(count)
    }

    fileprivate mutating func votes(_ count: CardCount) {
        next("votes") { $0.list(count.votes) { $0.whole($1) } }
        next("invalid") { $0.whole(count.invalid) }
    }

    fileprivate mutating func contest(_ contest: AuditedContest) {
        object { text in
            text.member("contest") { $0.key(contest.key) }
            text.next("choices") { $0.list(contest.choices) { $0.string($1.rawValue) } }
            text.next("against all") { $0.list(contest.againstAll) { $0.string($1.rawValue) } }
            if let registered = contest.registered { text.next("registered") { $0.whole(registered) } }
            text.votes(contest.reported)
            text.next("claims") { $0.list(contest.claims) { $0.claim($1) } }
            text.next("method") { $0.string(contest.method.rawValue) }
        }
    }

    fileprivate mutating func claim(_ claim: Claim) {
        object { text in
            text.member("claim") { $0.string(claim.kind.rawValue) }
            text.next("subject") { $0.string(claim.subject.rawValue) }
            switch claim {
            case .share(_, let fraction, let base), .shareMissed(_, let fraction, let base):
                text.next("fraction") { $0.string(fraction.description) }
                text.next("base") { $0.string(base.rawValue) }
            case .moreVotes(_, let other): text.next("other") { $0.string(other.rawValue) }
            case .remainder(_, let firstSeats, let other, let secondSeats, let seats, let taking):
                text.next("seats of subject") { $0.whole(firstSeats) }
                text.next("other") { $0.string(other.rawValue) }
                text.next("seats of other") { $0.whole(secondSeats) }
                text.next("seats") { $0.whole(seats) }
                text.next("taking") { $0.list(taking) { $0.string($1.rawValue) } }
            case .quotient(_, let first, let other, let second):
                text.next("divisor of subject") { $0.string(first.description) }
                text.next("other") { $0.string(other.rawValue) }
                text.next("divisor of other") { $0.string(second.description) }
            }
        }
    }

    fileprivate mutating func place(_ place: CardPlace) {
        next("container") { $0.string(place.container) }
        next("number") { $0.whole(place.number) }
    }

    fileprivate mutating func finding(_ finding: CardFinding) {
        next("found") { text in
            switch finding {
            case .notFound: text.raw("null")
            case .found(let marks):
                text.list(marks.keys.sorted()) { text, key in
                    text.object { text in
                        text.member("contest") { $0.key(key) }
                        switch marks[key] {
                        case .choice(let choice): text.next("choice") { $0.string(choice.rawValue) }
                        // No other mark enters an audit.
                        case .invalid, .without, .missing, nil: text.next("invalid") { $0.flag(true) }
                        }
                    }
                }
            }
        }
    }
}
