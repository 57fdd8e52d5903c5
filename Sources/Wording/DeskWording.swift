public import Counting
public import ElectionModel
public import ElectronicStation
import VoterRegister

extension DeskPhase: WordedValue { package static var termGroups: [String] { ["desk.phase"] } }
extension OpeningCondition: WordedValue {
    package static var termGroups: [String] { ["desk.condition", "desk.missing"] }
}
extension DeskRefusal.Code: WordedValue { package static var termGroups: [String] { ["desk.refusal"] } }
extension DeskRefusal.Seal: WordedValue { package static var termGroups: [String] { ["desk.seal"] } }
extension VotingInterrupted.Cause: WordedValue { package static var termGroups: [String] { ["desk.cause"] } }
extension SlipAccount.Term: WordedValue { package static var termGroups: [String] { ["desk.term"] } }
extension SlipAccount.Code: WordedValue { package static var termGroups: [String] { ["desk.finding"] } }
extension VotingForm: WordedValue { package static var termGroups: [String] { ["desk.form"] } }

extension Wording {
    /// Why an act of the desk is not done, with the article where there is one.
    public func sentence(for refusal: DeskRefusal) -> String {
        let sentence: String
        if case .notReady(let condition) = refusal {
            sentence = term("desk.missing.\(condition.rawValue)")
        } else {
            sentence = term("desk.refusal.\(refusal.code.rawValue)", refusal.figures.map(worded))
        }
        return refusal.article.map { "\(sentence) (\(citation($0)))" } ?? sentence
    }

    /// Names instead of codes, where a figure is one.
    private func worded(_ figure: Figure) -> Figure {
        guard case .text(let text) = figure.value else { return figure }
        let name: String? =
            switch figure.name {
            case "phase": DeskPhase(rawValue: text).map { self.name(of: $0) }
            case "seal": DeskRefusal.Seal(rawValue: text).map { self.name(of: $0) }
            case "form": VotingForm(rawValue: text).map { self.name(of: $0) }
            default: nil
            }
        return name.map { Figure(figure.name, .text($0)) } ?? figure
    }

    /// What was found about a station's slips.
    public func deskSentence(for finding: Finding) -> String {
        "\(finding.code): " + term("desk.finding.\(finding.code)", finding.figures)
    }

    /// What was found about a station's slips and protocols, each in the words of its own table.
    public func stationSentence(for finding: Finding) -> String {
        SlipAccount.Code(rawValue: finding.code) == nil
            ? "\(finding.code): " + sentence(for: finding) : deskSentence(for: finding)
    }

    /// Why a station's protocols are not made.
    public func sentence(for fault: StationCountFault) -> String {
        func text(_ name: String, _ value: String) -> Figure { Figure(name, .text(value)) }
        let (key, figures): (String, [Figure]) =
            switch fault {
            case .notSigned(let phase): ("not signed", [text("phase", name(of: phase))])
            case .otherElection(let desk, let archive):
                ("other election", [text("desk", desk), text("archive", archive)])
            case .notAnnounced(let station): ("not announced", [text("station", station.rawValue)])
            case .noResult: ("no result", [])
            case .ballots(let question, let found):
                ("ballots", [text("question", question), Figure("found", .count(UInt64(found)))])
            case .noPaper(let tier, let district):
                ("no paper", [text("contest", place([tier.rawValue, district.rawValue]))])
            case .otherBallots(let record, let archive):
                (
                    "other ballots",
                    [Figure("record", .count(UInt64(record))), Figure("archive", .count(UInt64(archive)))]
                )
            case .otherProvenance(let tier, let paper, let record):
                (
                    "other provenance",
                    [
                        text("contest", place([tier.rawValue])), text("paper", term("provenance.\(paper.rawValue)")),
                        text("record", term("provenance.\(record.rawValue)")),
                    ]
                )
            case .otherGroupProtocol(let tier): ("other group protocol", [text("contest", place([tier.rawValue]))])
            case .summary(let refusal, let tier): summary(refusal, place([tier.rawValue]))
            case .otherProtocol(let tier, let channel):
                (
                    "other protocol",
                    [text("contest", place([tier.rawValue])), text("channel", name(of: channel))]
                )
            }
        return term("desk.protocols.\(key)", figures)
    }

    private func summary(_ refusal: SummaryRefusal, _ contest: String) -> (String, [Figure]) {
        let contest = Figure("contest", .text(contest))
        return switch refusal {
        case .notOfOneContest: ("not one contest", [contest])
        case .otherChoices: ("other choices", [contest])
        case .otherList(let paper, let electronic):
            (
                "other list",
                [
                    contest, Figure("paper", .text(paper.map { number($0) } ?? "–")),
                    Figure("electronic", .text(electronic.map { number($0) } ?? "–")),
                ]
            )
        case .tooLarge: ("too large", [contest])
        }
    }

    /// An equation with its figures: printed 1,350 = handed out 540 + destroyed unused 810.
    public func sentence(for equation: SlipAccount.Equation, of account: SlipAccount) -> String {
        func part(_ term: SlipAccount.Term) -> String { "\(name(of: term)) \(number(account.value(of: term)))" }
        return part(equation.sum) + " = " + equation.terms.map(part).joined(separator: " + ")
    }

    /// The logs of the recorders as they stand on the act of closing: whose, with how many entries and which last hash.
    public func recorderFacts(_ state: DeskState) -> [(label: String, value: String)] {
        func line(_ log: RecorderFigures) -> String {
            term("desk.line.log", [Figure("entries", .count(UInt64(log.entries))), Figure("hash", .text(log.last))])
        }
        let reason = state.boothRecorders?.reason ?? ""
        return (state.recorderEnded.map { [(term("desk.paper.desk log"), line($0.log))] } ?? [])
            + (state.boothRecorders?.logs ?? []).enumerated().map { place, log in
                (
                    term("desk.paper.booth log", [Figure("booth", .text("\(place + 1)"))]),
                    log.map(line) ?? term("desk.line.no log", [Figure("reason", .text(reason))])
                )
            }
    }

    /// A difference with its sign.
    public func signed(_ difference: Int) -> String {
        switch difference {
        case 0: number(0)
        case ..<0: "−" + number(difference.magnitude)
        default: "+" + number(difference.magnitude)
        }
    }
}
