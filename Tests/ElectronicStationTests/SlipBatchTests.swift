import PrimeOrderGroups
import Testing
import VerifiableVoting

import ElectronicStation

@Suite struct SlipBatchTests {
    typealias Suite1 = VersionOne<Edwards25519>
    static let uuid = "paperAAAAAAAAA"

    static func batch(_ stations: [(String, Int)] = [("Station 1", 7), ("Station 2", 5)]) throws -> SlipBatch {
        try SlipBatch(
            election: uuid, stations: stations.map { (name: $0.0, count: $0.1) }, suite: Suite1.self)
    }

    private static func publicText(_ slip: Slip) -> String {
        let secret = slip.credential.exponent(uuid: slip.election, suite: Suite1.self)
        return Edwards25519.text(Edwards25519.secretPower(Edwards25519.secretGeneratorTable, secret))
    }

    /// The public list is the one that `setup` makes of it, sorted, and each station's slips are exactly its slice.
    @Test func stationsAreSlicesOfTheSortedList() throws {
        let batch = try Self.batch()
        #expect(try CredentialList.published(batch.publicList, suite: Suite1.self) == batch.publicList)
        #expect(try PublicCredentials(batch.publicList, suite: Suite1.self).count == 12)
        let tree = try JSONTree.read(batch.publicList)
        let list = try #require(tree.items).compactMap(\.string)
        var start = 0
        for station in batch.stations {
            let slice = list[start..<start + station.slips.count]
            #expect(Set(station.slips.map(Self.publicText)) == Set(slice))
            let alone = Array("[\(slice.map { "\"\($0)\"" }.joined(separator: ","))]".utf8)
            #expect(station.fingerprint == Digest(of: alone).base64)
            start += slice.count
        }
        #expect(start == list.count)
        // What a booth reads of a slip is what was made.
        for slip in batch.stations.flatMap(\.slips) {
            #expect(Slip(text: slip.text)?.credential.text == slip.credential.text)
        }
    }

    /// Neither the order of the list nor the order of making is the order of printing.
    @Test func theStackIsShuffled() throws {
        var made: [String] = []
        let batch = try SlipBatch(
            election: Self.uuid, stations: [(name: "Station", count: 200)], suite: Suite1.self,
            make: {
                let credential = PrivateCredential.random()
                made.append(credential.text)
                return credential
            }, below: { SystemRandom.number(below: $0) })
        let printed = batch.stations[0].slips
        let list = try #require(JSONTree.read(batch.publicList).items).compactMap(\.string)
        #expect(Set(printed.map(\.credential.text)) == Set(made))
        // Of 200 slips in a random order one stays at its place on the average; ten are less likely than one in a million.
        #expect(zip(printed.map(\.credential.text), made).count { $0 == $1 } < 10)
        #expect(zip(printed.map(Self.publicText), list).count { $0 == $1 } < 10)
    }

    /// Every order of three is drawn about as often: with 6000 draws 1000 each, and a deviation of 30 happens once in three.
    @Test func ordersAreEquallyLikely() {
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 {
            var order = [0, 1, 2]
            for index in stride(from: 2, to: 0, by: -1) { order.swapAt(index, SystemRandom.number(below: index + 1)) }
            counts[order, default: 0] += 1
        }
        #expect(counts.count == 6 && counts.values.allSatisfy { (820...1180).contains($0) }, "\(counts)")
    }

    @Test func whatCannotBeMadeIsRefused() {
        func fault(_ stations: [(String, Int)]) -> SlipBatch.Fault? {
            do throws(SlipBatch.Fault) {
                _ = try SlipBatch(
                    election: Self.uuid, stations: stations.map { (name: $0.0, count: $0.1) }, suite: Suite1.self)
                return nil
            } catch { return error }
        }
        #expect(fault([]) == .noStation)
        #expect(fault([("", 1)]) == .stationWithoutName)
        #expect(fault([("A", 1), ("A", 1)]) == .stationTwice("A"))
        #expect(fault([("A", 0)]) == .noSlips(station: "A"))
        #expect(fault([("A", 1), ("B", SlipBatch.most)]) == .tooMany)
        #expect(fault([("A", .max), ("B", .max)]) == .tooMany)
    }

    @Test func theRecordIsReadBackAndStrict() throws {
        let printed = try Self.batch().printed
        #expect(try SlipsPrinted(bytes: printed.bytes) == printed)
        for index in stride(from: 0, to: printed.bytes.count, by: 7) {
            var changed = printed.bytes
            changed[index] ^= 1
            #expect((try? SlipsPrinted(bytes: changed)) != printed)
        }
        #expect { try SlipsPrinted(bytes: printed.bytes + [0x20]) } throws: { ($0 as? Violation)?.rule == .slipsFormat }
    }

    private func signer(_ name: String) throws -> (secret: SignerSecret, signer: Signer) {
        let secret = SignerSecret()
        return (secret, Signer(name: name, key: try #require(secret.publicKey)))
    }

    @Test func twoPersonsSignTheDestruction() throws {
        let (first, second, stranger) = (try signer("Айгүл"), try signer("Second"), try signer("Stranger"))
        func act(_ persons: [Signer]) throws -> SlipsDestroyed {
            SlipsDestroyed(
                printed: try Self.batch().printed, time: "2004-09-15T16:05",
                files: [.init(name: "station-001-001.pdf", bytes: 12, sha256: Digest(of: "x"))], persons: persons)
        }
        var signed = SignedSlipsDestroyed(try act([first.signer, second.signer]))
        signed.sign(with: first.secret)
        #expect { try signed.check() } throws: { ($0 as? Violation)?.rule == .slipsSignature }
        var foreign = signed
        foreign.sign(with: stranger.secret)
        #expect { try foreign.check() } throws: { ($0 as? Violation)?.rule == .slipsSignature }
        signed.sign(with: second.secret)
        try signed.check()
        let read = try SignedSlipsDestroyed(bytes: signed.bytes)
        #expect(read.content == signed.content)
        try read.check()
        for persons in [[first.signer], [first.signer, first.signer]] {
            let alone = try act(persons)
            #expect { try SlipsDestroyed(bytes: alone.bytes) } throws: { ($0 as? Violation)?.rule == .slipsFormat }
        }
    }
}
