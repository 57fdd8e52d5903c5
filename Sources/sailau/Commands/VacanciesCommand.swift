import ArgumentParser
import ElectionModel
import DataFormats
import ElectionFiles
import ElectoralLaw
import SeatAllocation
import Wording

struct VacanciesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacancies", abstract: "Say by the law who fills seats that fell vacant during the term.",
        discussion: """
            The vacancies that decisions.csv records come first, then those of --vacate. A seat named twice is left by its
            successor, too.

            Examples:
              sailau vacancies kazakhstan-2004 --vacate list/national/10 constituencies/17/1 --on 2005-03-01
              sailau vacancies simulated-mazhilis --vacate otan-list-2 --lang kk
            """)

    @OptionGroup var options: ElectionOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Seats as tier/district/number, or persons who hold one.", valueName: "seat-or-person"))
    var vacate: [String] = []

    @Option(help: "The day on which they left, such as 2005-03-01.")
    var on: String?

    @Option(help: "The first day of the term, where election.yaml does not say it.")
    var termBegan: String?

    func run() throws {
        let loaded = try options.load()
        let folder = loaded.folder
        let on = try Self.readDay(on, "--on")
        let given = try Self.readDay(termBegan, "--term-began")
        let vacated = try vacate.map { VacatedSeat(seat: try seat($0, loaded), date: on) }
        guard !vacated.isEmpty || !folder.decisions.vacancies.isEmpty else {
            throw BadInput(.noVacancy, ["election": options.election])
        }
        let termBegan = given ?? folder.file.termBegins
        let after = fillVacancies(
            under: folder.law, of: folder.election, after: loaded.outcome, from: folder.tallies,
            with: folder.decisions, vacated: vacated, termBegan: termBegan)
        let wording = try Home.wording(options.language, folder.election, folder.law)
        let report = VacanciesReport(loaded: loaded, after: after, termBegan: termBegan, wording: wording)
        Terminal.print(options.json ? report.json().text() : report.text())
        if !after.unknown.isEmpty {
            throw CheckFailed(
                message: after.unknown.map {
                    wording.term("command.holds no seat", [Figure("person", .choice($0.person))])
                }.joined(separator: "\n"))
        }
    }

    private func seat(_ text: String, _ loaded: LoadedElection) throws -> Seat {
        let seats = loaded.outcome.seats
        guard let seat = Seat.find(text, among: seats) ?? seats.first(where: { $0.person?.rawValue == text }) else {
            throw BadInput(.noSeatOrPerson, ["text": text, "example": seats.first?.path ?? "list/national/1"])
        }
        if case .open(let reason) = seat.holder {
            throw BadInput(.openSeat, ["text": text, "reason": reason.rawValue])
        }
        return seat
    }

    /// Reads a day of an option.
    static func readDay(_ text: String?, _ option: String) throws(BadInput) -> CalendarDate? {
        guard let text else { return nil }
        guard let day = CalendarDate(text) else { throw BadInput(.notADay, ["option": option, "text": text]) }
        return day
    }
}
