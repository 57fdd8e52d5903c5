import Testing
import VerifiableVoting

import ElectronicStation

@Suite("The recorder's log") struct RecorderTests {
    static let secret = RecorderSecret.random()
    static let head = RecorderLog.Head(station: "Учаске 12", key: secret.publicKey, sealedUntil: "2005-09-19")

    static func minute(_ number: Int) throws -> RecorderEntry.Minute {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return try #require(RecorderEntry.Minute("2004-09-19T\(two(7 + number / 60)):\(two(number % 60))"))
    }

    static func entries() throws -> [RecorderEntry] {
        try RecorderEntry.Action.allCases.enumerated().map {
            RecorderEntry($1, booth: $1.rawValue.hasPrefix("booth") ? 3 : 0, at: try minute($0 * 13))
        }
    }

    /// The lines of a log with these entries, and its end.
    static func lines(_ entries: [RecorderEntry]) throws -> [[UInt8]] {
        var log = RecorderLog(head)
        var lines = [head.line]
        for entry in entries { lines.append(try log.append(entry)) }
        lines.append(try log.end())
        return lines
    }

    static func file(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [UInt8(ascii: "\n")] } }

    @Test func theOwnerReadsWhatWasWritten() throws {
        let entries = try Self.entries()
        let log = try RecorderLog(bytes: Self.file(Self.lines(entries)))
        #expect(log.isEnded && log.head == Self.head)
        #expect(try log.opened(with: Self.secret) == entries)
    }

    /// From the first entry on: nothing of an action, a booth or a time stands in the file, and all entries are of one length.
    @Test func nobodyElseReadsAnything() throws {
        let entries = try Self.entries()
        let lines = try Self.lines(entries)
        let log = try RecorderLog(bytes: Self.file(lines))
        #expect { try log.opened(with: RecorderSecret.random()) } throws: { ($0 as? Violation)?.rule == .recorderKey }
        for entry in log.entries { #expect(RecorderSecret.random().open(entry) == nil) }
        let text = String(decoding: Self.file(lines), as: UTF8.self)
        for word in RecorderEntry.Action.allCases.map(\.rawValue) + ["2004-09-19", "T07"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(Set(log.entries.map(\.count)) == [RecorderEntry.byteCount + RecorderKey.overhead])
        // The same entry is another text each time.
        let (first, again) = (try Self.lines([entries[0]]), try Self.lines([entries[0]]))
        #expect(first[1] != again[1])
    }

    @Test func removedAddedAndChangedEntriesAreFound() throws {
        let lines = try Self.lines(Self.entries())
        func rule(_ lines: [[UInt8]]) -> Rule? {
            do throws(Violation) {
                _ = try RecorderLog(bytes: Self.file(lines))
                return nil
            } catch { return error.rule }
        }
        #expect(rule(lines) == nil)
        for index in 1..<lines.count - 1 {
            var removed = lines
            removed.remove(at: index)
            #expect(rule(removed) == .recorderChain, "without line \(index + 1)")
            var doubled = lines
            doubled.insert(lines[index], at: index)
            #expect(rule(doubled) == .recorderChain)
            var swapped = lines
            swapped.swapAt(index, index - 1 > 0 ? index - 1 : index + 1)
            #expect(rule(swapped) != nil)
        }
        var bytes = Self.file(lines)
        for index in stride(from: 0, to: bytes.count, by: 11) {
            bytes[index] ^= 1
            #expect(
                (try? RecorderLog(bytes: bytes).last) != (try RecorderLog(bytes: Self.file(lines)).last),
                "byte \(index)")
            bytes[index] ^= 1
        }
        // Cut off at the end: the log says that it was not ended, and its head is another.
        for count in 1..<lines.count {
            let log = try RecorderLog(bytes: Self.file(Array(lines.prefix(count))))
            #expect(!log.isEnded)
        }
        #expect(rule(lines + [lines[1]]) == .recorderFormat)
        // Whoever has the public key can seal entries, but the chain is then another from there on.
        var forged = try RecorderLog(bytes: Self.file(Array(lines.prefix(3))))
        _ = try forged.append(Self.entries()[0])
        #expect(forged.last.bytes != Digest(of: lines[3]).bytes)
    }

    /// A key of small order would let anybody read: nothing is sealed to it.
    @Test func aKeyThatHidesNothingIsRefused() throws {
        let key = try #require(RecorderKey(bytes: [UInt8](repeating: 0, count: 32)))
        #expect(key.seal([1]) == nil)
        var log = RecorderLog(.init(station: "S", key: key, sealedUntil: "2005-09-19"))
        let entry = try Self.entries()[0]
        #expect { try log.append(entry) } throws: { ($0 as? Violation)?.rule == .recorderFormat }
        #expect(RecorderKey(bytes: [1]) == nil && RecorderSecret(bytes: [1]) == nil)
    }

    @Test(arguments: [
        "2004-09-19T07:60", "2004-09-19T24:00", "2004-02-30T07:00", "2004-13-01T07:00", "2004-9-19T07:00",
        "2004-09-19 07:00", "2004-09-19T07:05:11", "", "2100-02-29T00:00",
    ]) func othersAreNoMinutes(text: String) { #expect(RecorderEntry.Minute(text) == nil) }

    @Test func leapDayIsADay() { #expect(RecorderEntry.Minute("2004-02-29T23:59") != nil) }

    /// The type is the promise: an entry has an action, a booth's number and a minute, and nothing else.
    @Test func anEntryHasNoRoomForMore() throws {
        let entry = try Self.entries()[1]
        #expect(Mirror(reflecting: entry).children.compactMap(\.label) == ["action", "booth", "time"])
        var text = entry.plainText
        text[text.count - 1] = UInt8(ascii: "x")
        #expect(RecorderEntry(plainText: text) == nil)
        #expect(RecorderEntry(plainText: Array(text.dropLast())) == nil)
    }
}
