package import ElectionModel

/// How pages are shown, as the voter set it. It is forgotten with the ballot.
package struct Display: Sendable, Hashable {
    package enum Size: String, CaseIterable, Sendable { case normal, large, largest }
    package enum Theme: String, CaseIterable, Sendable { case light, contrast }

    package var language: Language
    package var size = Size.normal
    package var theme = Theme.light
    /// Pages are read aloud by the browser's own voices.
    package var speaks = false
    /// Buttons are marked in turn, and one key presses the one that is marked.
    package var scans = false

    package init(language: Language) { self.language = language }

    /// Takes a setting from a form; false where it holds none.
    package mutating func take(_ fields: FormFields) -> Bool {
        if let language = fields["language"].flatMap(Language.init) {
            self.language = language
        } else if let size = fields["size"].flatMap(Size.init) {
            self.size = size
        } else if let theme = fields["theme"].flatMap(Theme.init) {
            self.theme = theme
        } else if let value = fields["speech"] {
            speaks = value == "on"
        } else if let value = fields["scan"] {
            scans = value == "on"
        } else {
            return false
        }
        return true
    }
}
