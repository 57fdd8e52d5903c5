import ElectionRecord
import RecordedEvents
import Testing
import VerifiableVoting

@Suite("Records: files")
struct RecordFileTests {
    private static func file(_ events: [SealedEvent]) -> [UInt8] {
        events.reduce(into: RecordFile.start) { $0 += RecordFile.lines($1) }
    }

    private static func read(_ bytes: [UInt8], piece: Int) throws -> [SealedEvent] {
        var reader = RecordFile.Reader()
        var events: [SealedEvent] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            events += try reader.add(bytes[start..<min(start + piece, bytes.count)])
        }
        try reader.end()
        return events
    }

    @Test(arguments: [1, 7, 100, 1 << 20]) func whatIsWrittenIsRead(piece: Int) throws {
        let events = try RecordBuilder.record(12).events
        #expect(try Self.read(Self.file(events), piece: piece) == events)
    }

    @Test func erasedPayloadsStayErased() throws {
        let events = try RecordBuilder.record(7).events.map { sealed in
            SealedEvent(
                event: sealed.event, signature: sealed.signature, payload: sealed.payload,
                personal: sealed.personal.map { _ in nil })
        }
        let read = try Self.read(Self.file(events), piece: 64)
        #expect(read == events)
        #expect(violation(of: read) == nil)
    }

    /// Cut anywhere, a file is an earlier state of the record, or refused as torn; never something else.
    @Test func everyPrefixIsAnEarlierStateOrTorn() throws {
        let events = try RecordBuilder.record(7).events
        let bytes = Self.file(events)
        var ends: [Int: Int] = [:]
        var end = RecordFile.start.count
        for (count, sealed) in events.enumerated() {
            ends[end] = count
            end += RecordFile.lines(sealed).count
        }
        for length in RecordFile.start.count..<bytes.count {
            do {
                let read = try Self.read(Array(bytes[..<length]), piece: 997)
                #expect(read.count == ends[length])
            } catch let error as RecordViolation {
                #expect(error.rule == .torn && ends[length] == nil)
            }
        }
    }

    /// One changed bit anywhere is found by reading or by verifying.
    @Test func everyFlippedBitIsFound() throws {
        let events = try RecordBuilder.record(7).events
        let bytes = Self.file(events)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            do {
                let read = try Self.read(changed, piece: 1 << 20)
                #expect(violation(of: read) != nil, "byte \(place)")
            } catch is RecordViolation {}
        }
    }

    @Test(arguments: [
        ("", RecordViolation.Rule.format), ("sailau-record 2\n", .format), ("sailau-record 1\nX y\n", .format),
        ("sailau-record 1\nD {}\n", .format), ("sailau-record 1\nE {}\n", .format),
        ("sailau-record 1\nE {\"version\":2}\n", .version), ("sailau-record 1\nE", .torn),
    ])
    func otherFilesAreRefused(text: String, rule: RecordViolation.Rule) {
        #expect {
            try Self.read(Array(text.utf8), piece: 5)
        } throws: { ($0 as? RecordViolation)?.rule == rule }
    }

    @Test func aLineWithoutEndIsBounded() throws {
        var reader = RecordFile.Reader()
        _ = try reader.add(RecordFile.start)
        let piece = [UInt8](repeating: UInt8(ascii: "E"), count: 1 << 20)
        #expect {
            for _ in 0..<32 { _ = try reader.add(piece) }
        } throws: { ($0 as? RecordViolation)?.rule == .size }
    }
}

@Suite("Records: two states beside each other")
struct RecordDifferenceTests {
    @Test func aLaterStateContinues() throws {
        let record = try RecordBuilder.record(9)
        let difference = RecordDifference(left: Array(record.events[..<6]), right: record.events)
        #expect(difference.relation == .rightContinues)
        #expect(difference.common == record.events[5].head)
        #expect(difference.right == Array(record.events[6...]))
        #expect(RecordDifference(left: record.events, right: Array(record.events[..<6])).relation == .leftContinues)
        #expect(RecordDifference(left: record.events, right: record.events).relation == .same)
    }

    /// Every length of the common past.
    @Test(arguments: 1..<9) func twoFuturesAreFound(past: Int) throws {
        let record = try RecordBuilder.record(9)
        var futures: [[SealedEvent]] = []
        for number in [100, 200] {
            let own = try SealedEvent.seal(
                [RecordBuilder.draft(number), RecordBuilder.draft(number + 1)], after: record.events[past - 1].head,
                by: record.service)
            futures.append(Array(record.events[..<past]) + own)
        }
        let difference = RecordDifference(left: futures[0], right: futures[1])
        #expect(difference.relation == .twoFutures)
        #expect(difference.common == record.events[past - 1].head)
        #expect(difference.left.count == 2 && difference.right.count == 2)
    }

    @Test func recordsOfTwoElectionsAreUnrelated() throws {
        let difference = RecordDifference(
            left: try RecordBuilder.record(3).events, right: try RecordBuilder.record(3).events)
        #expect(difference.relation == .unrelated)
    }

    @Test func whatWasErasedIsNamed() throws {
        let record = try RecordBuilder.record(8)
        var later = record.events
        later[5] = SealedEvent(
            event: later[5].event, signature: later[5].signature, payload: later[5].payload, personal: [nil, nil])
        #expect(RecordDifference(left: record.events, right: later).erased == [5])
    }
}
