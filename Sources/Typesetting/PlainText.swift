extension String {
    /// The text as it may be set: characters that are no letters but orders, such as line breaks, tabulators and changes of
    /// direction, become spaces or vanish, so that a name stays one name in its own place.
    var settable: String {
        guard unicodeScalars.contains(where: \.isOrder) else { return self }
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: text.append(" ")
            case .format, .unassigned, .privateUse: continue
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isOrder: Bool {
        if value < 0x7F { return value < 0x20 }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format, .unassigned, .privateUse: return true
        default: return false
        }
    }
}
