package import ElectionModel
package import ElectronicStation

/// Writes the pages of one booth.
package struct BoothPages: Sendable {
    package let ballot: BoothBallot
    package let texts: BoothTexts
    package var display: Display
    /// Whether pages have to say that memory is not locked.
    package let isUnlocked: Bool

    package init(ballot: BoothBallot, texts: BoothTexts, display: Display, isUnlocked: Bool) {
        (self.ballot, self.texts, self.display, self.isUnlocked) = (ballot, texts, display, isUnlocked)
    }

    package var language: Language { display.language }

    package func say(_ key: String) -> String { texts(key, language) }

    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: a key under `title`, for the browser's title and the heading.
    ///   - token: what its forms carry; nil for a page on which nothing can be done.
    ///   - heading: instead of the title, where the heading is a contest's.
    package func page(
        _ title: String, _ token: BoothToken?, heading: Markup? = nil, hasProblem: Bool = false,
        @Pieces _ content: () -> [Markup]
    ) -> String {
        var page = "<!DOCTYPE html>\n"
        let scripted = display.speaks || display.scans
        element(
            "html",
            [
                "lang": language.rawValue, "data-size": display.size.rawValue, "data-theme": display.theme.rawValue,
                "data-speech": display.speaks ? "on" : nil, "data-scan": display.scans ? "on" : nil,
            ]
        ) {
            element("head") {
                element("meta", ["charset": "utf-8"])
                element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                let start = hasProblem ? say("label.problem") + ": " : ""
                element("title", [:], "\(start)\(say("title.\(title)"))")
                element("link", ["rel": "stylesheet", "href": "/booth.css"])
                if scripted { element("script", ["src": "/booth.js", "defer": ""]) }
            }
            element("body") {
                header(token)
                element("main", ["id": "content"]) {
                    heading ?? element("h1", [:], say("title.\(title)"))
                    content()
                }
            }
        }.write(to: &page)
        return page + "\n"
    }

    private func header(_ token: BoothToken?) -> Markup {
        element("header") {
            element("p", ["class": "place"]) {
                "\(say("label.station")): "
                element("strong", [:], ballot.station)
            }
            if ballot.isSimulated { element("p", ["class": "mark"], say("label.simulated")) }
            if isUnlocked { element("p", ["class": "mark"], say("label.unlocked")) }
            if let token { settings(token) }
        }
    }

    /// How the page is shown: every press works without a script.
    private func settings(_ token: BoothToken) -> Markup {
        element("form", ["method": "post", "action": "/", "class": "settings", "aria-label": say("label.settings")]) {
            hidden("page", token.text)
            group("label.language") {
                for other in Language.allCases {
                    setting(
                        "language", other.rawValue, texts("label.own name", other), isOn: other == language,
                        language: other)
                }
            }
            group("label.size") {
                for size in Display.Size.allCases {
                    setting("size", size.rawValue, say("size.\(size.rawValue)"), isOn: size == display.size)
                }
            }
            group("label.display") {
                let contrast = display.theme == .contrast
                setting("theme", contrast ? "light" : "contrast", say("label.contrast"), isOn: contrast)
                setting("speech", display.speaks ? "off" : "on", say("label.speech"), isOn: display.speaks)
                setting("scan", display.scans ? "off" : "on", say("label.scan"), isOn: display.scans)
            }
        }
    }

    private func group(_ label: String, @Pieces _ content: () -> [Markup]) -> Markup {
        element("div", ["role": "group", "aria-label": say(label)], content)
    }

    private func setting(
        _ name: String, _ value: String, _ label: String, isOn: Bool, language: Language? = nil
    ) -> Markup {
        element(
            "button",
            [
                "type": "submit", "name": name, "value": value, "aria-pressed": isOn ? "true" : "false",
                "lang": language?.rawValue,
            ], label)
    }

    // MARK: Parts of forms

    package func form(_ token: BoothToken, class style: String? = nil, @Pieces _ content: () -> [Markup]) -> Markup {
        element("form", ["method": "post", "action": "/", "class": style]) {
            hidden("page", token.text)
            content()
        }
    }

    private func hidden(_ name: String, _ value: String) -> Markup {
        element("input", ["type": "hidden", "name": name, "value": value])
    }

    /// A press that does something, named by a key under `button`.
    package func button(
        _ key: String, _ value: String, name: String = "act", class style: String? = nil, focus: Bool = false,
        describes: String? = nil
    ) -> Markup {
        element(
            "button",
            [
                "type": "submit", "name": name, "value": value, "class": style, "autofocus": focus ? "" : nil,
                "aria-describedby": describes,
            ], say("button.\(key)"))
    }

    /// A press that has to be wanted: it shows itself, and what follows, once it is asked for.
    package func guarded(_ key: String, _ value: String, _ token: BoothToken) -> Markup {
        element("details", ["class": "guarded"]) {
            element("summary", [:], say("button.\(key)"))
            element("p", [:], say("text.\(key)"))
            form(token) { button("\(key) now", value, class: "quiet") }
        }
    }

    package func problem(_ text: String, id: String? = nil) -> Markup {
        element("div", ["class": "problem", "role": "alert", "id": id]) { element("p", [:], text) }
    }

    /// A name of the ballot in its languages.
    package func names(_ names: [BallotName], class style: String = "name") -> [Markup] {
        names.enumerated().map { place, name in
            element(
                "span",
                [
                    "class": place == 0 ? style : "\(style) second",
                    "lang": name.language == language ? nil : name.language.rawValue,
                ], name.text)
        }
    }
}
