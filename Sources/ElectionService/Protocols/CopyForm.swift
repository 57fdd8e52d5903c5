import Counting
import ElectionConduct
import ElectionModel
import VerifiableVoting

/// What an accredited observer is asked for about a copy: the numbers that stand on it, when and by whose right it was taken.
struct CopyForm {
    let visit: SheetVisit

    /// The lines of the form that are about the count; who gave out ballots, and mobile boxes, are on no copy.
    var fields: [ProtocolField] {
        visit.blank.fields(on: visit.item.form).filter {
            $0.line != .ballotsGivenByMember && $0.line != .mobileBoxes
        }
    }

    /// Reads the form; nil where something is missing or wrong, which is noted.
    ///
    /// - Parameter photograph: the hash of the picture that came with it.
    func act(_ form: inout FormReader, photograph: Digest?) -> CopySubmitted? {
        var figures: [ProtocolField: UInt32] = [:]
        for field in fields { figures[field] = form.whole(field.description) }
        if figures.isEmpty, form.problems.isEmpty, let first = fields.first {
            form.note(first.description, .missing)
        }
        let day = form.day("taken-day", isRequired: true)
        let minutes = form.minutes("taken-time", isRequired: true)
        let accreditation = form.text("accreditation", most: 100)
        guard let photograph, let day, let minutes, let accreditation, form.problems.isEmpty,
            let taken = ClockTime(day, hour: minutes / 60, minute: minutes % 60)
        else { return nil }
        return CopySubmitted(
            id(photograph), of: visit.key, figures: figures, photograph: photograph, takenAt: taken,
            accreditation: accreditation)
    }

    /// One copy for each protocol, person and picture: the same form sent twice is one copy.
    private func id(_ photograph: Digest) -> String {
        let parts = visit.key.place + [visit.key.channel.rawValue, visit.person.rawValue, photograph.hexadecimal]
        return String(Digest(of: Array(parts.joined(separator: "\n").utf8)).hexadecimal.prefix(16))
    }
}
