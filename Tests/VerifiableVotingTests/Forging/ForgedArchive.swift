import PrimeOrderGroups

/// An archive in parts that may each be changed before it is sealed: hashes, names, parents and heights come out right for
/// whatever the parts say, so that only a rule about the parts can tell.
struct ForgedArchive {
    /// An event to be written: its data, and what is to be wrong with it.
    struct Event {
        var type: String
        var data: [[UInt8]]
        /// Changes the event after it was chained.
        var change: ((inout Node) -> Void)?

        init(_ type: String, _ data: [[UInt8]], change: ((inout Node) -> Void)? = nil) {
            (self.type, self.data, self.change) = (type, data, change)
        }
    }

    /// A record in bytes: header, body, padding.
    struct Record {
        var name: String
        var body: [UInt8]
        var time: UInt64

        var bytes: [UInt8] {
            ReferenceArchive.header(Array(name.utf8), size: body.count, time: time) + body
                + [UInt8](repeating: 0, count: (512 - body.count % 512) % 512)
        }
    }

    var election: Node
    var trustees: Node
    var credentials: Node
    var ballots: [Node]
    var tally: Node
    var size: Node
    /// Owner and partial decryption, in the order of the archive.
    var decryptions: [(owner: Int, decryption: Node)]
    var result: Node
    var time: UInt64 = 1_795_346_526

    static func setup(_ parts: [[UInt8]]) -> Event {
        let names = ["election", "trustees", "credentials", "credentials_certificate"]
        let data = Node.members(zip(names, parts).map { ($0, .text(ReferenceHash.hexadecimal($1))) })
        return Event("Setup", parts + [data.compact])
    }

    static func owned(_ decryption: [UInt8], owner: Int) -> [UInt8] {
        Node.members([
            ("owner", .whole(owner)), ("payload", .text(ReferenceHash.hexadecimal(decryption))),
        ]).compact
    }

    /// The events in their order.
    var events: [Event] {
        var events = [Self.setup([election.compact, trustees.compact, credentials.compact])]
        events += ballots.map { Event("Ballot", [$0.compact]) }
        events.append(Event("EndBallots", []))
        events.append(Event("EncryptedTally", [tally.compact, size.compact]))
        events += decryptions.map {
            Event("PartialDecryption", [$0.decryption.compact, Self.owned($0.decryption.compact, owner: $0.owner)])
        }
        events.append(Event("Result", [result.compact]))
        return events
    }

    /// The records of events, chained.
    static func records(_ events: [Event], time: UInt64 = 1_795_346_526) -> [Record] {
        var records = [
            Record(name: "BELENIOS", body: Array("{\"version\":1,\"timestamp\":\"\(time)\"}".utf8), time: time)
        ]
        var parent: String?
        for (height, event) in events.enumerated() {
            for body in event.data {
                records.append(Record(name: ReferenceHash.hexadecimal(body) + ".data.json", body: body, time: time))
            }
            var members: [(String, Node)] = parent.map { [("parent", .text($0))] } ?? []
            members += [("height", .whole(height)), ("type", .text(event.type))]
            if let last = event.data.last { members.append(("payload", .text(ReferenceHash.hexadecimal(last)))) }
            var node = Node.members(members)
            event.change?(&node)
            let hash = ReferenceHash.hexadecimal(node.compact)
            records.append(Record(name: hash + ".event.json", body: node.compact, time: time))
            parent = hash
        }
        return records
    }

    static func bytes(_ records: [Record]) -> [UInt8] { Array(records.map(\.bytes).joined()) }
    static func bytes(_ events: [Event]) -> [UInt8] { bytes(records(events)) }

    var bytes: [UInt8] { Self.bytes(Self.records(events, time: time)) }
}

extension ForgedElection {
    /// The whole archive of these ballots, everything after them made from them. `owners`: who decrypts.
    mutating func archive(_ ballots: [Node], owners: [Int]? = nil) -> ForgedArchive {
        let tally = tally(ballots)
        return archive(ballots, tally: tally, size: size(ballots, tally: tally), owners: owners)
    }

    /// An archive whose decryptions and result are made from a tally, whatever it is.
    mutating func archive(_ ballots: [Node], tally: Node, size: Node, owners: [Int]? = nil) -> ForgedArchive {
        var decryptions: [(owner: Int, decryption: Node)] = []
        for owner in owners ?? Array(1...shares.count) { decryptions.append((owner, decryption(tally, owner: owner))) }
        return ForgedArchive(
            election: election, trustees: trustees, credentials: credentials, ballots: ballots, tally: tally,
            size: size,
            decryptions: decryptions, result: result(tally))
    }
}
