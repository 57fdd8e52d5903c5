import Accounts
import Counting
import ElectionConduct
import ElectionModel
import ElectionRecord
import ElectronicStation
import VerifiableVoting
import VoterRegister
import Wording

/// What a page of the desk knows: the keeper, who is signed in, and the day as it stands.
struct DeskVisit {
    var keeper: DeskKeeper
    var account: Account
    var moment: DeskKeeper.Moment

    var state: DeskState { moment.state }
    var person: PersonID { PersonID(account.name.text) }
}

extension Office {
    /// The desk, for whoever is of the station's own commission. Nil: there is none, or it is another's.
    func deskVisit(_ turn: Turn) -> DeskVisit? {
        guard let desk, let account = turn.account else { return nil }
        let moment = desk.now
        // Before the station is prepared it has no name, and nobody's forms are taken.
        guard account.commission == Commission(level: .precinct, unit: moment.state.station.rawValue) else {
            return nil
        }
        return DeskVisit(keeper: desk, account: account, moment: moment)
    }

    /// There is no desk here, or it is another commission's.
    func noDesk(_ turn: Turn) throws -> OfficeResponse {
        guard desk != nil else { return refusal(.notFound, status: 404, turn.request, turn.language) }
        try note(.unit, turn.ticket.visitor, turn.request, turn.ticket.route.name)
        var response = refusal(.notFound, status: 404, turn.request, turn.language)
        response.denial = .unit
        return response
    }

    /// What became of an act of the desk.
    enum DeskOutcome {
        case done
        case refused(DeskRefusal)
        case unavailable
    }

    /// Adds an act. A form that was sent twice is done once.
    ///
    /// - Parameter seen: where the record ended when the form was shown.
    func add(_ act: some DeskAct, _ visit: DeskVisit, about voter: VoterNumber? = nil, seen: Int?) -> DeskOutcome {
        if wasDone(act, visit, about: voter, seen: seen) { return .done }
        switch visit.keeper.add(act, by: visit.person, as: visit.account.role, about: voter) {
        case .done: return .done
        // The other of two that came at once was quicker.
        case .refused(let refusal): return wasDone(act, visit, about: voter, seen: seen) ? .done : .refused(refusal)
        case .unavailable: return .unavailable
        }
    }

    /// Whether the same person has done the same since the form was shown.
    private func wasDone(_ act: some DeskAct, _ visit: DeskVisit, about voter: VoterNumber?, seen: Int?) -> Bool {
        guard let last = visit.keeper.now.last[type(of: act).kind], let seen, last.height > seen,
            last.person == visit.person.rawValue, last.voter == voter,
            let payload = try? CanonicalEncoder.encode(act)
        else { return false }
        return Digest(of: payload) == last.payload
    }

    /// The same for an act whose type only its value knows.
    func addAny(_ act: any DeskAct, _ visit: DeskVisit, seen: Int?) -> DeskOutcome { add(act, visit, seen: seen) }

    static func deskPath(_ language: Language, _ last: String = "") -> String {
        "/office/\(language.rawValue)/desk" + (last.isEmpty ? "" : "/\(last)")
    }
}
