import PrimeOrderGroups
import VerifiableVoting

/// Chains and events that are not what the grammar allows.
extension AttackBench {
    mutating func addEvents() {
        typealias Event = ForgedArchive.Event
        events(
            "end-of-ballots-stray", .eventGrammar, at: Place(event: 3), "T18",
            "EndBallots before the last ballot, which is hidden behind it"
        ) {
            $0.insert($0.remove(at: 3), at: 2)
        }
        let repeated: [(String, Int, Place)] = [
            ("setup", 0, Place(event: 1)), ("end-of-ballots", 3, Place(event: 4)),
            ("encrypted-tally", 4, Place(event: 5)), ("result", 6, Place(event: 7)),
        ]
        for (name, index, place) in repeated {
            events("\(name)-twice", .eventGrammar, at: place, "T18", "\(name) twice") {
                $0.insert($0[index], at: index + 1)
            }
        }
        events("second-setup-at-the-end", .eventGrammar, at: Place(event: 7), "T18", "another setup after the result") {
            $0.append($0[0])
        }
        events("second-result-at-the-end", .eventGrammar, at: Place(event: 7), "T18", "another result after the result")
        {
            $0.append(Event("Result", [Array("{\"result\":[[2,0]]}".utf8)]))
        }
        events("ballot-after-the-result", .eventGrammar, at: Place(event: 7), "T18", "a ballot after the result") {
            $0.append($0[1])
        }
        events("ballot-after-the-tally", .eventGrammar, at: Place(event: 5), "T18", "a ballot after the tally") {
            $0.insert($0[1], at: 5)
        }
        events(
            "decryption-after-the-result", .eventGrammar, at: Place(event: 7), "T18",
            "a partial decryption after the result"
        ) { $0.append($0[5]) }
        events("without-setup", .eventGrammar, at: Place(event: 0), "T18", "ballots without an election") {
            $0.removeFirst()
        }
        events(
            "without-end-of-ballots", .eventGrammar, at: Place(event: 3), "T18",
            "a tally of ballots that were never closed"
        ) { $0.remove(at: 3) }
        events("without-tally", .eventGrammar, at: Place(event: 4), "T18", "partial decryptions of no tally") {
            $0.remove(at: 4)
        }
        events(
            "result-before-the-decryption", .decryptionMissing, at: Place(event: 5), "T18",
            "a result before the partial decryption"
        ) { $0.swapAt(5, 6) }
        events(
            "without-decryption", .decryptionMissing, at: Place(event: 5), "T10", "a result without partial decryptions"
        ) { $0.remove(at: 5) }
        for (name, type) in [
            ("unknown", "Shuffle"), ("end-shuffles", "EndShuffles"), ("lower-case", "ballot"), ("empty", ""),
            ("homoglyph", "B\u{0430}llot"),
        ] {
            events("type-\(name)", .eventFormat, at: Place(event: 2), "T34", "an event of type \"\(type)\"") {
                $0[2].change = { $0["type"] = .text(type) }
            }
        }
        let changes: [(String, Rule, String, (inout Node) -> Void)] = [
            ("parent-missing", .eventParent, "an event without parent", { $0["parent"] = nil }),
            (
                "parent-of-another", .eventParent, "the parent is no event of this archive",
                { $0["parent"] = .text(ReferenceHash.hexadecimal([])) }
            ),
            (
                "parent-upper-case", .eventFormat, "the parent in upper-case digits",
                { $0["parent"] = .text(AttackBench.text($0["parent"]).uppercased()) }
            ),
            ("parent-null", .eventFormat, "null as parent", { $0["parent"] = .null }),
            ("height-skipped", .eventHeight, "a height too many", { $0["height"] = .whole(3) }),
            ("height-repeated", .eventHeight, "the height of the event before", { $0["height"] = .whole(1) }),
            ("height-negative", .eventFormat, "height -2", { $0["height"] = .whole(-2) }),
            ("height-2-to-32", .eventFormat, "height 2^32 + 2", { $0["height"] = .number("4294967298") }),
            ("height-2-to-64", .eventFormat, "height 2^64 + 2", { $0["height"] = .number("18446744073709551618") }),
            ("height-text", .eventFormat, "a height in quotes", { $0["height"] = .text("2") }),
            ("height-fraction", .eventFormat, "height 2.0", { $0["height"] = .number("2.0") }),
            ("extra-member", .eventFormat, "a member that no event has", { $0["extra"] = .whole(1) }),
            ("payload-missing", .eventPayload, "a ballot's event that names no payload", { $0["payload"] = nil }),
            (
                "payload-of-another", .eventPayload, "the payload is another record",
                { $0["payload"] = .text(ReferenceHash.hexadecimal([])) }
            ),
            (
                "payload-short", .eventFormat, "a payload of 63 digits",
                { $0["payload"] = .text(String(AttackBench.text($0["payload"]).dropLast())) }
            ),
            ("type-missing", .eventFormat, "an event without type", { $0["type"] = nil }),
            (
                "type-twice", .eventFormat, "two types",
                { $0 = .raw(AttackBench.replacing("\"type\":", "\"type\":\"Setup\",\"type\":", in: $0)) }
            ),
            (
                "spaces", .eventFormat, "a space in the event",
                { $0 = .raw(AttackBench.replacing("\"type\":", "\"type\": ", in: $0)) }
            ),
            (
                "deep", .eventFormat, "a thousand levels",
                { $0["extra"] = .raw(Array(String(repeating: "[", count: 1000).utf8)) }
            ),
            (
                "long", .eventFormat, "an event of 5,000 bytes",
                { $0["type"] = .text(String(repeating: "B", count: 5000)) }
            ),
        ]
        for (name, rule, description, change) in changes {
            events("event-\(name)", rule, at: Place(event: 2), rule == .eventFormat ? "T34" : "T18", description) {
                $0[2].change = change
            }
        }
        events("setup-with-parent", .eventParent, at: Place(event: 0), "T18", "a setup that follows something") {
            $0[0].change = { event in
                guard case .object(let members) = event else { return }
                event = .object(
                    [.init(name: Array("parent".utf8), value: .text(ReferenceHash.hexadecimal([])))] + members)
            }
        }
        events("end-of-ballots-with-payload", .eventPayload, at: Place(event: 3), "T18", "EndBallots with a payload") {
            $0[3].change = { $0["payload"] = .text(ReferenceHash.hexadecimal([])) }
        }
        addRecords()
    }

