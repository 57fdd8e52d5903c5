public import DataFormats
public import ElectionModel

/// Recorded decisions as CSV: lots, withdrawals, annulments, vacancies and appointments, one a row.
///
/// Which columns a row fills depends on its decision; the others stay empty:
///
/// | decision | fills |
/// |---|---|
/// | `lot` | tier, district, among (all who were tied), choice (those drawn) |
/// | `withdrawal` | choice, round (the ballot before which it left) |
/// | `annulment` | tier, district, act |
/// | `vacancy` | choice, date |
/// | `appointment` | tier, choice |
///
/// Several choices in one field are separated by a space. Every row names its kind and source.
public enum DecisionsFile {
    private enum Kind: String, CaseIterable {
        case lot, withdrawal, annulment, vacancy, appointment
    }

    private static let columns = [
        "decision", "tier", "district", "round", "choice", "among", "date", "act", "kind", "source",
    ]

    /// Reads `decisions.csv`; the order of its rows is the order in which the decisions were taken.
    ///
    /// - Throws: `Mistakes` naming every bad row by its line.
    public static func read(_ bytes: [UInt8], file: String, sources: [Source]) throws(Mistakes) -> Decisions {
        let log = MistakeLog(file: file)
        var decisions = Decisions()
        try CSVTable.read(bytes, file: file, columns: columns, log: log) { row in
            guard let kind = row.value("decision", Kind.self) else { return }
            checkSource(row, sources)
            switch kind {
            case .lot: readLot(row).map { decisions.lots.append($0) }
            case .withdrawal: readWithdrawal(row).map { decisions.withdrawals.append($0) }
            case .annulment: readAnnulment(row).map { decisions.annulments.append($0) }
            case .vacancy: readVacancy(row).map { decisions.vacancies.append($0) }
            case .appointment: readAppointment(row).map { decisions.appointments.append($0) }
            }
        }
        try log.throwIfAny()
        return decisions
    }

    private static func checkSource(_ row: CSVTable.Row, _ sources: [Source]) {
        _ = row.value("kind", ProvenanceKind.self)
        if let source = row.text("source"), !sources.contains(where: { $0.id == source }) {
            row.report("source", .unknownSource, ["text": source])
        }
    }

    private static func readLot(_ row: CSVTable.Row) -> Decisions.Lot? {
        guard let tier = row.text("tier"), let district = row.text("district"), let among = choices(row, "among"),
            let drawn = choices(row, "choice")
        else { return nil }
        for choice in drawn where !among.contains(choice) {
            row.report("choice", .drawnNotTied, ["choice": choice.rawValue])
        }
        if drawn.count >= among.count {
            row.report("choice", .lotDrawsAll)
        }
        return Decisions.Lot(tier: TierID(tier), district: DistrictID(district), among: among, drawn: drawn)
    }

    private static func readWithdrawal(_ row: CSVTable.Row) -> Decisions.Withdrawal? {
        guard let choice = row.text("choice"), let round = row.count("round") else { return nil }
        guard (1...9).contains(round) else {
            row.report("round", .notARound, ["text": "\(round)"])
            return nil
        }
        return Decisions.Withdrawal(ChoiceID(choice), beforeRound: Int(round))
    }

    private static func readAnnulment(_ row: CSVTable.Row) -> Decisions.Annulment? {
        guard let tier = row.text("tier"), let district = row.text("district"), let act = row.text("act") else {
            return nil
        }
        return Decisions.Annulment(tier: TierID(tier), district: DistrictID(district), act: act)
    }

    private static func readVacancy(_ row: CSVTable.Row) -> Decisions.Vacancy? {
        guard let person = row.text("choice"), let text = row.text("date") else { return nil }
        guard let date = CalendarDate(text) else {
            row.report("date", .notADay, ["text": text])
            return nil
        }
        return Decisions.Vacancy(person: ChoiceID(person), date: date)
    }

    private static func readAppointment(_ row: CSVTable.Row) -> Decisions.Appointment? {
        guard let tier = row.text("tier"), let person = row.text("choice") else { return nil }
        return Decisions.Appointment(tier: TierID(tier), person: ChoiceID(person))
    }

    private static func choices(_ row: CSVTable.Row, _ name: String) -> [ChoiceID]? {
        row.text(name).map { $0.split(separator: " ").map { ChoiceID(String($0)) } }
    }
}
