import ElectronicStation
import Foundation
import LostPower
import PrimeOrderGroups
import Storage
import Testing
import VerifiableVoting

/// The urn's files on a disk: who may open them, and what is refused.
@Suite("Urn: files")
struct UrnFilesTests {
    static let identity = UrnIdentity(
        uuid: "4b8gNLhWW7HKdT", setup: Digest(of: "setup"), station: "A", urn: "station", credentials: 0..<3, slips: 3,
        longestBallot: 1000, longestChallenge: 1500)

    static func content(_ number: Int) -> [UInt8] { Array("content \(number)".utf8) }

    static func made(_ disk: MemoryDisk = MemoryDisk()) throws -> MemoryDisk {
        try UrnFiles.create(folder: "/u", identity, setup: [1, 2, 3], in: disk)
        return disk
    }

    @Test func recordsAndStageStay() throws {
        let disk = try Self.made()
        var files = try UrnFiles(folder: "/u", in: disk)
        #expect(files.stage == .prepared && UrnFile.allCases.allSatisfy { files.count($0) == 0 })
        var slots: [Int] = []
        for number in 0..<3 { slots.append(try files.add(Self.content(number), to: .ballots)) }
        #expect(Set(slots).count == 3)
        #expect(throws: UrnFilesError.noSlot(.ballots)) { try files.add([1], to: .ballots) }
        try files.advance(to: .open)
        try files.erase(slots[1], of: .ballots)
        files = try UrnFiles(folder: "/u", in: disk)
        #expect(files.stage == .open && files.slots(.ballots) == [slots[0], slots[2]].sorted())
        #expect(try files.record(.ballots, slot: slots[2]) == Self.content(2))
        #expect(try files.countOnDisk(.ballots) == 2)
        #expect(try UrnFiles.setup(folder: "/u", in: disk) == [1, 2, 3])
    }

    @Test func stagesComeInTheirOrder() throws {
        let files = try UrnFiles(folder: "/u", in: try Self.made())
        #expect(throws: UrnFilesError.stage(from: .prepared, to: .closed)) { try files.advance(to: .closed) }
        try files.advance(to: .open)
        #expect(throws: UrnFilesError.stage(from: .open, to: .open)) { try files.advance(to: .open) }
        try files.advance(to: .closed)
        #expect(throws: UrnFilesError.stage(from: .closed, to: .open)) { try files.advance(to: .open) }
    }

    @Test func nothingIsOverwritten() throws {
        let disk = try Self.made()
        #expect(throws: UrnFilesError.occupied(folder: "/u")) { try Self.made(disk) }
        // An urn that lost its state still has its ballots.
        _ = try UrnFiles(folder: "/u", in: disk).add([7], to: .ballots)
        try disk.remove("/u/urn.state")
        #expect(throws: UrnFilesError.occupied(folder: "/u")) { try Self.made(disk) }
    }

    @Test func damageIsFound() throws {
        func opening(_ change: (MemoryDisk) throws -> Void) throws -> UrnFilesError? {
            let disk = try Self.made()
            let files = try UrnFiles(folder: "/u", in: disk)
            for number in 0..<2 { _ = try files.add(Self.content(number), to: .ballots) }
            try change(disk)
            do throws(UrnFilesError) { _ = try UrnFiles(folder: "/u", in: disk) } catch { return error }
            return nil
        }
        func change(_ disk: MemoryDisk, _ path: String, _ work: (inout [UInt8]) -> Void) throws {
            var bytes = try #require(disk.files[path])
            work(&bytes)
            try disk.perform(.truncate(path, 0))
            try disk.perform(.write(path, offset: 0, bytes))
        }
        #expect(try opening { _ in } == nil)
        #expect(try opening { try change($0, "/u/urn.ballots") { $0.removeLast() } } == .size(.ballots))
        #expect(try opening { try change($0, "/u/urn.challenges") { $0.append(0) } } == .size(.challenges))
        #expect(try opening { try $0.remove("/u/urn.state") } == .storage(.missing(path: "/u/urn.state")))
        #expect(try opening { try $0.remove("/u/urn.commitments") } == .storage(.missing(path: "/u/urn.commitments")))
        // One record whose checksum does not hold may be a write that was cut off; two are none.
        let both = try opening { disk in
            try change(disk, "/u/urn.ballots") { bytes in
                for slot in 0..<3 { bytes[4096 * slot + 55] ^= 1 }
            }
        }
        guard case .damaged(.ballots, let slots)? = both else {
            Issue.record("\(String(describing: both))")
            return
        }
        #expect(slots.count == 2)
        // T22: a file of another station's urn in the place of this one's.
        let other = MemoryDisk()
        var identity = Self.identity
        identity.station = "B"
        try UrnFiles.create(folder: "/u", identity, setup: [1], in: other)
        let slot = try UrnFiles(folder: "/u", in: other).add([1], to: .ballots)
        let foreign = try #require(other.files["/u/urn.ballots"])
        #expect(try opening { try change($0, "/u/urn.ballots") { $0 = foreign } } == .foreign(.ballots, slot: slot))
    }

