import ElectionModel
import ElectronicStation
import Foundation
import PrimeOrderGroups
import Simulation
import Storage
import Testing
import VerifiableVoting
import VoterRegister

import StationDay

@Suite("A day of an electronic station") struct StationDayTests {
    /// Small electronic stations of the reconstruction, with what happens on their days.
    private static let days: [ElectronicDay] = {
        guard let made = try? reconstruct(seed: 2004) else { return [] }
        return ElectronicDay.all(of: made, share: .permille(400), count: 961, seed: 2004)
            .sorted { ($0.station.electors, $0.station.id) < ($1.station.electors, $1.station.id) }
    }()

    private static func day(electors: Int) throws -> ElectronicDay {
        try #require(days.first { Int($0.station.electors) >= electors && $0.ballots.count >= 40 })
    }

    private static func register(_ station: PollingStation) throws -> (image: RegisterImage, numbers: [VoterNumber]) {
        let invented = InventedRegister(stations: [station], seed: 1, doubles: 0)
        var numbers: [VoterNumber] = []
        invented.forEach { numbers.append($0.number) }
        return (try invented.image(), numbers)
    }

    private static func play(
        _ day: ElectronicDay, seed: UInt64, isHeldAgain: Bool = false, neighbours: [ElectronicDay] = [],
        _ look: (PlayedStationDay, _ folder: String) async throws -> Void = { _, _ in }
    ) async throws -> PlayedStationDay {
        let (image, numbers) = try register(day.station)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plan = StationDayPlan(
            day, electors: numbers, seed: seed, isHeldAgain: isHeldAgain, neighbours: neighbours)
        for name in plan.urnFolders {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        let played = try await StationDay<VersionOne<Edwards25519>>(plan, names: [:], register: image, in: folder)
            .play()
        try await look(played, folder)
        return played
    }

    /// Everything that the law's forms and the slips' equations ask for holds, but for the slip that a voter carried away.
    @Test func anOrdinaryDay() async throws {
        let played = try await Self.play(Self.day(electors: 150), seed: 7)
        let plan = played.plan
        #expect(plan.challenges > 0 && plan.powerCuts.count == 2 && plan.voters.contains { $0.place == .home })
        #expect(played.account.missing == 1 && played.account.carriedAway == 1)
        #expect(Int(played.account.ballots) == plan.day.ballots.count)
        #expect(played.desk.phase == .signed && played.desk.interruptions.allSatisfy { $0.restart != nil })
        let slips = played.findings.filter { $0.code.hasPrefix("L") }.map(\.code)
        #expect(slips == ["L04", "L09"])
        let errors = played.findings.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors)")
        #expect(played.protocols.count == 6)
        #expect(played.closed.statement.findings.isEmpty)
    }

    /// Article 50-5(7): half a day is void, its archive closed and never decrypted; everybody votes again, in another election.
    @Test func votingIsHeldAgain() async throws {
        let played = try await Self.play(Self.day(electors: 150), seed: 7, isHeldAgain: true) { played, folder in
            let void = try #require(played.void)
            #expect(void.content.reserve == played.uuid && void.content.uuid != played.uuid)
            try void.check(against: played.manifest.manifest)
            let path = "\(folder)/\(void.content.uuid)"
            var verifier = ArchiveVerifier(cores: 1)
            verifier.anchors = try Anchors(
                manifest: played.manifest, commission: played.commission,
                closing: SignedClosing(bytes: WholeFile.read("\(path).closing")), voids: [void])
            let statement = try await verifier.verify(ArchiveFile(path: "\(path).bel"))
            #expect(statement.counted > 10 && statement.result == nil)
        }
        #expect(played.desk.void.map(\.election) == [played.void?.content.uuid])
        #expect(played.desk.void[0].counts.given == played.plan.failsBefore)
        #expect(Int(played.account.ballots) == played.plan.day.ballots.count)
        #expect(played.findings.filter { $0.severity == .error }.isEmpty && played.protocols.count == 6)
        #expect(played.desk.prepared?.hours.day == CalendarDate(dayNumber: 12_687))
    }

    /// A station that is counted with a neighbour: its own protocols say how many, those of the group for whom.
    @Test func countedWithANeighbour() async throws {
        let day = try Self.day(electors: 150)
        let neighbour = try #require(
            Self.days.first { $0.station.district == day.station.district && $0.station.id != day.station.id })
        let played = try await Self.play(day, seed: 7, neighbours: [neighbour])
        #expect(played.closed.statement.counted == day.ballots.count + neighbour.ballots.count)
        #expect(Int(played.account.ballots) == day.ballots.count)
        #expect(played.closed.counts == played.plan.counts)
        for item in played.protocols where item.channel != .paper {
            #expect(item.votes.allSatisfy { $0.votes == nil } && item.tookPart != nil)
        }
        #expect(played.findings.filter { $0.severity == .error }.isEmpty, "\(played.findings)")
        let own = try CountedBallots(
            of: day.station.id.rawValue, in: MemoryArchive(played.closed.archive),
            #require(played.manifest.manifest.election(uuid: played.uuid)), played.closed.statement)
        #expect(own == CountedBallots(ofStation: day.ballots.count, all: played.closed.statement.counted))
    }

