import ElectionModel
import ElectronicStation
import PrimeOrderGroups
import Simulation
import Storage
import Urn
import VerifiableVoting

/// The urns of a station, its own and the one that is carried to voters at home, with their stacks of slips.
actor RehearsedUrns<Suite: CipherSuite> {
    enum Name: String, CaseIterable { case station, home }

    private let folder: String
    /// Whether the election is the one that is declared void.
    private let isVoid: Bool
    private let election: RehearsedElection<Suite>
    private let maker: BallotMaker<Suite>
    private var urns: [Name: UrnKeeper] = [:]
    /// Slips that were not handed out, by their number in the election; the last one is on top.
    private var stacks: [Name: [Int]] = [:]
    private var booth = (secret: BallotRandomness.StationSecret.newSecret(), counter: UInt64(0))
    /// Codes of cast ballots in the order of casting: known to the simulation alone.
    private(set) var cast: [Name: [String]] = [:]

    /// Makes both urns and opens them. Throws what making an urn throws.
    init(
        _ election: RehearsedElection<Suite>, manifest: SignedManifest, commission: SignerKey?, homeSlips: Int,
        isVoid: Bool, in folder: String
    ) async throws {
        self.isVoid = isVoid
        (self.folder, self.election, maker) = (folder, election, try election.ballotMaker())
        let station = election.day.station.id.rawValue
        let border = election.slipCount - homeSlips
        for (name, part) in [(Name.station, 0..<border), (.home, border..<election.slipCount)] {
            try await UrnSetup.prepare(
                folder: path(name), archive: election.setup.bytes, manifest: manifest, commission: commission,
                station: station, urn: name.rawValue, part: part)
        }
        // Which slips an urn takes follows from their places in the published list; the order of a stack says nothing.
        let places = election.slipsInPublishedOrder
        stacks = [.station: places[..<border].shuffled(), .home: places[border...].shuffled()]
        try await open()
        for urn in urns.values { try await urn.open() }
    }

    nonisolated func path(_ name: Name) -> String {
        "\(folder)/\(StationDayPlan.urnFolder(name.rawValue, isVoid: isVoid))"
    }

    private func open() async throws {
        for name in Name.allCases { urns[name] = try await UrnKeeper.open(folder: path(name)) }
    }

    /// The power goes off and comes back: what was in memory is gone, the booth's ballot too.
    func loseMemory() async throws {
        urns = [:]
        try await open()
    }

    /// The next slip of a stack. Throws `StationDayFault.noSlip`.
    func nextSlip(_ name: Name) throws(StationDayFault) -> Int {
        guard let slip = stacks[name]?.popLast() else { throw .noSlip }
        return slip
    }

    func slipsLeft(_ name: Name) -> Int { stacks[name]?.count ?? 0 }

    private func urn(_ name: Name) throws(StationDayFault) -> UrnKeeper {
        guard let urn = urns[name] else { throw .noUrn }
        return urn
    }

    // MARK: The booth

    /// Whether the slip, held before the scanner, opens the booth.
    func isUnspent(_ slip: Int, _ name: Name) async throws -> Bool {
        try await urn(name).state(of: election.publicCredential(slip)) == .unspent
    }

    /// From the choices to the code that the urn keeps, and no further.
    func commit(_ slip: Int, _ ballot: ElectronicDay.Ballot, _ name: Name) async throws {
        let prepared = try election.prepare(ballot, slip: slip, maker, station: nextNumber())
        try await urn(name).commit(code: prepared.code, credential: election.publicCredential(slip))
    }

    func challenge(_ slip: Int, _ ballot: ElectronicDay.Ballot, _ name: Name) async throws {
        let prepared = try election.prepare(ballot, slip: slip, maker, station: nextNumber())
        try await urn(name).commit(code: prepared.code, credential: election.publicCredential(slip))
        try await urn(name).challenge(prepared.challenge().line)
    }

    func cast(_ slip: Int, _ ballot: ElectronicDay.Ballot, _ name: Name) async throws {
        let prepared = try election.prepare(ballot, slip: slip, maker, station: nextNumber())
        let code = prepared.code
        try await urn(name).commit(code: code, credential: election.publicCredential(slip))
        try await urn(name).cast(prepared.cast())
        cast[name, default: []].append(code)
    }

    private func nextNumber() -> BallotRandomness.StationSecret {
        booth.counter += 1
        return .init(secret: booth.secret, counter: booth.counter)
    }

    // MARK: The end

    /// Closes both urns. Returns what lies in them together.
    func close() async throws -> (ballots: Int, challenges: Int) {
        var sum = (ballots: 0, challenges: 0)
        for urn in urns.values {
            try await urn.close()
            let figures = try await urn.figures()
            sum = (sum.ballots + figures.ballots, sum.challenges + figures.challenges)
        }
        urns = [:]
        return sum
    }

    /// Codes of the ballots in the order of an urn's slots: all that a disk says of their order.
    nonisolated func codesBySlot(_ name: Name) async throws -> [String] {
        let files = try UrnFiles(folder: path(name), readOnly: true)
        return try files.slots(.ballots).map { slot in
            let ballot = try JSONTree.read(files.record(.ballots, slot: slot))
            guard let code = ballot["signature"]?["hash"]?.string else { throw Violation(.ballotFormat) }
            return code
        }
    }
}

/// Why a simulated day stopped: each is a fault of the program.
public enum StationDayFault: Error, Sendable, Hashable {
    case noSlip, noUrn, noMinute
    /// What the station counted is not what happened.
    case differs(what: String, happened: Int, counted: Int)
}