    @Test func aFullDiskIsRefusedAndGoesOn() throws {
        let disk = try Self.made()
        let files = try UrnFiles(folder: "/u", in: disk)
        _ = try files.add(Self.content(0), to: .ballots)
        for part in [0, 100, 4096] {
            disk.fail(with: .full(path: "/u/urn.ballots"), writing: part)
            #expect(throws: UrnFilesError.storage(.full(path: "/u/urn.ballots"))) {
                try files.add(Self.content(1), to: .ballots)
            }
            #expect(try UrnFiles(folder: "/u", in: disk).count(.ballots) == 1, "nothing of it is found later")
        }
        _ = try files.add(Self.content(1), to: .ballots)
        #expect(try UrnFiles(folder: "/u", in: disk).count(.ballots) == 2)
    }

    @Test func afterAFailedSyncNothingIsWritten() throws {
        let disk = try Self.made()
        let files = try UrnFiles(folder: "/u", in: disk)
        disk.fail(after: 1, with: .system(path: "/u/urn.ballots", code: 5))
        #expect(throws: UrnFilesError.storage(.system(path: "/u/urn.ballots", code: 5))) {
            try files.add(Self.content(0), to: .ballots)
        }
        let log = disk.log.count
        #expect(throws: UrnFilesError.storage(.broken(path: "/u"))) { try files.add(Self.content(0), to: .ballots) }
        #expect(throws: UrnFilesError.storage(.broken(path: "/u"))) { try files.advance(to: .open) }
        #expect(disk.log.count == log)
    }

    /// A stage that may or may not be on the disk: nothing more is taken until the urn is opened anew.
    @Test(arguments: 0..<5)
    func aStageThatFails(operation: Int) throws {
        let disk = try Self.made()
        let files = try UrnFiles(folder: "/u", in: disk)
        // A draft is created, written, synced, put in place, and its folder synced.
        disk.fail(after: operation, with: .system(path: "/u", code: 5))
        #expect(throws: UrnFilesError.storage(.system(path: "/u", code: 5))) { try files.advance(to: .open) }
        #expect(throws: UrnFilesError.storage(.broken(path: "/u"))) { try files.add([1], to: .ballots) }
        #expect(try UrnFiles(folder: "/u", in: disk).stage == (operation < 4 ? .prepared : .open))
    }

    @Test func ofTheSystem() async throws {
        try await withFolder { folder in
            try UrnFiles.create(folder: folder, Self.identity, setup: [1])
            let files = try UrnFiles(folder: folder)
            // A second one, even of the same process, is refused.
            #expect(throws: UrnFilesError.storage(.locked(path: "\(folder)/urn.ballots"))) {
                try UrnFiles(folder: folder)
            }
            _ = try files.add([1, 2], to: .ballots)
            for file in UrnFile.allCases {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/urn.\(file.rawValue)")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                #expect(attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 0))
            }
            #expect(try UrnFiles(folder: folder, readOnly: true).count(.ballots) == 1)
            #expect(throws: UrnFilesError.readOnly) {
                try UrnFiles(folder: folder, readOnly: true).add([1], to: .ballots)
            }
        }
    }

    /// T27: which slot a record is in says nothing about when it came: of three slots each pair of the first and the second is
    /// as frequent as any other.
    @Test func slotsAreDrawnEvenly() throws {
        let before = try Self.made().files
        var counts: [[Int]: Int] = [:]
        let rounds = 1200
        for _ in 0..<rounds {
            let files = try UrnFiles(folder: "/u", in: MemoryDisk(before))
            counts[[try files.add([1], to: .ballots), try files.add([2], to: .ballots)], default: 0] += 1
        }
        #expect(counts.count == 6)
        // Six standard deviations of a binomial distribution with p = 1/6.
        #expect(counts.values.allSatisfy { abs($0 - rounds / 6) < 78 }, "\(counts)")
    }

    /// Slots that are used and slots that are not differ in nothing but their beginning: no run of equal bytes in the file.
    @Test func freeSlotsAreRandomBytes() throws {
        let disk = try Self.made()
        for file in UrnFile.allCases {
            let bytes = try #require(disk.files["/u/urn.\(file.rawValue)"])
            let ones = bytes.reduce(0) { $0 + $1.nonzeroBitCount }
            let expected = bytes.count * 4
            // Six standard deviations of a binomial distribution: sqrt(8 n / 4).
            let deviation = Int((2 * Double(bytes.count)).squareRoot())
            #expect(abs(ones - expected) < 6 * deviation)
        }
    }
}
