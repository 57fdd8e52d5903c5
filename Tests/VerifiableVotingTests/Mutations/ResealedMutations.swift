import PrimeOrderGroups
import VerifiableVoting

/// Archives that differ in one object from a valid one, with everything that follows from it made anew: hashes, signatures,
/// names, chain, tally, sizes, decryptions, result. Only the rule about what was changed can tell.
struct ResealedMutations {
    typealias G = Edwards25519

    let election: ForgedElection<G>
    let archive: ForgedArchive
    private let mutation: NodeMutation

    init() {
        var election = TinyElections.two()
        archive = election.archive(election.ballots(TinyElections.votesOfTwo))
        self.election = election
        var pool: [Node] = []
        for node in archive.ballots + [archive.tally, archive.trustees, archive.election, archive.result] {
            for place in NodeMutation.places(node) { pool.append(node[path: place] ?? .null) }
        }
        mutation = NodeMutation(pool: pool)
    }

    /// The archive with a number, and what was changed.
    func bytes(_ random: inout SeededGenerator) -> (changed: String, bytes: [UInt8]) {
        var election = election
        election.prover.random = SeededGenerator(seed: random.next())
        switch random.below(100) {
        case 0..<30: return ("ballot", ballot(&election, &random))
        case 30..<42: return ("choices", choices(&election, &random))
        case 42..<48: return ("ballots", ballots(&election, &random))
        case 48..<56: return ("election", setup(&election, &random))
        case 56..<70: return ("trustees", trustees(&election, &random))
        case 70..<76: return ("credentials", credentials(&election, &random))
        case 76..<82: return ("tally", tally(&election, &random))
        case 82..<89: return ("decryption", decryption(&random))
        case 89..<92: return ("result", result(&random))
        default: return ("events", events(&random))
        }
    }

    /// One member of one ballot, wherever it stands; half of the time what is inside the signature stays.
    private func ballot(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        var ballots = archive.ballots
        let index = random.below(ballots.count)
        let old = ballots[index]
        mutation.apply(to: &ballots[index], &random)
        // What is wrong in the signature itself is not mended.
        if ballots[index]["signature"] == old["signature"] { ballots[index] = election.seal(ballots[index]) }
        return finish(&election, ballots, &random)
    }

    /// A ballot of other choices, allowed or not.
    private func choices(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        var ballots = archive.ballots
        let index = random.below(ballots.count)
        let choices = election.questions.map { question in
            (0..<question.ciphertexts).map { _ in random.below(12) == 0 ? random.below(7) - 3 : random.below(2) }
        }
        ballots[index] = election.ballot(choices, voter: TinyElections.votesOfTwo[index].voter)
        if random.below(4) == 0 {
            let torsion = SmallOrder.points[1 + random.below(7)]
            let part = random.below(2) == 0 ? "alpha" : "beta"
            ballots[index].edit("answers/\(random.below(2))/choices/\(random.below(2))/\(part)") { node in
                node = .text(G.text(G.product(G.element(text: AttackBench.text(node)) ?? G.neutral, torsion)))
            }
            ballots[index] = election.seal(ballots[index])
        }
        return finish(&election, ballots, &random)
    }

    /// Ballots left out, repeated, reordered, of other voters, with others' answers.
    private func ballots(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        var ballots = archive.ballots
        let (a, b) = (random.below(ballots.count), random.below(ballots.count))
        switch random.below(6) {
        case 0: ballots.remove(at: a)
        case 1: ballots.insert(ballots[a], at: b)
        case 2: ballots.swapAt(a, b)
        case 3: ballots[a] = election.seal(ballots[b], signer: random.below(4))
        case 4:
            ballots[a]["answers"] = ballots[b]["answers"]
            ballots[a] = election.seal(ballots[a])
        default:
            ballots[a]["credential"] = .text(election.credentialText(random.below(4)))
            ballots[a] = election.seal(ballots[a])
        }
        return finish(&election, ballots, &random)
    }

    /// The archive of the ballots; sometimes with the tally of the old ones.
    private func finish(
        _ election: inout ForgedElection<G>, _ ballots: [Node], _ random: inout SeededGenerator
    ) -> [UInt8] {
        if random.below(12) == 0 {
            return election.archive(ballots, tally: archive.tally, size: archive.size).bytes
        }
        return election.archive(ballots).bytes
    }

    private func setup(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        mutation.apply(to: &election.election, &random)
        // Ballots of the old election, or such as the new one's fingerprint binds.
        let ballots = random.below(3) == 0 ? archive.ballots : election.ballots(TinyElections.votesOfTwo)
        return election.archive(ballots).bytes
    }

