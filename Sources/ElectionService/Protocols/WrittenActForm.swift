import Counting
import ElectionConduct
import ElectionModel
import VerifiableVoting

/// What a commission is asked for about a written act that it was handed.
struct WrittenActForm {
    let visit: SheetVisit

    /// Reads the form; nil where something is missing or wrong, which is noted.
    ///
    /// - Parameter picture: of the paper; nil where none came with it.
    /// - Returns: the act, and the name of the writer, which is kept beside the record.
    func act(_ form: inout FormReader, picture: [UInt8]?) -> (WrittenActReceived, writer: String)? {
        let number = form.text("act-number", most: 40)
        let writer = form.text("writer", most: 200)
        let capacity = form.choice("capacity", among: Self.values(WrittenActReceived.Capacity.self))
        let organisation = form.text("organisation", most: WrittenActReceived.mostInAName)
        let text = form.text("stated", most: WrittenActReceived.mostInAText)
        let day = form.day("handed-day", isRequired: true)
        let minutes = form.minutes("handed-time", isRequired: true)
        let receipt = form.choice("receipt", among: Self.values(WrittenActReceived.Receipt.self))
        let reason = form.text("reason", most: WrittenActReceived.mostInAText, isRequired: receipt == .refused)
        guard let number, let writer, let capacity, let organisation, let text, let day, let minutes, let receipt,
            form.problems.isEmpty, let time = ClockTime(day, hour: minutes / 60, minute: minutes % 60)
        else { return nil }
        // Each commission numbers its own.
        let unit = visit.account.commission.unit
        let id = unit.isEmpty ? number : "\(unit)/\(number)"
        return (
            WrittenActReceived(
                id, of: visit.key, as: capacity, of: organisation, text: text, to: visit.account.commission,
                handedOverAt: time, receipt, reason: reason, file: picture.map { Digest(of: $0).hexadecimal }),
            writer
        )
    }

    private static func values<Value: RawRepresentable & CaseIterable>(
        _ type: Value.Type
    ) -> [String: Value] where Value.RawValue == String {
        Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0.rawValue, $0) })
    }
}
