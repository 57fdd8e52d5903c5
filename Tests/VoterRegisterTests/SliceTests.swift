import ElectionModel
import Testing
import VerifiableVoting
import VoterRegister

@Suite struct SliceTests {
    private func cut(_ station: StationID, _ made: MerkleTests.Committed) throws -> (
        RegisterSlice, RegisterImage, [UInt8]
    ) {
        var file: [UInt8] = []
        let slice = try RegisterSlice.cut(station, from: made.image, made.commitment, to: { file += $0 })
        return (slice, try RegisterImage(UnsafeRegisterMemory(copying: file)), file)
    }

    @Test func everyStationGetsItsOwnEntriesAndNoOthers() throws {
        let made = try MerkleTests.commit(200, seed: 3)
        var all: [RegisterEntry] = []
        for station in made.image.stations {
            let (slice, image, _) = try cut(station, made)
            try slice.check(image)
            let own = made.entries.filter { $0.station == station }
            #expect(slice.voters == own.count && slice.register == made.commitment.root)
            #expect(slice.entries == Digest(of: own.flatMap(\.bytes)))
            for entry in own { #expect(try image.entry(entry.number) == entry) }
            for entry in made.entries where entry.station != station { #expect(try image.entry(entry.number) == nil) }
            #expect(try !image.find(name: "нұр").entries.contains { $0.station != station })
            all += own
        }
        #expect(Set(all).count == made.entries.count)
        #expect { try cut("nowhere", made) } throws: { ($0 as? Violation)?.rule == .registerEntries }
    }

    @Test func anotherRegisterIsNotTheSlice() throws {
        let made = try MerkleTests.commit(60, seed: 4)
        let stations = made.image.stations
        let (slice, _, _) = try cut(stations[0], made)
        let (_, other, _) = try cut(stations[1], made)
        func expectRefused(_ image: RegisterImage) {
            #expect { try slice.check(image) } throws: { ($0 as? Violation)?.rule == .registerEntries }
        }
        expectRefused(other)
        expectRefused(made.image)
        let own = made.entries.filter { $0.station == stations[0] }
        expectRefused(try SmallRegisters.image(Array(own.dropLast())))
        expectRefused(try SmallRegisters.imported(SmallRegisters.csv(own, status: .official)).image)
        for index in own.indices {
            var changed = own
            changed[index].address += "1"
            expectRefused(try SmallRegisters.image(changed))
        }
        // The order in which a file has the entries says nothing.
        try slice.check(try SmallRegisters.image(own.reversed()))
        // A commitment with another count for the station.
        let wrong = RegisterCommitment(
            election: "test", status: .simulated,
            stations: made.commitment.stations.map {
                .init(id: $0.id, voters: $0.voters + ($0.id == stations[1] ? 1 : 0))
            },
            root: made.commitment.root)
        #expect { try RegisterSlice.cut(stations[1], from: made.image, wrong, to: { _ in }) } throws: {
            ($0 as? Violation)?.rule == .registerEntries
        }
    }

    @Test func signaturesHoldForOneDocumentOnly() throws {
        let made = try MerkleTests.commit(60, seed: 4)
        let (slice, _, _) = try cut(made.image.stations[0], made)
        let secret = SignerSecret()
        var signed = SignedSlice(slice)
        #expect { try signed.registerSigners(given: nil) } throws: { ($0 as? Violation)?.rule == .registerSignature }
        signed.sign(with: secret)
        let read = try SignedSlice(bytes: signed.bytes)
        #expect(read.content == slice)
        #expect(try read.registerSigners(given: secret.publicKey) == [try #require(secret.publicKey)])
        #expect { try read.registerSigners(given: SignerSecret().publicKey) } throws: {
            ($0 as? Violation)?.rule == .registerSignature
        }
        // Signed for another station, or as another kind of document.
        let text = String(decoding: signed.bytes, as: UTF8.self)
        let moved = text.replacing(made.image.stations[0].rawValue, with: made.image.stations[1].rawValue)
        #expect { try SignedSlice(bytes: Array(moved.utf8)).registerSigners(given: nil) } throws: {
            ($0 as? Violation)?.rule == .registerSignature
        }
        #expect { try SignedCommitment(bytes: signed.bytes) } throws: { ($0 as? Violation)?.rule == .registerFormat }
        var commitment = SignedCommitment(made.commitment)
        commitment.sign(with: secret)
        #expect(try SignedCommitment(bytes: commitment.bytes).registerSigners(given: secret.publicKey).count == 1)
        #expect(try RegisterSlice(bytes: slice.bytes) == slice)
    }
}
