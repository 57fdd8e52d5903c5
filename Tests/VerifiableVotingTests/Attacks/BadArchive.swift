import PrimeOrderGroups
import VerifiableVoting

/// An archive with one thing wrong, forged for real, and what must be said of it.
struct BadArchive {
    /// Lower case with hyphens; the name in the corpus.
    let name: String
    let rule: Rule
    /// What the verifier must name; nil members are not compared.
    let place: Place
    /// Number in the list of attacks: T1 to T43.
    let source: String
    let description: String
    let bytes: [UInt8]
}

/// Where attacks are forged: two tiny elections with their honest ballots.
struct AttackBench {
    typealias G = Edwards25519
    typealias Election = ForgedElection<G>

    let one: Election
    let ballotsOfOne: [Node]
    let archiveOfOne: ForgedArchive
    let two: Election
    let ballotsOfTwo: [Node]
    let archiveOfTwo: ForgedArchive
    var cases: [BadArchive] = []

    init() {
        var one = TinyElections.one()
        ballotsOfOne = one.ballots(TinyElections.votesOfOne)
        archiveOfOne = one.archive(ballotsOfOne)
        self.one = one
        var two = TinyElections.two()
        ballotsOfTwo = two.ballots(TinyElections.votesOfTwo)
        archiveOfTwo = two.archive(ballotsOfTwo)
        self.two = two
    }

    mutating func add(
        _ name: String, _ rule: Rule, _ place: Place, _ source: String, _ description: String, _ bytes: [UInt8]
    ) {
        cases.append(
            BadArchive(
                name: name, rule: rule, place: place, source: source, description: description, bytes: bytes))
    }

    /// Changes the second ballot of the first election; everything that follows from it is made anew. `seals`: hash and
    /// signature too.
    mutating func ballot(
        _ name: String, _ rule: Rule, question: Int? = nil, choice: Int? = nil, _ source: String,
        _ description: String, seals: Bool = true, _ change: (inout Node, inout Election) -> Void
    ) {
        var election = one
        var ballots = ballotsOfOne
        change(&ballots[1], &election)
        if seals { ballots[1] = election.seal(ballots[1]) }
        let place = Place(event: 2, ballot: 2, question: question, choice: choice)
        add(name, rule, place, source, description, election.archive(ballots).bytes)
    }

    /// The same in the second election, whose second question has a blank choice: its second ballot.
    mutating func ballotOfTwo(
        _ name: String, _ rule: Rule, question: Int? = nil, choice: Int? = nil, _ source: String,
        _ description: String, _ change: (inout Node, inout Election) -> Void
    ) {
        var election = two
        var ballots = ballotsOfTwo
        change(&ballots[1], &election)
        ballots[1] = election.seal(ballots[1])
        let place = Place(event: 2, ballot: 2, question: question, choice: choice)
        add(name, rule, place, source, description, election.archive(ballots).bytes)
    }

    /// Changes election, trustees or credentials; ballots and all that follows are made for what came out.
    mutating func setup(
        _ name: String, _ rule: Rule, at place: Place = Place(), _ source: String, _ description: String,
        two isTwo: Bool = false, _ change: (inout Election) -> Void
    ) {
        var election = isTwo ? two : one
        change(&election)
        // Ballots are bound to the election's file alone: where that is the same, so are they.
        let isSame = election.election == (isTwo ? two : one).election
        let ballots =
            isSame
            ? (isTwo ? ballotsOfTwo : ballotsOfOne)
            : election.ballots(isTwo ? TinyElections.votesOfTwo : TinyElections.votesOfOne)
        add(name, rule, place, source, description, election.archive(ballots).bytes)
    }

    /// Changes parts after the ballots.
    mutating func parts(
        _ name: String, _ rule: Rule, at place: Place = Place(), _ source: String, _ description: String,
        two isTwo: Bool = false, _ change: (inout ForgedArchive, inout Election) -> Void
    ) {
        var election = isTwo ? two : one
        var archive = isTwo ? archiveOfTwo : archiveOfOne
        change(&archive, &election)
        add(name, rule, place, source, description, archive.bytes)
    }

    /// Changes the tally or its size; the trustee decrypts what comes out, and the result is counted from it.
    mutating func tally(
        _ name: String, _ rule: Rule, at place: Place = Place(event: 4), _ source: String, _ description: String,
        sizes: Bool = true, _ change: (inout Node, inout Node) -> Void
    ) {
        var election = one
        var (tally, size) = (archiveOfOne.tally, archiveOfOne.size)
        change(&tally, &size)
        if sizes { size["encrypted_tally"] = .text(ReferenceHash.hexadecimal(tally.compact)) }
        let archive = election.archive(ballotsOfOne, tally: tally, size: size)
        add(name, rule, place, source, description, archive.bytes)
    }

    /// Changes the events of the first election.
    mutating func events(
        _ name: String, _ rule: Rule, at place: Place = Place(), _ source: String, _ description: String,
        _ change: (inout [ForgedArchive.Event]) -> Void
    ) {
        var events = archiveOfOne.events
        change(&events)
        add(name, rule, place, source, description, ForgedArchive.bytes(events))
    }

    /// Changes records of the first election without chaining again what follows.
    mutating func records(
        _ name: String, _ rule: Rule, at place: Place = Place(), _ source: String, _ description: String,
        _ change: (inout [ForgedArchive.Record]) -> Void
    ) {
        var records = ForgedArchive.records(archiveOfOne.events)
        change(&records)
        add(name, rule, place, source, description, ForgedArchive.bytes(records))
    }

    /// Changes the bytes of the first election.
    mutating func bytes(
        _ name: String, _ rule: Rule, at place: Place = Place(), _ source: String, _ description: String,
        _ change: (inout [UInt8]) -> Void
    ) {
        var bytes = archiveOfOne.bytes
        change(&bytes)
        add(name, rule, place, source, description, bytes)
    }
}

extension BadArchive {
    /// Whether every member that is expected was found.
    static func matches(_ found: Place, _ expected: Place) -> Bool {
        found
            == Place(
                offset: expected.offset ?? found.offset, event: expected.event ?? found.event,
                ballot: expected.ballot ?? found.ballot, tracker: expected.tracker ?? found.tracker,
                question: expected.question ?? found.question, choice: expected.choice ?? found.choice,
                branch: expected.branch ?? found.branch, trustee: expected.trustee ?? found.trustee,
                credential: expected.credential ?? found.credential)
    }
}

/// All attacks that end in a bad archive, in the order of the corpus.
enum Attacks {
    static let all: [BadArchive] = {
        var bench = AttackBench()
        bench.addStatements()
        bench.addForgedProofs()
        bench.addWrongEncryptions()
        bench.addCopies()
        bench.addTexts()
        bench.addSmallOrders()
        bench.addElections()
        bench.addTrustees()
        bench.addCredentials()
        bench.addTallies()
        bench.addDecryptions()
        bench.addEvents()
        bench.addHeaders()
        return bench.cases
    }()
}
