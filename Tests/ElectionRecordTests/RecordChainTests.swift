import ElectionModel
import ElectionRecord
import RecordedEvents
import Testing
import VerifiableVoting

@Suite("Records: the chain")
struct RecordChainTests {
    @Test func aRecordVerifies() throws {
        let record = try RecordBuilder.record(40)
        var verifier = RecordVerifier()
        for event in record.events { try verifier.add(event) }
        #expect(verifier.head == record.head)
        #expect(verifier.opening == record.opening)
        #expect(verifier.erased == 0)
        #expect(verifier.kinds.values.reduce(0, +) == 40)
    }

    @Test func canonicalBytesAreReadBack() throws {
        for sealed in try RecordBuilder.record(12).events {
            let read = try RecordEvent(bytes: sealed.event.bytes, at: sealed.event.height)
            #expect(read == sealed.event)
        }
    }

    @Test func theBytesAreTheDocumentedOnes() throws {
        let event = RecordEvent(
            height: 3, parent: Digest(of: "a"), kind: "protocol.received", author: "p1", role: "typist",
            time: RecordBuilder.time(.minute), payload: Digest(of: "{}"), personal: [])
        #expect(
            String(decoding: event.bytes, as: UTF8.self)
                == "{\"version\":1,\"height\":3,"
                + "\"parent\":\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\","
                + "\"kind\":\"protocol.received\",\"author\":\"p1\",\"role\":\"typist\",\"time\":\"2004-09-19T14:05Z\","
                + "\"payload\":\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"personal\":[]}")
    }

    @Test(arguments: ["", "2004-09-19", "2004-09-19T14:05Z", "2004-09-19T14:05:33Z"])
    func timesAreReadAndWritten(text: String) { #expect(RecordTime(text)?.description == text) }

    @Test(arguments: [
        "2004-9-19", "2004-09-31", "2004-09-19T24:00Z", "2004-09-19T14:60Z", "2004-09-19T14:05", "2004-09-19 14:05Z",
        "2004-09-19T14:05:60Z", "2004-09-19T1४:05Z", "x",
    ])
    func otherTimesAreRefused(text: String) { #expect(RecordTime(text) == nil) }

    @Test func timesAreCut() {
        #expect(RecordBuilder.time(.none).description == "")
        #expect(RecordBuilder.time(.day).description == "2004-09-19")
        #expect(RecordBuilder.time(.minute).description == "2004-09-19T14:05Z")
        #expect(RecordBuilder.time(.second).description == "2004-09-19T14:05:33Z")
    }

    /// What somebody could do to a record, and the rule that finds it.
    private static let attacks: [(String, RecordViolation.Rule, (inout [SealedEvent]) throws -> Void)] = [
        ("an event is left out", .height, { $0.remove(at: 4) }),
        ("an event is doubled", .height, { $0.insert($0[4], at: 5) }),
        ("two events change places", .height, { $0.swapAt(4, 5) }),
        ("the first is left out", .height, { $0.removeFirst() }),
        ("a payload is changed", .payload, { $0[4] = $0[4].with(payload: Array("{}".utf8)) }),
        (
            "a personal payload is changed", .personal,
            { events in
                let changed = PersonalPayload(Array("other".utf8))
                events[5] = events[5].with(personal: [changed, events[5].personal[1]])
            }
        ),
        ("a personal payload is left out", .personal, { $0[5] = $0[5].with(personal: []) }),
        ("a signature of another event", .signature, { $0[4] = $0[4].with(signature: $0[3].signature) }),
        (
            "a word is changed", .signature,
            { events in
                var event = events[4].event
                event.author = "p9"
                events[4] = SealedEvent(
                    event: event, signature: events[4].signature, payload: events[4].payload,
                    personal: events[4].personal)
            }
        ),
        (
            "another past", .parent,
            { events in
                let other = try RecordBuilder.record(5).events
                events.replaceSubrange(0..<5, with: other)
            }
        ),
    ]

    @Test(arguments: attacks.indices) func attacksAreFound(number: Int) throws {
        let (name, rule, change) = Self.attacks[number]
        var events = try RecordBuilder.record(9).events
        #expect(violation(of: events) == nil)
        try change(&events)
        #expect(violation(of: events)?.rule == rule, "\(name)")
    }

    @Test func anotherServiceSigns() throws {
        let record = try RecordBuilder.record(3)
        let forged = try SealedEvent.seal([RecordBuilder.draft(3)], after: record.head, by: SignerSecret())
        #expect(violation(of: record.events + forged)?.rule == .signature)
    }

    @Test func timesHaveTheirPrecision() throws {
        var record = try RecordBuilder.record(3)
        var draft = RecordBuilder.draft(2)
        draft.time = RecordBuilder.time(.second)
        try record.add([draft])
        #expect(violation(of: record.events)?.rule == .time)
    }

    @Test func aRecordIsOpenedOnce() throws {
        var record = try RecordBuilder.record(3)
        try record.add([record.opening.draft(author: "p1", role: "setup officer", time: RecordBuilder.time(.second))])
        #expect(violation(of: record.events)?.rule == .opening)
    }

    @Test func erasedPayloadsLeaveTheChainValid() throws {
        var events = try RecordBuilder.record(8).events
        events[5] = events[5].with(personal: [nil, events[5].personal[1]])
        var verifier = RecordVerifier()
        for event in events { try verifier.add(event) }
        #expect(verifier.erased == 1)
    }

    @Test func aShortTextIsNotFoundByTrying() {
        let text = Array("1950-01-02".utf8)
        #expect(PersonalPayload(text).hash != PersonalPayload(text).hash)
    }

    @Test(arguments: [
        ("", RecordViolation.Rule.format), ("a\nb", .format), (String(repeating: "k", count: 70_000), .size),
    ])
    func draftsThatNoRecordHoldsAreRefused(kind: String, rule: RecordViolation.Rule) throws {
        var draft = RecordBuilder.draft(2)
        if kind.contains("\n") { draft.payload = Array(kind.utf8) } else { draft.kind = kind }
        #expect {
            try SealedEvent.seal([draft], after: nil, by: SignerSecret())
        } throws: { ($0 as? RecordViolation)?.rule == rule }
    }

    @Test func aRetryMakesTheSameEvents() throws {
        let record = try RecordBuilder.record(3)
        let drafts = [RecordBuilder.draft(3, personal: ["a"]), RecordBuilder.draft(4)]
        let first = try SealedEvent.seal(drafts, after: record.head, by: record.service)
        #expect(try SealedEvent.seal(drafts, after: record.head, by: record.service).map(\.hash) == first.map(\.hash))
    }
}

extension SealedEvent {
    fileprivate func with(
        payload: [UInt8]? = nil, personal: [PersonalPayload?]? = nil, signature: [UInt8]? = nil
    ) -> SealedEvent {
        SealedEvent(
            event: event, signature: signature ?? self.signature, payload: payload ?? self.payload,
            personal: personal ?? self.personal)
    }
}
