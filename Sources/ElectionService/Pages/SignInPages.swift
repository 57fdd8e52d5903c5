import Accounts
import ElectionModel
import Publication
import Wording

extension Office {
    func signInPage(
        _ turn: Turn, problem: Problem? = nil, account: String = "", status: Int = 200
    ) -> OfficeResponse {
        // Whoever has no cookie yet gets the one that his form is tied to.
        let new = turn.ticket.token == nil ? SecretToken() : nil
        let cookies = new.map { [OfficeCookie.set(OfficeCookie.visit, $0.text)] } ?? []
        return page("sign in", turn, status: status, cookies: cookies) { words in
            if let problem { summary(words.term("service.problem.\(problem.rawValue)"), field: "account", words) }
            form(turn, turn.request.path, token: new) {
                field(
                    "account", label: words.term("service.label.account"),
                    [
                        "type": "text", "value": account, "autocomplete": "username", "autocapitalize": "none",
                        "spellcheck": "false", "maxlength": "40", "required": "",
                    ])
                field(
                    "password", label: words.term("service.label.password"),
                    problem: problem.map { words.term("service.problem.\($0.rawValue)") },
                    ["type": "password", "autocomplete": "current-password", "maxlength": "1024", "required": ""])
                tag(.button, ["type": "submit"], words.term("service.button.sign in"))
            }
            // A voter signs in nowhere: what is for him stands here, too.
            if ownEntries != nil {
                tag(.p) {
                    tag(
                        .a, ["href": "/office/\(turn.language.rawValue)/own-entry"],
                        words.term("service.title.own entry"))
                }
            }
        }
    }

    func secondFactorPage(_ turn: Turn, problem: Problem? = nil, status: Int = 200) -> OfficeResponse {
        guard case .halfway = turn.ticket.visitor else {
            return .seeOther("/office/\(turn.language.rawValue)/" + (turn.account == nil ? "sign-in" : "home"))
        }
        return page("second factor", turn, status: status) { words in
            if let problem { summary(words.term("service.problem.\(problem.rawValue)"), field: "code", words) }
            form(turn, turn.request.path) {
                field(
                    "code", label: words.term("service.label.code"), hint: words.term("service.label.code hint"),
                    problem: problem.map { words.term("service.problem.\($0.rawValue)") },
                    [
                        "type": "text", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7",
                        "required": "",
                    ])
                tag(.button, ["type": "submit"], words.term("service.button.confirm"))
            }
        }
    }
}
