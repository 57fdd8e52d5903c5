import Counting
import ElectionConduct
import ElectionModel
import Observation
import VerifiableVoting

/// What observers find in the record of an election, in the form of their own tables: nobody enters it a second time.
extension ConductState {
    /// Complaints that touch a station, with what was decided.
    var reportedComplaints: [ReportedComplaint] {
        complaintOrder.compactMap { complaints[$0] }.compactMap { complaint in
            let decision: ReportedComplaint.Decision =
                switch complaint.decision?.effect {
                case nil: .open
                case .dismissed: .rejected
                case .recount, .annulment, .registrationRefused, .listCorrected: .upheld
                case .other: .other
                }
            return complaint.made.station.map {
                ReportedComplaint(
                    id: complaint.made.id, station: $0, article: complaint.made.article, decision: decision)
            }
        }
    }

    /// All complaints, as entries of incidents are joined with them.
    var joinedComplaints: [IncidentSummary.Complaint] {
        complaintOrder.compactMap { complaints[$0] }.map { complaint in
            IncidentSummary.Complaint(
                complaint.made.id, station: complaint.made.station, decision: complaint.decision?.effect.rawValue)
        }
    }

    /// Written acts of observers with what became of them.
    var reportedActs: [ReportedAct] {
        writtenActOrder.compactMap { writtenActs[$0] }.map { (act: WrittenAct) -> ReportedAct in
            let received = act.received
            // To be attached after all is no answer to what is stated.
            return ReportedAct(
                id: received.id, station: received.station,
                contest: Observation.ContestKey(
                    tier: received.tier, district: received.district, round: received.round),
                isAttached: act.isAttached, isConfirmed: act.answer.flatMap(\.isConfirmed))
        }
    }

    /// Written acts of observers as entries of incidents, each a claim of its writer's organisation.
    var actsAsIncidents: [Incident] {
        writtenActOrder.compactMap { writtenActs[$0] }.map { (act: WrittenAct) -> Incident in
            let received = act.received
            let time = received.handedOverAt.description.split(separator: "T").last ?? ""
            let source: Incident.SourceKind =
                switch received.capacity {
                case .proxy, .party: .party
                case .association, .international: .observer
                case .journalist: .media
                }
            return Incident(
                received.id, on: received.handedOverAt.date, at: Observation.ClockTime(time),
                place: stations[received.station]?.station.region.rawValue ?? "", station: received.station, .act,
                what: received.text, source: received.organisation, source,
                evidence: received.file.flatMap { Digest(hexadecimal: $0) }.map { [$0] } ?? [])
        }
    }
}
