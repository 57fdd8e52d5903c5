import Accounts
import ElectionConduct
import ElectionModel
import ElectronicStation
import Publication
import Wording

extension Office {
    /// What went wrong with a form, by code.
    package enum Problem: String, CaseIterable {
        case wrongPassword = "wrong password"
        case wrongCode = "wrong code"
        case tooOften = "too often"
    }

    func wording(_ language: Language, names: Names = Names()) -> Wording {
        Wording(texts, in: language, names: names)
    }

    /// How candidates, lists, constituencies and tiers are called.
    func names(_ state: ConductState) -> Names { knownNames.of(state) }

    /// A whole page of the office around its content.
    ///
    /// - Parameters:
    ///   - title: a key under `service.title`.
    ///   - script: whether the page has the office's script.
    ///   - heading: instead of the title, for a page that is several.
    func page(
        _ title: String, _ turn: Turn, status: Int = 200, cookies: [String] = [], names: Names = Names(),
        script: Bool = false, heading: String? = nil, @Content _ content: (Wording) -> [Node]
    ) -> OfficeResponse {
        let words = wording(turn.language, names: names)
        let navigation = turn.account.map { pages(of: $0.role) } ?? []
        let node = frame(
            heading ?? words.term("service.title.\(title)"), turn.request.path, turn.language, words,
            hasProblem: status >= 400, script: script
        ) {
            if let account = turn.account {
                tag(.nav, ["class": "pages", "aria-label": words.term("service.label.pages")]) {
                    tag(.ul) {
                        for route in navigation {
                            tag(.li) {
                                let path = route.path.replacing("{language}", with: turn.language.rawValue)
                                tag(
                                    .a, ["href": path, "aria-current": path == turn.request.path ? "page" : nil],
                                    words.term("service.title.\(route.name.rawValue)"))
                            }
                        }
                    }
                }
                form(turn, "/office/\(turn.language.rawValue)/sign-out", class: "sign-out") {
                    tag(.span, [:], "\(account.name) · \(words.term("service.role.\(account.role.rawValue)"))")
                    " "
                    tag(.button, ["type": "submit", "class": "quiet"], words.term("service.button.sign out"))
                }
            }
        } content: {
            if turn.account?.role.seesElectionData == true { provenance(words) }
            content(words)
        }
        var response = OfficeResponse.page(node.page(), status: status)
        response.cookies = cookies
        return response
    }

    /// What is made up says so on every page.
    private func provenance(_ words: Wording) -> Node? {
        guard let kind = record?.now.state.setting.provenance ?? desk?.now.state.prepared?.provenance, kind != .official
        else { return nil }
        let name = words.term("provenance.\(kind.rawValue)")
        return tag(.p, ["class": "provenance"]) {
            tag(.strong, [:], name)
            ": "
            words.term("provenance explained.\(kind.rawValue)")
        }
    }

