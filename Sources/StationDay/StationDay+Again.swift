import Counting
import ElectionModel
import ElectronicStation
import PrimeOrderGroups
import Simulation
import Storage
import Urn
import VerifiableVoting

extension StationDay {
    /// Of the commission above, which puts voting off.
    static var failure: NumberedDecision {
        NumberedDecision(number: "1", date: RehearsedMembers.pollingDay, reason: "The equipment failed for good.")
    }

    /// Half a day, until the equipment fails for good (article 50-5(7)): the archive of what was cast so far is closed and signed, and
    /// never decrypted.
    ///
    /// - Returns: the decision that the election is void, signed as a closing is.
    @inline(never)
    func fail(
        _ scene: inout Scene, _ election: RehearsedElection<Suite>, reserve: RehearsedElection<Suite>, _ hall: Hall,
        _ manifest: SignedManifest
    ) async throws -> SignedVoid {
        let chair = RehearsedMembers.chair
        let voters = plan.failsBefore ?? 0
        try await open(&scene, election, manifest)
        for place in 0..<voters {
            try await serve(plan.voters[place], &scene, minute: minute(ofVoter: place), losesPower: nil)
        }
        let neighbours = try await voteElsewhere(election, hall, manifest, isVoid: true)
        let now = at(minute(ofVoter: voters))
        try await scene.desk.take(
            VotingInterrupted(.equipment, reason: Self.failure.reason), by: chair, at: now)
        try await scene.desk.take(ElectronicVotingPostponed(.central, Self.failure), by: chair, at: now)
        _ = try await scene.urns.close()
        let assembled = try await assemble(scene, neighbours, hall.commission, manifest)
        try WholeFile.write(
            hall.commission.sign(assembled.closing).bytes, to: "\(folder)/\(election.uuid).closing")
        guard let announced = manifest.manifest.election(uuid: election.uuid) else { throw StationDayFault.noUrn }
        return hall.commission.sign(
            VoidDecision(
                uuid: election.uuid, setup: announced.setup, reserve: reserve.uuid, article: "art. 50-5(7)",
                reason: Self.failure.reason))
    }

    /// The stations that are counted with this one: an urn each, in which all their ballots are cast.
    ///
    /// - Returns: the folders of their closed urns.
    @inline(never)
    func voteElsewhere(
        _ election: RehearsedElection<Suite>, _ hall: Hall, _ manifest: SignedManifest, isVoid: Bool
    ) async throws -> [String] {
        let maker = try election.ballotMaker()
        let secret = BallotRandomness.StationSecret.newSecret()
        var folders: [String] = []
        for (index, day) in plan.neighbours.enumerated() {
            let path = "\(folder)/\(StationDayPlan.urnFolder("neighbour-\(index + 1)", isVoid: isVoid))"
            try await UrnSetup.prepare(
                folder: path, archive: election.setup.bytes, manifest: manifest, commission: hall.commission.key,
                station: day.station.id.rawValue)
            let urn = try await UrnKeeper.open(folder: path)
            try await urn.open()
            for (slip, ballot) in zip(election.slips(ofNeighbour: index), day.ballots) {
                let prepared = try election.prepare(
                    ballot, slip: slip, maker, station: .init(secret: secret, counter: UInt64(slip) + 1))
                try await urn.commit(code: prepared.code, credential: election.publicCredential(slip))
                try await urn.cast(prepared.cast())
            }
            try await urn.close()
            folders.append(path)
        }
        return folders
    }
}
