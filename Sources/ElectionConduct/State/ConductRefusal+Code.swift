import Counting
public import ElectionModel

extension ConductRefusal {
    /// A refusal without what it holds, by which texts are found.
    public enum Code: String, Sendable, Hashable, CaseIterable, Codable {
        case unknownKind, unknownRole, payload, notInRole, notCalled, calledAlready, anotherFile, unknownStation
        case unknownDistrict, unknownRegion, unknownChoice, unknownCommission, unknownComplaint, unknownCopy,
            unknownWrittenAct, unknownDeadline,
            alreadyThere
        case noDecision, noQuorum, noMajority, dissentOfNoMember, notAMember, wrongNumberOfMembers, twoOfOneParty
        case notThisCommission, tooEarly, tooLate, brokenRules, nominationIs, noArticle, hoursOutside, step
        case noCommission, noSuchFinding, noSuchField, notOnBallot, roundNotCalled, notDetermined, otherFigures
        case otherWinners, noTie, otherFinalists, complaintDecided
        case noSuchPhotograph, copyTakenLater, actHandedOverLater, turnoutHour, turnoutNotNow, turnoutAboveList,
            turnoutFalls,
            otherStationRecord
    }

    public var code: Code { worded.code }

    /// What the text names, in its order.
    public var figures: [Figure] { worded.figures }

    private var worded: (code: Code, figures: [Figure]) {
        func text(_ name: String, _ value: some CustomStringConvertible) -> Figure {
            Figure(name, .text(value.description))
        }
        func count(_ name: String, _ value: Int) -> Figure { Figure(name, .count(UInt64(max(0, value)))) }
        switch self {
        case .unknownKind(let kind): return (.unknownKind, [text("kind", kind)])
        case .unknownRole(let role): return (.unknownRole, [text("role", role)])
        case .payload(let kind, let detail): return (.payload, [text("kind", kind), text("detail", detail)])
        case .notInRole(let kind, let role): return (.notInRole, [text("kind", kind), text("role", role.rawValue)])
        case .notCalled: return (.notCalled, [])
        case .calledAlready: return (.calledAlready, [])
        case .anotherFile(let name): return (.anotherFile, [text("file", name)])
        case .unknownStation(let station): return (.unknownStation, [text("station", station)])
        case .unknownDistrict(_, let district): return (.unknownDistrict, [text("district", district)])
        case .unknownRegion(let region): return (.unknownRegion, [text("region", region)])
        case .unknownChoice(let choice): return (.unknownChoice, [text("choice", choice)])
        case .unknownCommission(let commission): return (.unknownCommission, [text("commission", commission)])
        case .unknownComplaint(let complaint): return (.unknownComplaint, [text("complaint", complaint)])
        case .unknownCopy(let copy): return (.unknownCopy, [text("copy", copy)])
        case .unknownWrittenAct(let act): return (.unknownWrittenAct, [text("act", act)])
        case .unknownDeadline(let task): return (.unknownDeadline, [text("task", task)])
        case .alreadyThere(let name): return (.alreadyThere, [text("name", name)])
        case .noDecision: return (.noDecision, [])
        case .noQuorum(let present, let members):
            return (.noQuorum, [count("present", present), count("members", members)])
        case .noMajority(let inFavour, let members):
            return (.noMajority, [count("inFavour", inFavour), count("members", members)])
        case .dissentOfNoMember(let person): return (.dissentOfNoMember, [text("person", person)])
        case .notAMember(let person, let commission):
            return (.notAMember, [text("person", person), text("commission", commission)])
        case .wrongNumberOfMembers(let given, let due):
            return (.wrongNumberOfMembers, [count("given", given), count("due", due)])
        case .twoOfOneParty(let party): return (.twoOfOneParty, [text("party", party)])
        case .notThisCommission(let commission): return (.notThisCommission, [text("commission", commission)])
        case .tooEarly(let deadline, let time): return (.tooEarly, [text("deadline", deadline), text("time", time)])
        case .tooLate(let deadline, let time): return (.tooLate, [text("deadline", deadline), text("time", time)])
        case .brokenRules(let codes): return (.brokenRules, [text("codes", codes.joined(separator: ", "))])
        case .nominationIs(let choice, let status):
            return (.nominationIs, [text("choice", choice), text("status", status.rawValue)])
        case .noArticle: return (.noArticle, [])
        case .hoursOutside(let opens, let closes, let earliest, let latest):
            return (
                .hoursOutside,
                [
                    text("opens", clock(opens)), text("closes", clock(closes)), text("earliest", clock(earliest)),
                    text("latest", clock(latest)),
                ]
            )
        case .step(let refusal): return (.step, [text("refusal", refusal.code.rawValue)])
        case .noCommission: return (.noCommission, [])
        case .noSuchFinding(let code): return (.noSuchFinding, [text("code", code)])
        case .noSuchField(let field): return (.noSuchField, [text("field", field)])
        case .notOnBallot(let station): return (.notOnBallot, [text("station", station)])
        case .roundNotCalled(let district): return (.roundNotCalled, [text("district", district)])
        case .notDetermined(let district, let missing, let postponed, let underRecount):
            return (
                .notDetermined,
                [
                    text("district", district), count("missing", missing), count("postponed", postponed),
                    count("underRecount", underRecount),
                ]
            )
        case .otherFigures(let field, let stated, let counted):
            return (
                .otherFigures,
                [text("field", field), Figure("stated", .count(stated)), Figure("counted", .count(counted))]
            )
        case .otherWinners(let stated, let counted):
            return (.otherWinners, [text("stated", names(stated)), text("counted", names(counted))])
        case .noTie(let district): return (.noTie, [text("district", district)])
        case .otherFinalists(let stated, let counted):
            return (.otherFinalists, [text("stated", names(stated)), text("counted", names(counted))])
        case .noSuchPhotograph(let name): return (.noSuchPhotograph, [text("name", name)])
        case .copyTakenLater(let taken, let now): return (.copyTakenLater, [text("taken", taken), text("time", now)])
        case .actHandedOverLater(let handedOver, let now):
            return (.actHandedOverLater, [text("handedOver", handedOver), text("time", now)])
        case .turnoutHour(let hour, let opens, let closes):
            return (
                .turnoutHour, [count("hour", hour), text("opens", clock(opens)), text("closes", clock(closes))]
            )
        case .turnoutNotNow(let hour, let now):
            return (.turnoutNotNow, [count("hour", hour), text("time", now)])
        case .turnoutAboveList(let tookPart, let electors):
            return (.turnoutAboveList, [count("tookPart", Int(tookPart)), count("electors", Int(electors))])
        case .turnoutFalls(let hour, let tookPart):
            return (.turnoutFalls, [count("hour", hour), count("tookPart", Int(tookPart))])
        case .otherStationRecord(let station): return (.otherStationRecord, [text("station", station)])
        case .complaintDecided(let complaint): return (.complaintDecided, [text("complaint", complaint)])
        }
    }

    private func names(_ choices: [ChoiceID]) -> String { choices.map(\.rawValue).joined(separator: ", ") }

    private func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
