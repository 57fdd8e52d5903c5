// Uses an urn as booths do, one voter after the other, and says what was acknowledged, until somebody kills it:
//
//     UrnWriters vote URN BALLOTS FIRST
//     UrnWriters close URN MANIFEST COMMISSION FOLDER
//
// BALLOTS has a line for each voter: his public credential, the code of a ballot, its bytes, the code of a challenge, its line,
// in hexadecimal but for the codes. From voter FIRST on: every third challenges, the others cast, after two commitments each.
// After each request a line `commit VOTER CODE`, `cast VOTER CODE` or `challenge VOTER CODE`, in one write.

import ElectronicStation
import Foundation
import Storage
import Urn
import VerifiableVoting

struct Voter {
    let number: Int
    let credential: [UInt8]
    let ballot: (code: String, bytes: [UInt8])
    let challenge: (code: String, bytes: [UInt8])

    init(_ line: Substring, _ number: Int) {
        let fields = line.split(separator: " ").map(String.init)
        func bytes(_ text: String) -> [UInt8] { Hexadecimal.bytes(text.utf8) ?? [] }
        self.number = number
        credential = Array(fields[0].utf8)
        ballot = (fields[1], bytes(fields[2]))
        challenge = (fields[3], bytes(fields[4]))
    }
}

func acknowledge(_ what: String, _ voter: Voter, _ code: String) {
    FileHandle.standardOutput.write(Data("\(what) \(voter.number) \(code)\n".utf8))
}

func vote(_ folder: String, _ ballots: String, from first: Int) async throws {
    let urn = try await UrnKeeper.open(folder: folder)
    if await urn.stage == .prepared { try await urn.open() }
    let lines = String(decoding: try WholeFile.read(ballots), as: UTF8.self).split(separator: "\n")
    for number in first..<lines.count {
        let voter = Voter(lines[number], number)
        guard await urn.use(of: voter.credential) == .unspent else { continue }
        let challenges = number % 3 == 2
        // A booth that failed after its commitment, then the one that goes on.
        for code in challenges ? [voter.ballot.code, voter.challenge.code] : [voter.challenge.code, voter.ballot.code] {
            try await urn.commit(code: code, credential: voter.credential)
            acknowledge("commit", voter, code)
        }
        if challenges {
            try await urn.challenge(voter.challenge.bytes)
            acknowledge("challenge", voter, voter.challenge.code)
        } else {
            try await urn.cast(voter.ballot.bytes)
            acknowledge("cast", voter, voter.ballot.code)
        }
    }
}

func close(_ folder: String, manifest: String, commission: String, into output: String) async throws {
    let urn = try await UrnKeeper.open(folder: folder)
    try await urn.close()
    FileHandle.standardOutput.write(Data("closed\n".utf8))
    _ = try await UrnAssembly.assemble(
        [folder], manifest: SignedManifest(bytes: WholeFile.read(manifest)),
        commission: SignerKey(hexadecimal: commission), into: output)
    FileHandle.standardOutput.write(Data("assembled\n".utf8))
}

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("vote", 5): try await vote(arguments[2], arguments[3], from: Int(arguments[4]) ?? 0)
case ("close", 6): try await close(arguments[2], manifest: arguments[3], commission: arguments[4], into: arguments[5])
default: fatalError("usage: UrnWriters vote URN BALLOTS FIRST | close URN MANIFEST COMMISSION FOLDER")
}
