// Makes a record and adds events to it on a disk that writes down every operation on standard output:
//
//     RecordingDisk STORE KEY EVENTS
//
// `acknowledged HEIGHT` stands among the operations where an append has returned.

import ElectionRecord
import Foundation
import RecordedEvents
import Storage
import VerifiableVoting

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else {
    fatalError("usage: RecordingDisk STORE KEY EVENTS")
}
RecordingDisk.install(writingTo: 1)
let builder = try RecordBuilder()
try WholeFile.writePrivate(builder.service.bytes, to: arguments[2])
let store = try SQLiteRecordStore(path: arguments[1], .new)
var head = try await store.append(builder.events, after: nil)
RecordingDisk.note("acknowledged \(head.height)")
var number = 1
while number < count {
    // One, two or three events at once; some with texts that fill pages of their own.
    let drafts = (0...number % 3).map { place in
        let value = number + place
        return RecordBuilder.draft(
            value, personal: value % 4 == 0 ? [String(repeating: "name \(value) ", count: 200)] : [])
    }
    head = try await store.append(try SealedEvent.seal(drafts, after: head, by: builder.service), after: head)
    RecordingDisk.note("acknowledged \(head.height)")
    number += drafts.count
}