    private func trustees(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        switch random.below(20) {
        case 0..<7:
            var contents = election.members.indices.map { election.certificateContent($0) }
            mutation.apply(to: &contents[random.below(3)], &random)
            election.trustees[1] = .array([.text("Pedersen"), election.pedersen(certificates: contents)])
        case 7..<11:
            var contents = election.members.indices.map { election.coefficientContent($0) }
            mutation.apply(to: &contents[random.below(3)], &random)
            election.trustees[1] = .array([.text("Pedersen"), election.pedersen(coefficients: contents)])
        case 11: threshold(&election, &random)
        case 12: keys(&election, &random)
        default: mutation.apply(to: &election.trustees, &random)
        }
        var changed = archive
        changed.trustees = election.trustees
        return changed.bytes
    }

    /// Other thresholds of the set, most of them such as no three members can have: a change at random seldom meets it.
    private func threshold(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) {
        let thresholds = ["0", "-1", "4", "5", "1000", "9223372036854775807", "-9223372036854775808", "1", "3"]
        election.trustees[1][1]["threshold"] = .number(thresholds[random.below(thresholds.count)])
    }

    /// Keys that no trustee may have, with proofs that hold: a change at random breaks the proof first.
    private func keys(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) {
        func single(_ secret: Scalar<G.Order>) -> Node { .array([.text("Single"), election.publicKey(secret)]) }
        switch random.below(5) {
        case 0: election.trustees[0] = single(.zero)
        case 1: election.trustees.repeatItem(0)
        case 2: election.trustees.repeatItem(1)
        case 3: election.trustees = .array([election.trustees[1], single(election.members[random.below(3)].share)])
        default:
            // The keys' product is neutral.
            election.trustees = .array((election.trustees.items ?? []) + [single(-election.key)])
        }
    }

    private func credentials(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        let index = random.below(4)
        let entry = AttackBench.text(election.credentials[index])
        switch random.below(4) {
        case 0:
            let weights = ["0", "7", "01", "-1", "9223372036854775807", "9223372036854775808", "2,voter", ""]
            election.credentials[index] = .text(entry.prefix(64) + "," + weights[random.below(weights.count)])
        case 1: election.credentials[index] = election.credentials[random.below(4)]
        case 2:
            let element = G.element(text: String(entry.prefix(64))) ?? G.neutral
            let torsion = SmallOrder.points[random.below(8)]
            election.credentials[index] = .text(G.text(G.product(element, torsion)) + entry.dropFirst(64))
        default: mutation.apply(to: &election.credentials, &random)
        }
        return election.archive(archive.ballots).bytes
    }

    private func tally(_ election: inout ForgedElection<G>, _ random: inout SeededGenerator) -> [UInt8] {
        var (tally, size) = (archive.tally, archive.size)
        if random.below(3) > 0 {
            mutation.apply(to: &tally, &random)
            size["encrypted_tally"] = .text(ReferenceHash.hexadecimal(tally.compact))
            return election.archive(archive.ballots, tally: tally, size: size).bytes
        }
        mutation.apply(to: &size, &random)
        var changed = archive
        changed.size = size
        return changed.bytes
    }

    private func decryption(_ random: inout SeededGenerator) -> [UInt8] {
        var changed = archive
        let index = random.below(4)
        switch random.below(5) {
        case 0: changed.decryptions.remove(at: index)
        case 1: changed.decryptions[index].owner = random.below(7)
        case 2:
            // One, two or all of the set's members left out.
            for _ in 0..<1 + random.below(3) { changed.decryptions.removeLast() }
        default:
            mutation.apply(to: &changed.decryptions[index].decryption, &random)
            if random.below(3) == 0 {
                mutation.apply(to: &changed.decryptions[random.below(4)].decryption, &random)
            }
        }
        if random.below(5) == 0 {
            var events = changed.events
            if let last = events.lastIndex(where: { $0.type == "PartialDecryption" }),
                var owned = try? Node(reading: events[last].data[1])
            {
                mutation.apply(to: &owned, &random)
                events[last].data[1] = owned.compact
            }
            return ForgedArchive.bytes(events)
        }
        return changed.bytes
    }

    private func result(_ random: inout SeededGenerator) -> [UInt8] {
        var changed = archive
        mutation.apply(to: &changed.result, &random)
        return changed.bytes
    }

    /// Events in other places and with other members; records in other places and with other headers.
    private func events(_ random: inout SeededGenerator) -> [UInt8] {
        var events = archive.events
        let (a, b) = (random.below(events.count), random.below(events.count))
        var inner = SeededGenerator(seed: random.next())
        switch random.below(8) {
        case 0: events.remove(at: a)
        case 1: events.insert(events[a], at: b)
        case 2: events.swapAt(a, b)
        case 3: events = Array(events.prefix(a + 1))
        case 4, 5: events[a].change = { [mutation] in mutation.apply(to: &$0, &inner) }
        case 6: if !events[a].data.isEmpty { events[a].data.remove(at: random.below(events[a].data.count)) }
        default: events[a].data.insert(events[b].data.first ?? [], at: 0)
        }
        return ForgedArchive.bytes(events)
    }
}