    private func frame(
        _ title: String, _ path: String, _ language: Language, _ words: Wording, hasProblem: Bool = false,
        script: Bool = false, @Content head: () -> [Node], @Content content: () -> [Node]
    ) -> Node {
        tag(.html, ["lang": language.rawValue]) {
            tag(.head) {
                tag(.meta, ["charset": "utf-8"])
                tag(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                tag(.meta, ["name": "color-scheme", "content": "light dark"])
                // Whoever hears the title first knows that the form did not go through.
                let start = hasProblem ? words.term("service.label.problem") + ": " : ""
                tag(.title, [:], "\(start)\(title) – Sailau")
                tag(.link, ["rel": "stylesheet", "href": "/office/style.css"])
                if script { tag(.script, ["src": "/office/office.js", "defer": ""]) }
            }
            tag(.body) {
                tag(.a, ["class": "skip", "href": "#content"], words.term("navigation.skip"))
                tag(.header) {
                    tag(.div, ["class": "brand"]) {
                        tag(.a, ["class": "name", "href": "/office"], words.term("service.label.office"))
                        languages(path, language, words)
                    }
                    head()
                }
                tag(.main, ["id": "content"]) {
                    tag(.h1, [:], title)
                    content()
                }
            }
        }
    }

    /// The same page in the other languages.
    private func languages(_ path: String, _ language: Language, _ words: Wording) -> Node {
        tag(.nav, ["class": "languages", "aria-label": words.term("navigation.languages")]) {
            for other in Language.allCases {
                let name = words.term("language.\(other.rawValue)")
                if other == language {
                    tag(.span, ["aria-current": "true"], name)
                } else {
                    let start = "/office/\(language.rawValue)/"
                    let there =
                        path.hasPrefix(start)
                        ? "/office/\(other.rawValue)/\(path.dropFirst(start.count))"
                        : "/office/\(other.rawValue)/sign-in"
                    tag(.a, ["href": there, "lang": other.rawValue, "hreflang": other.rawValue], name)
                }
            }
        }
    }

    // MARK: Forms

    /// A form with the token that ties it to this browser.
    func form(
        _ turn: Turn, _ action: String, class style: String? = nil, token: SecretToken? = nil, isFile: Bool = false,
        @Content _ content: () -> [Node]
    ) -> Node {
        tag(
            .form,
            [
                "method": "post", "action": action, "class": style,
                "enctype": isFile ? "multipart/form-data" : nil,
            ]
        ) {
            tag(
                .input,
                ["type": "hidden", "name": "form", "value": (token ?? turn.ticket.token)?.formToken ?? ""])
            content()
        }
    }

    /// A field with its label, a hint below the label, and what is wrong with it between both.
    func field(
        _ name: String, label: String, hint: String? = nil, problem: String? = nil,
        _ attributes: KeyValuePairs<String, String?>
    ) -> Node {
        let described = [hint.map { _ in "\(name)-hint" }, problem.map { _ in "\(name)-problem" }].compactMap(\.self)
        let own: [Node.Attribute] =
            [("id", name), ("name", name)].map { Node.Attribute($0, $1) }
            + attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }
            + (described.isEmpty ? [] : [Node.Attribute("aria-describedby", described.joined(separator: " "))])
            + (problem == nil ? [] : [Node.Attribute("aria-invalid", "true")])
        return tag(.div, ["class": problem == nil ? "field" : "field wrong"]) {
            tag(.fieldLabel, ["for": name], label)
            if let hint { tag(.p, ["class": "hint", "id": "\(name)-hint"], hint) }
            if let problem { tag(.p, ["class": "problem", "id": "\(name)-problem"], problem) }
            Node.element(.input, own, [])
        }
    }

    /// What is wrong, on top, with a link to the field.
    func summary(_ problem: String, field: String, _ words: Wording) -> Node {
        tag(.div, ["class": "summary", "role": "alert", "tabindex": "-1", "aria-labelledby": "summary-title"]) {
            tag(.h2, ["id": "summary-title"], words.term("service.label.problem"))
            tag(.ul) { tag(.li) { tag(.a, ["href": "#\(field)"], problem) } }
        }
    }

    // MARK: Refusals

    package enum Refusal: String, CaseIterable {
        case role
        case form
        case rate
        case size
        case notFound = "not found"
        case unavailable
    }

    /// A page that says what was refused and what to do, with the request's number.
    func refusal(_ refusal: Refusal, status: Int, _ request: OfficeRequest, _ language: Language) -> OfficeResponse {
        let words = wording(language)
        let node = frame(words.term("service.title.refused"), request.path, language, words) {
        } content: {
            tag(.p, [:], words.term("service.refusal.\(refusal.rawValue)"))
            tag(.p, ["class": "hint"]) {
                words.term("service.label.request")
                " "
                tag(.code, [:], request.identifier)
            }
            tag(.p) { tag(.a, ["href": "/office"], words.term("service.label.back")) }
        }
        return .page(node.page(), status: status)
    }
}

extension Office {
    /// The pages that a role's navigation leads to here.
    func pages(of role: Role) -> [Route] {
        let all = RouteTable.pages(of: role).filter { $0.name != .audit || audits != nil }
        guard desk != nil else { return all.filter { $0.name != .desk } }
        // A station's own machine has no record of the whole election.
        return record == nil ? all.filter { [.home, .desk, .accounts, .denials].contains($0.name) } : all
    }
}

extension RouteTable {
    /// The pages that a role's navigation leads to.
    static func pages(of role: Role) -> [Route] {
        let shown: [RouteName] = [
            .home, .desk, .work, .stations, .contests, .register, .complaints, .standing, .audit, .accounts, .denials,
        ]
        return shown.compactMap { name in routes.first { $0.name == name && $0.admits(role) } }
    }
}
