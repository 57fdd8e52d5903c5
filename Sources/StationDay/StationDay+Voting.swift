import ElectionModel
import ElectronicStation
import PrimeOrderGroups
import Simulation
import VerifiableVoting
import VoterRegister

extension StationDay {
    /// The number of the booth that belongs to an urn.
    private static func booth(_ name: RehearsedUrns<Suite>.Name) -> Int { name == .station ? 1 : 2 }

    @inline(never)
    func vote(_ scene: inout Scene) async throws {
        let home = plan.voters.filter { $0.place == .home }
        for voter in home {
            try await scene.desk.take(
                HomeVoteRequested(hour: 9), by: RehearsedMembers.issuers[0], at: at(545), about: voter.number)
        }
        for place in 0..<plan.voters.count - home.count {
            try await serve(
                plan.voters[place], &scene, minute: minute(ofVoter: place),
                losesPower: plan.powerCuts.firstIndex(of: place))
            progress?(place + 1)
        }
        guard !home.isEmpty else { return }
        try await scene.desk.take(
            HomeVisitSent(RehearsedMembers.visitors, voters: UInt32(home.count)), by: RehearsedMembers.chair,
            at: at(1197))
        for voter in home { try await serve(voter, &scene, minute: 1198, losesPower: nil) }
    }

    /// From seven to eight in the evening, evenly.
    func minute(ofVoter place: Int) -> Int {
        421 + place * 775 / max(1, plan.voters.count { $0.place == .station })
    }

    @inline(never)
    func serve(
        _ voter: StationDayPlan.Voter, _ scene: inout Scene, minute: Int, losesPower cut: Int?
    ) async throws {
        let issuer = voter.place == .home ? RehearsedMembers.visitors[0] : RehearsedMembers.issuers[minute % 3]
        let (hour, time) = (minute / 60, at(minute))
        try await scene.desk.take(
            CheckedIn(voter.form, voter.place, hour: hour), by: issuer, at: time, about: voter.number)
        guard voter.form == .electronic else { return }
        let name: RehearsedUrns<Suite>.Name = voter.place == .home ? .home : .station
        var slip = try await scene.urns.nextSlip(name)
        scene.handedOut += 1
        switch voter.course {
        case .paper: break
        case .givesBack: try await scene.desk.take(SlipReturned(hour: hour), by: issuer, at: time, about: voter.number)
        // Of this slip nobody hears again.
        case .carriesAway: break
        case .casts(let number, let challenges, let isTorn):
            let ballot = plan.day.ballots[number]
            if isTorn {
                try await scene.desk.take(
                    SlipReplaced(.damaged, detail: "torn", hour: hour), by: issuer, at: time, about: voter.number)
                slip = try await scene.urns.nextSlip(name)
                scene.handedOut += 1
            }
            for _ in 0..<challenges {
                try scene.desk.recorders.record(.boothOpened, booth: Self.booth(name), at: time)
                try await scene.urns.challenge(slip, ballot, name)
                try scene.desk.recorders.record(.boothEnded, booth: Self.booth(name), at: time)
                try await scene.desk.take(
                    SlipReplaced(.challenge, hour: hour), by: issuer, at: time, about: voter.number)
                scene.inBox += 1
                slip = try await scene.urns.nextSlip(name)
                scene.handedOut += 1
            }
            try await cast(slip, ballot, name, &scene, minute: minute, cut: cut)
            scene.inBox += 1
        }
    }

    @inline(never)
    private func cast(
        _ slip: Int, _ ballot: ElectronicDay.Ballot, _ name: RehearsedUrns<Suite>.Name, _ scene: inout Scene,
        minute: Int,
        cut: Int?
    ) async throws {
        let booth = Self.booth(name)
        try scene.desk.recorders.record(.boothOpened, booth: booth, at: at(minute))
        guard let cut else {
            try await scene.urns.cast(slip, ballot, name)
            return try scene.desk.recorders.record(.boothEnded, booth: booth, at: at(minute))
        }
        if cut == 0 {
            try await scene.urns.commit(slip, ballot, name)
        } else {
            try await scene.urns.cast(slip, ballot, name)
        }
        try await losePower(&scene, minute: minute)
        // The voter holds his slip before the scanner again: whether it was used the urn knows.
        guard try await scene.urns.isUnspent(slip, name) else { return }
        try scene.desk.recorders.record(.boothOpened, booth: booth, at: at(minute))
        try await scene.urns.cast(slip, ballot, name)
        try scene.desk.recorders.record(.boothEnded, booth: booth, at: at(minute))
    }

    @inline(never)
    private func losePower(_ scene: inout Scene, minute: Int) async throws {
        try await scene.urns.loseMemory()
        try await scene.desk.restart()
        try await scene.desk.take(
            VotingInterrupted(.power, reason: "no power"), by: RehearsedMembers.chair, at: at(minute))
        try await scene.desk.take(
            VotingRestarted(
                DeskDecision(number: "\(minute)", present: 7, inFavour: 7), protocolText: "started again, tested"),
            by: RehearsedMembers.chair, at: at(minute))
    }
}
