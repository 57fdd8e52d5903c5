// Checks voters in at a desk, three members at once, and says which were acknowledged, until somebody kills it:
//
//     DeskWriters STORE KEY VOTERS
//
// Every run goes through the same voters from the first to the last, so that those who were given a vote before are refused. A line
// with the voter's number for each check-in that stands in the record.

import Counting
import ElectionModel
import ElectionRecord
import ElectionService
import ElectronicStation
import Foundation
import SmallStation
import Storage
import VerifiableVoting
import VoterRegister

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else { fatalError("usage: DeskWriters STORE KEY VOTERS") }

let keeper = try await DeskKeeper(
    store: try SQLiteRecordStore(path: arguments[1], .existing),
    secret: try SignerSecret(bytes: try WholeFile.read(arguments[2])),
    list: try SmallStation.image(SmallStation.entries(count)),
    clock: OfficeClock(seconds: { SmallStation.seconds(SmallStation.at(9)) }, milliseconds: { 0 }))

/// The issuing members, each at a desk of its own; all of them begin with the first voter and meet again and again.
let members = ["m4", "m5", "m6"]
let threads = members.map { member in
    let thread = Thread {
        for value in 1...count {
            let voter = SmallStation.number(value)
            let act = CheckedIn(value % 2 == 0 ? .paper : .electronic, hour: 9)
            switch keeper.add(act, by: PersonID(member), as: .commissioner, about: voter) {
            case .done: FileHandle.standardOutput.write(Data("\(voter)\n".utf8))
            case .refused(.checkIn(.givenAlready)): continue
            case .refused(let refusal): fatalError("\(refusal)")
            case .unavailable: fatalError("the store fails")
            }
        }
    }
    thread.stackSize = 1 << 23
    return thread
}
for thread in threads { thread.start() }
while threads.contains(where: { !$0.isFinished }) { usleep(1000) }
