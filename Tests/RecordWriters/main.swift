// Adds events to a record from several tasks at once and says which were acknowledged, until somebody kills it:
//
//     RecordWriters STORE KEY FIRST WRITERS
//
// The payloads are {"number":N} with N from FIRST on. After each append a line `N HEIGHT` for each event, in one write.

import ElectionRecord
import Foundation
import RecordedEvents
import Storage
import VerifiableVoting

/// One writer among several: its numbers are no other's.
struct Writer: Sendable {
    let store: any RecordStore
    let service: SignerSecret
    let first: Int
    let step: Int

    func write() async throws {
        var number = first
        while true {
            // One, two or three events at once.
            let numbers = (0...(number / step) % 3).map { number + $0 * step }
            let drafts = numbers.map { RecordBuilder.draft($0, personal: $0 % 4 == 0 ? ["name \($0)"] : []) }
            try await append(drafts, numbers)
            number += 3 * step
        }
    }

    private func append(_ drafts: [EventDraft], _ numbers: [Int]) async throws {
        while true {
            let head = try await store.head()
            do {
                let sealed = try SealedEvent.seal(drafts, after: head, by: service)
                _ = try await store.append(sealed, after: head)
                return Self.acknowledge(zip(numbers, sealed.map(\.event.height)))
            } catch is RecordConflict {
            } catch RecordStoreError.locked {
            }
        }
    }

    private static func acknowledge(_ events: some Sequence<(Int, Int)>) {
        let text = events.map { "\($0) \($1)\n" }.joined()
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 5, let first = Int(arguments[3]), let writers = Int(arguments[4]) else {
    fatalError("usage: RecordWriters STORE KEY FIRST WRITERS")
}
let store = try await RecordStores.open(arguments[1], .existing)
let service = try SignerSecret(bytes: try WholeFile.read(arguments[2]))
try await withThrowingTaskGroup(of: Void.self) { group in
    for number in 0..<writers {
        let writer = Writer(store: store, service: service, first: first + number, step: writers)
        group.addTask { try await writer.write() }
    }
    try await group.waitForAll()
}