    private mutating func addRecords() {
        let surplus: [(String, Int, (inout ForgedArchive.Event) -> Void, String)] = [
            (
                "ballot-with-two-records", 2, { $0.data.insert(Array("{}".utf8), at: 0) },
                "a second record before a ballot"
            ),
            ("end-of-ballots-with-record", 3, { $0.data = [Array("{}".utf8)] }, "a record before EndBallots"),
            ("tally-without-size", 4, { $0.data.removeLast() }, "a tally without its size"),
            (
                "tally-with-three-records", 4, { $0.data.insert(Array("{}".utf8), at: 0) },
                "three records before a tally"
            ),
            ("decryption-without-owner", 5, { $0.data.removeLast() }, "a partial decryption without owner"),
            ("result-with-two-records", 6, { $0.data.insert(Array("{}".utf8), at: 0) }, "two records before a result"),
            ("ballot-without-record", 2, { $0.data = [] }, "a ballot's event without the ballot"),
            (
                "ballot-with-six-records", 2, { $0.data += (0..<6).map { Array("{\"a\":\($0)}".utf8) } },
                "seven records before an event"
            ),
        ]
        for (name, index, change, description) in surplus {
            events(name, .recordOrder, at: name.contains("six") ? Place() : Place(event: index), "T18", description) {
                change(&$0[index])
            }
        }
        events("setup-of-three-records", .recordOrder, at: Place(event: 0), "T42", "a setup without setup data") {
            $0[0].data.removeLast()
        }
        events(
            "setup-of-other-records", .recordOrder, at: Place(event: 0), "T18",
            "setup data that name the trustees as credentials"
        ) { events in
            let data = events[0].data
            events[0].data[3] = ForgedArchive.setup([data[0], data[2], data[1]]).data[3]
        }
        events(
            "setup-records-swapped", .recordOrder, at: Place(event: 0), "T18",
            "election and trustees in the other order"
        ) { $0[0].data.swapAt(0, 1) }
        events("setup-data-with-more", .recordOrder, at: Place(event: 0), "T6", "setup data with a member more") {
            events in
            events[0].data[3] = events[0].data[3].dropLast() + Array(",\"extra\":1}".utf8)
        }
        records("name-of-another-record", .recordName, "T18", "a ballot's record under the name of another") {
            $0[6].name = $0[8].name
        }
        records("body-changed", .recordName, "T18", "a byte of a ballot changed, its record's name kept") {
            $0[8].body[100] ^= 1
        }
        records("event-named-data", .recordName, "T34", "an event whose name says data and another hash") {
            $0[9].name = $0[8].name.replacing("data", with: "event")
        }
        for (name, change) in [
            ("path", { (name: String) in "../" + name }), ("absolute", { "/" + $0 }),
            ("upper-case", { $0.uppercased() }),
            ("suffix", { $0 + ".bak" }), ("short", { String($0.dropFirst()) }),
            ("homoglyph", { $0.replacing("data", with: "d\u{0430}ta") }),
            ("without-suffix", { String($0.prefix(64)) }),
        ] as [(String, (String) -> String)] {
            records("record-name-\(name)", .recordName, "T34", "a record's name: \(name)") {
                $0[8].name = change($0[8].name)
            }
        }
        records(
            "ballot-dropped", .eventParent, at: Place(event: 2), "T18",
            "the last ballot and its event cut out, what follows kept"
        ) { $0.removeSubrange(8...9) }
        records(
            "ballots-reordered", .eventParent, at: Place(event: 1), "T18",
            "two ballots with their events in the other order"
        ) { records in
            records.replaceSubrange(6...9, with: Array(records[8...9]) + Array(records[6...7]))
        }
        records(
            "fork", .eventParent, at: Place(event: 3), "T18", "the chain of another archive from the third ballot on"
        ) {
            [archiveOfOne, one] records in
            var election = one
            let other = election.archive([archiveOfOne.ballots[0], election.ballot([[1, 0]], voter: 1)])
            records.replaceSubrange(10..., with: ForgedArchive.records(other.events)[10...])
        }
        records("data-at-the-end", .archiveTruncated, "T18", "a ballot at the end without its event") {
            $0.append($0[8])
        }
        records("header-alone", .archiveTruncated, "T18", "an archive of nothing") { $0.removeSubrange(1...) }
        records("setup-without-event", .archiveTruncated, "T18", "the setup's records without its event") {
            $0.removeSubrange(5...)
        }
    }
}
