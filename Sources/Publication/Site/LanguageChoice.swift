import ElectionModel
import Wording

/// The page beside the folders of languages: one title in each, and the way to its pages.
enum LanguageChoice {
    /// - Parameters:
    ///   - title: in each language.
    ///   - style: the name of the style sheet.
    ///   - notice: what has to be known before any figure is read; nil where there is nothing.
    static func page(
        _ catalogue: TextCatalogue, title: (Wording) -> String, style: String = "style.css",
        notice: (Wording) -> String? = { _ in nil }
    ) -> Node {
        let wordings = [Language.kazakh, .russian, .english].map { Wording(catalogue, in: $0) }
        return tag(.html, ["lang": Language.english.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                tag(.title, [:], title(Wording(catalogue, in: .english)))
                tag(.link, ["rel": "stylesheet", "href": style])
            }
            tag(.body) {
                tag(.main, ["class": "choice"]) {
                    tag(.h1) {
                        for (position, wording) in wordings.enumerated() {
                            if position > 0 { tag(.br) }
                            tag(.span, ["lang": wording.language.rawValue], title(wording))
                        }
                    }
                    tag(.ul, ["class": "choices"]) {
                        for wording in wordings {
                            tag(.li) {
                                tag(
                                    .a,
                                    [
                                        "href": "\(wording.language.rawValue)/index.html",
                                        "lang": wording.language.rawValue, "hreflang": wording.language.rawValue,
                                    ], wording.name(of: wording.language))
                            }
                        }
                    }
                    for wording in wordings {
                        notice(wording).map {
                            tag(.p, ["class": "notice", "lang": wording.language.rawValue], $0)
                        }
                    }
                }
            }
        }
    }
}
