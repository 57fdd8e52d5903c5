import Counting
public import ElectionModel
import VoterRegister

extension DeskRefusal {
    /// A refusal without what it holds, by which texts are found.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case unknownKind, unknownRole, payload, notInRole, noVoter, notPrepared, preparedAlready, wrongPhase, unsound
        case noHash, otherHour, otherStation
        case wrongNumberOfMembers, noChair, twoOfOneParty, notAMember, namedTwice, notTheChair, mayNotIssue, noQuorum
        case noMajority, noDecision, noReason, notThisCommission
        case notReady, sealBroken, wrongPassword, twoMustSign, urnNotEmpty, tooFewSlots, tooEarly, dayTooLate,
            dayTooEarly
        case noRecorder, notRecorded, recordersNotCounted, otherBooths
        case noSlipsLeft, noSlipGiven, slipGivenBack, noMoreReplacements, visitNeedsTwo, notOnVisit, paperOnly
        case noPaperFallback, sameElection
        case unspentAboveBox, notCounted, tooFewSignatures, signedTwice, unexplained
        // Of check-ins.
        case givenAlready, notOnTheList, listedElsewhere, struckOut, notOpenYet, tooLate, noHomeRequest,
            requestedAlready
        case damaged
    }

    public var code: Code { worded.code }

    /// What the text names.
    public var figures: [Figure] { worded.figures }

    private var worded: (code: Code, figures: [Figure]) {
        func text(_ name: String, _ value: some CustomStringConvertible) -> Figure {
            Figure(name, .text(value.description))
        }
        func count(_ name: String, _ value: some BinaryInteger) -> Figure {
            Figure(name, .count(UInt64(clamping: value)))
        }
        switch self {
        case .unknownKind(let kind): return (.unknownKind, [text("kind", kind)])
        case .unknownRole(let role): return (.unknownRole, [text("role", role)])
        case .payload(let kind, let detail): return (.payload, [text("kind", kind), text("detail", detail)])
        case .notInRole(let kind, let role): return (.notInRole, [text("kind", kind), text("role", role.rawValue)])
        case .noVoter: return (.noVoter, [])
        case .notPrepared: return (.notPrepared, [])
        case .preparedAlready: return (.preparedAlready, [])
        case .wrongPhase(let phase): return (.wrongPhase, [text("phase", phase.rawValue)])
        case .unsound: return (.unsound, [])
        case .noHash: return (.noHash, [])
        case .otherHour(let hour): return (.otherHour, [count("hour", hour)])
        case .otherStation(let station): return (.otherStation, [text("station", station)])
        case .wrongNumberOfMembers(let given, let due):
            return (.wrongNumberOfMembers, [count("given", given), count("due", due)])
        case .noChair: return (.noChair, [])
        case .twoOfOneParty(let party): return (.twoOfOneParty, [text("party", party)])
        case .notAMember(let person): return (.notAMember, [text("person", person)])
        case .namedTwice: return (.namedTwice, [])
        case .notTheChair(let person, _): return (.notTheChair, [text("person", person)])
        case .mayNotIssue(let person): return (.mayNotIssue, [text("person", person)])
        case .noQuorum(let present, let members):
            return (.noQuorum, [count("present", present), count("members", members)])
        case .noMajority(let inFavour, let members):
            return (.noMajority, [count("inFavour", inFavour), count("members", members)])
        case .noDecision: return (.noDecision, [])
        case .noReason: return (.noReason, [])
        case .notThisCommission(let commission): return (.notThisCommission, [text("commission", commission)])
        case .notReady(let condition): return (.notReady, [text("condition", condition.rawValue)])
        case .sealBroken(let seal): return (.sealBroken, [text("seal", seal.rawValue)])
        case .wrongPassword: return (.wrongPassword, [])
        case .twoMustSign(let given): return (.twoMustSign, [count("given", given)])
        case .urnNotEmpty(let ballots): return (.urnNotEmpty, [count("ballots", ballots)])
        case .tooFewSlots(let slots, let slips): return (.tooFewSlots, [count("slots", slots), count("slips", slips)])
        case .tooEarly(let time, _): return (.tooEarly, [text("time", time)])
        case .dayTooLate(let day, let latest, _): return (.dayTooLate, [text("day", day), text("latest", latest)])
        case .dayTooEarly(let day, let earliest, _):
            return (.dayTooEarly, [text("day", day), text("earliest", earliest)])
        case .noRecorder: return (.noRecorder, [])
        case .notRecorded: return (.notRecorded, [])
        case .recordersNotCounted: return (.recordersNotCounted, [])
        case .otherBooths(let given, let due): return (.otherBooths, [count("given", given), count("due", due)])
        case .checkIn(let refusal): return refusal.worded
        case .noSlipsLeft(let received): return (.noSlipsLeft, [count("received", received)])
        case .noSlipGiven(let voter): return (.noSlipGiven, [text("number", voter)])
        case .slipGivenBack(let voter): return (.slipGivenBack, [text("number", voter)])
        case .noMoreReplacements(let most): return (.noMoreReplacements, [count("most", most)])
        case .visitNeedsTwo(let given): return (.visitNeedsTwo, [count("given", given)])
        case .notOnVisit(let person): return (.notOnVisit, [text("person", person)])
        case .paperOnly: return (.paperOnly, [])
        case .noPaperFallback: return (.noPaperFallback, [])
        case .sameElection(let election): return (.sameElection, [text("election", election)])
        case .unspentAboveBox(let unspent, let inBox):
            return (.unspentAboveBox, [count("unspent", unspent), count("inBox", inBox)])
        case .notCounted: return (.notCounted, [])
        case .tooFewSignatures(let signed, let due):
            return (.tooFewSignatures, [count("signed", signed), count("due", due)])
        case .signedTwice: return (.signedTwice, [])
        case .unexplained(let code): return (.unexplained, [text("code", code)])
        }
    }
}

extension CheckInRefusal {
    fileprivate var worded: (code: DeskRefusal.Code, figures: [Figure]) {
        func text(_ name: String, _ value: some CustomStringConvertible) -> Figure {
            Figure(name, .text(value.description))
        }
        switch self {
        case .givenAlready(let checkIn):
            return (
                .givenAlready,
                [
                    text("form", checkIn.form.rawValue), text("person", checkIn.member),
                    Figure("hour", .count(UInt64(clamping: checkIn.hour))),
                ]
            )
        case .notOnTheList(let number): return (.notOnTheList, [text("number", number)])
        case .otherStation(let station): return (.listedElsewhere, [text("station", station)])
        case .struckOut(let number): return (.struckOut, [text("number", number)])
        case .notOpenYet(let time): return (.notOpenYet, [text("time", time)])
        case .tooLate(let limit, _): return (.tooLate, [text("time", limit.until)])
        case .mayNotIssue(let person): return (.mayNotIssue, [text("person", person)])
        case .noHomeRequest(let number): return (.noHomeRequest, [text("number", number)])
        case .requestedAlready(let number): return (.requestedAlready, [text("number", number)])
        case .damaged: return (.damaged, [])
        }
    }
}
