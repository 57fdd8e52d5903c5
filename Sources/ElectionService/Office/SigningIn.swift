import Accounts
import ElectionModel
import Storage
import VerifiableVoting

/// Signing in with password and one-time password, and signing out.
extension Office {
    func enter(_ turn: Turn) throws -> OfficeResponse {
        let fields = turn.ticket.fields
        let written = fields["account"]?.trimmed ?? ""
        let now = clock.milliseconds()
        guard attempts.address.admits(turn.request.address, at: now), attempts.account.admits(written, at: now) else {
            return try failed(.rate, signInPage(turn, problem: .tooOften, account: written, status: 429), written, turn)
        }
        let account = try AccountName(written).flatMap { try store.account($0) }
        // The password is tried in any case: how long the answer takes says nothing about accounts.
        let isRight = (account?.password ?? decoy).matches(Array((fields["password"] ?? "").utf8))
        guard let account, account.isActive, isRight else {
            return try failed(
                .password, signInPage(turn, problem: .wrongPassword, account: written, status: 403), written, turn)
        }
        try endSession(turn)
        let seconds = clock.seconds()
        // Sessions that nobody ended are swept out here.
        try store.endSessions(begunBefore: seconds - limits.sessions.absolute)
        let token = SecretToken()
        try store.begin(
            Session(hash: token.hash, account: account.name, stage: .password, begun: seconds, lastSeen: seconds))
        return .seeOther(
            "/office/\(turn.language.rawValue)/second-factor",
            cookies: [OfficeCookie.set(OfficeCookie.session, token.text), OfficeCookie.remove(OfficeCookie.visit)])
    }

    func confirm(_ turn: Turn) throws -> OfficeResponse {
        guard case .halfway(let session, let account) = turn.ticket.visitor else {
            return .seeOther("/office/\(turn.language.rawValue)/sign-in")
        }
        let now = clock.seconds()
        let sent = turn.ticket.fields["code"] ?? ""
        guard attempts.account.admits("code:" + account.name.text, at: clock.milliseconds()) else {
            return try failed(.rate, secondFactorPage(turn, problem: .tooOften, status: 429), account.name.text, turn)
        }
        guard let step = account.oneTime.acceptedStep(sent, at: now, after: account.lastStep),
            try store.useStep(step, of: account.name)
        else {
            try store.fail(session.hash)
            return try failed(
                .oneTimePassword, secondFactorPage(turn, problem: .wrongCode, status: 403), account.name.text, turn)
        }
        try store.end(session.hash)
        // A new token: whoever knew the one before gains nothing.
        let token = SecretToken()
        try store.begin(Session(hash: token.hash, account: account.name, stage: .complete, begun: now, lastSeen: now))
        return .seeOther(
            "/office/\(turn.language.rawValue)/home", cookies: [OfficeCookie.set(OfficeCookie.session, token.text)])
    }

    func signOut(_ turn: Turn) throws -> OfficeResponse {
        try endSession(turn)
        return .seeOther(
            "/office/\(turn.language.rawValue)/sign-in", cookies: [OfficeCookie.remove(OfficeCookie.session)])
    }

    private func endSession(_ turn: Turn) throws(AccountStoreError) {
        switch turn.ticket.visitor {
        case .stranger: return
        case .halfway(let session, _), .person(let session, _): try store.end(session.hash)
        }
    }

    /// An attempt that failed, with the account that was tried.
    private func failed(
        _ reason: Denial.Reason, _ page: OfficeResponse, _ account: String, _ turn: Turn
    ) throws -> OfficeResponse {
        // Whatever somebody types into the field, not only names, gets here: what can be no name is left out.
        let name = AccountName(account)?.text ?? ""
        if reason != .rate || gate.isFirstOfFlood("sign in " + turn.request.address) {
            try store.deny(
                Denial(
                    time: clock.seconds(), request: turn.request.identifier, reason: reason,
                    route: turn.ticket.route.name.rawValue, account: name, address: turn.request.address))
        }
        var page = page
        page.denial = reason
        return page
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
