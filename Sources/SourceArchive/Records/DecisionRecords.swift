public import ElectionModel

/// Decisions as rows of text fields, for the store and for exported archives.
public enum DecisionRecords {
    public static let aliasColumns = ["action", "kind", "country", "first", "second", "who", "why", "when"]
    public static let preferenceColumns = ["action", "claim", "page", "who", "why", "when"]

    public static func fields(_ decision: AliasDecision) -> [String] {
        [
            decision.action.rawValue, decision.first.kind.rawValue, Escaped.text(decision.first.country),
            Escaped.text(decision.first.name), Escaped.text(decision.second.name), Escaped.text(decision.who),
            Escaped.text(decision.why), decision.when.description,
        ]
    }

    public static func alias(_ fields: [String]) throws(RecordFault) -> AliasDecision {
        guard fields.count == aliasColumns.count else {
            throw RecordFault(column: "", text: fields.joined(separator: ","))
        }
        var reader = FieldReader(fields: fields, columns: aliasColumns)
        let action = try reader.value(AliasDecision.Action.self)
        let kind = try reader.value(AliasName.Kind.self)
        let country = reader.escaped()
        let (first, second) = (reader.escaped(), reader.escaped())
        let (who, why) = (reader.escaped(), reader.escaped())
        return AliasDecision(
            action, AliasName(kind, first, country: country), AliasName(kind, second, country: country), who: who,
            why: why, when: try reader.day())
    }

    public static func fields(_ decision: PreferenceDecision) -> [String] {
        [
            decision.action.rawValue, decision.claim.rawValue, decision.page.rawValue, Escaped.text(decision.who),
            Escaped.text(decision.why), decision.when.description,
        ]
    }

    public static func preference(_ fields: [String]) throws(RecordFault) -> PreferenceDecision {
        guard fields.count == preferenceColumns.count else {
            throw RecordFault(column: "", text: fields.joined(separator: ","))
        }
        var reader = FieldReader(fields: fields, columns: preferenceColumns)
        let action = try reader.value(PreferenceDecision.Action.self)
        let (claim, page) = (ClaimID(reader.text()), PageHash(reader.text()))
        let (who, why) = (reader.escaped(), reader.escaped())
        return PreferenceDecision(action, claim, on: page, who: who, why: why, when: try reader.day())
    }
}

extension FieldReader {
    mutating func day() throws(RecordFault) -> CalendarDate {
        let days = try list { CalendarDate($0) }
        guard days.count == 1 else { throw fault("") }
        return days[0]
    }
}