    /// Both at once: the whole group votes again.
    @Test func aGroupVotesAgain() async throws {
        let day = try Self.day(electors: 100)
        let neighbour = try #require(
            Self.days.first { $0.station.district == day.station.district && $0.station.id != day.station.id })
        let played = try await Self.play(day, seed: 9, isHeldAgain: true, neighbours: [neighbour]) { played, folder in
            let void = try #require(played.void).content
            let announced = try #require(played.manifest.manifest.election(uuid: void.uuid))
            let archive = try ArchiveFile(path: "\(folder)/\(void.uuid).bel")
            let counted = try CountedBallots(
                of: neighbour.station.id.rawValue, in: archive, announced,
                try await ArchiveVerifier(cores: 1).verify(archive))
            #expect(counted.ofStation == neighbour.ballots.count && counted.all > counted.ofStation)
        }
        #expect(played.closed.statement.counted == day.ballots.count + neighbour.ballots.count)
    }

    /// The record's check-ins, the urn's disk and the archive give no voter his ballot beyond chance: of so many days' pairs about one
    /// a day is right. An urn that kept the order would give all.
    @Test func ordersGiveNoVoterHisBallot() async throws {
        let day = try Self.day(electors: 120)
        let days = 12
        var right: [String: Int] = [:]
        for seed in 1...UInt64(days) {
            for matching in try await Self.play(day, seed: seed).matchings {
                #expect(matching.of >= 30)
                right[matching.order, default: 0] += matching.right
            }
        }
        // Poisson with mean 12: 38 or more once in a thousand million runs.
        for (order, count) in right { #expect(count < 38, "\(order): \(count)") }
        #expect(right.keys.sorted() == ["archive", "recorder", "slots"])
        let codes = (0..<40).map { "\($0)" }
        #expect(OrderMatching("kept", cast: codes, found: codes).right == 40)
    }

    /// The recorders of desk and booths (article 50-2(4)) tell machines' actions to the owner of their key alone.
    @Test func theRecordersTellNothingWithoutTheKey() async throws {
        let played = try await Self.play(Self.day(electors: 120), seed: 5)
        #expect(played.recorders.count == 3)
        let logs = try played.recorders.map { try RecorderLog(bytes: $0) }
        #expect(logs.map(\.isEnded) == [true, true, true])
        // The closing names each by its figures.
        #expect(played.desk.recorderEnded?.log == RecorderFigures(logs[0]))
        let figures: [RecorderFigures?] = logs.dropFirst().map { RecorderFigures($0) }
        #expect(played.desk.boothRecorders?.logs == figures)
        let codes = String(decoding: played.closed.archive, as: UTF8.self).matches(of: /"hash":"([A-Za-z0-9+\/]{43})"/)
            .map { String($0.1) }
        #expect(codes.count == Int(played.account.ballots))
        let clear =
            RecorderEntry.Action.allCases.map(\.rawValue) + ["T07:", "T19:", "-09-19T"] + codes
            + played.plan.voters.map { "\($0.number)" }
        for bytes in played.recorders {
            let text = String(decoding: bytes, as: UTF8.self)
            for word in clear { #expect(!text.contains(word), "\(word)") }
            // All entries have one length, and no two are alike.
            let sealed = text.matches(of: /"sealed":"([0-9a-f]+)"/).map { $0.1 }
            #expect(sealed.count > 1 && Set(sealed.map(\.utf8.count)) == [224] && Set(sealed).count == sealed.count)
        }
        // The owner of the key reads actions of machines, and minutes.
        let desk = try logs[0].opened(with: played.recorderSecret).map(\.action)
        let failures: [RecorderEntry.Action] = [.equipmentFailed, .programRestarted]
        #expect(desk == [.stationOpened] + failures + failures + [.votingEnded, .stationClosed])
        let booths = try logs.dropFirst().flatMap { try $0.opened(with: played.recorderSecret) }
        let opened = booths.count { $0.action == .boothOpened }
        // One power cut came before a ballot was cast, so that its voter opened the booth twice.
        #expect(opened == Int(played.account.ballots + played.account.challenged) + 1)
        let ended = booths.count { $0.action == .boothEnded }
        #expect(ended == opened - 2)
        #expect(Set(booths.map(\.booth)) == [1, 2])
        #expect(throws: Violation(.recorderKey)) { try logs[1].opened(with: RecorderSecret.random()) }
    }

    /// What was counted wrongly by one is found, and named.
    @Test func aWrongCountIsFound() async throws {
        var played = try await Self.play(Self.day(electors: 120), seed: 3)
        #expect(throws: StationDayFault.self) {
            played.closed.counts[1][0] += 1
            try StationDayTests.reconcile(&played)
        }
        played.closed.counts[1][0] -= 1
        try StationDayTests.reconcile(&played)
        played.account.ballots += 1
        #expect(
            throws: StationDayFault.differs(
                what: "ballots", happened: played.plan.day.ballots.count, counted: played.plan.day.ballots.count + 1)
        ) { try StationDayTests.reconcile(&played) }
    }

    private static func reconcile(_ played: inout PlayedStationDay) throws {
        try StationDay<VersionOne<Edwards25519>>.reconcile(&played)
    }
}
