import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import SeatAllocation
import Wording

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show step by step, with articles, how seats were won.",
        discussion: """
            Examples:
              sailau explain kazakhstan-2004 --list aist --lang ru
              sailau explain kazakhstan-2004 --constituency 17
              sailau explain kazakhstan-2004 --seat list/national/10
            """)

    @OptionGroup var options: ElectionOptions

    @Option(help: "Only this list, by its identifier.")
    var list: String?

    @Option(help: "Only this constituency, by its number.")
    var constituency: String?

    @Option(help: "Only this seat, as tier/district/number.")
    var seat: String?

    func run() throws {
        if [list, constituency, seat].compactMap(\.self).count > 1 { throw BadInput(.oneOfThree) }
        let loaded = try options.load()
        let wording = try Home.wording(options.language, loaded.folder.election, loaded.folder.law)
        let steps = try chosen(loaded)
        if options.json {
            Terminal.print(
                JSON.object([
                    ("format", .string("sailau-derivation/1")),
                    ("election", .string(loaded.folder.election.id.rawValue)),
                    ("steps", .array(steps.map { json($0, wording) })),
                ]).text())
            return
        }
        Terminal.print(steps, wording)
    }

    private func chosen(_ loaded: LoadedElection) throws -> [Step] {
        let top = loaded.outcome.derivation
        if let list {
            guard loaded.folder.election.choices.contains(where: { $0.kind == .list && $0.id.rawValue == list }) else {
                let known = loaded.folder.election.choices.filter { $0.kind == .list }.map(\.id.rawValue)
                throw BadInput(.noList, ["text": list, "known": known.joined(separator: ", ")])
            }
            return listTiers(top, of: loaded).compactMap { concerning(ChoiceID(list), $0) }
        }
        if let constituency { return [try district(constituency, top)] }
        guard let seat else { return [top] }
        guard let found = Seat.find(seat, among: loaded.outcome.seats) else {
            throw BadInput(.noSeat, ["text": seat])
        }
        switch found.holder {
        case .list(let list, _): return listTiers(top, of: loaded).compactMap { concerning(list, $0) }
        default: return [try district(found.district.rawValue, top)]
        }
    }

    /// The steps of the tiers in which lists stand.
    private func listTiers(_ top: Step, of loaded: LoadedElection) -> [Step] {
        let ids = Set(loaded.outcome.lists.map(\.tier.rawValue))
        return top.steps.filter { step in
            if case .text(let tier)? = step.figure("tier") { ids.contains(tier) } else { false }
        }
    }

    private func district(_ id: String, _ top: Step) throws -> Step {
        let all = top.all.filter { $0.code == .district }
        let step =
            all.first { $0.figure("district") == .district(DistrictID(id)) }
            ?? all.first { $0.figure("district") == .district(DistrictID("0\(id)")) }
        guard let step else {
            let known = all.compactMap { step -> String? in
                if case .district(let district)? = step.figure("district") { district.rawValue } else { nil }
            }
            throw BadInput(.noConstituency, ["text": id, "known": known.joined(separator: ", ")])
        }
        return step
    }

    /// The steps about one list, and those about all lists at once, such as the quota.
    private func concerning(_ list: ChoiceID, _ step: Step) -> Step? {
        var result = step
        result.steps = step.steps.compactMap { concerning(list, $0) }
        if step.code == .tier || step.code == .district { return result.steps.isEmpty ? nil : result }
        switch step.figure("list") {
        case .choice(let other)?: return other == list ? result : nil
        default: return step.figure("candidate") == nil ? result : nil
        }
    }

    private func json(_ step: Step, _ wording: Wording) -> JSON {
        .object([
            ("code", .string(step.code.rawValue)), ("text", .string(wording.sentence(for: step))),
            ("cites", .array(step.cites.map(JSON.string))),
            ("figures", JSON.figures(step.figures)),
            ("steps", .array(step.steps.map { json($0, wording) })),
        ])
    }
}
