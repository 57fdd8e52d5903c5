/// What a browser asked, as far as the booth reads it.
package struct BoothRequest: Sendable {
    package var method: String
    /// With what stands after a question mark.
    package var path: String
    package var host: String
    package var origin: String?
    /// The browser's `Sec-Fetch-Site`.
    package var site: String?
    package var cookies: String?
    package var contentType: String?
    package var body: [UInt8]

    package init(
        method: String, path: String, host: String, origin: String?, site: String?, cookies: String?,
        contentType: String?, body: [UInt8]
    ) {
        (self.method, self.path, self.host, self.origin) = (method, path, host, origin)
        (self.site, self.cookies, self.contentType, self.body) = (site, cookies, contentType, body)
    }

    package static let cookie = "booth"

    /// The token of the browser in which the slip was read.
    package var browser: BoothToken? {
        for pair in (cookies ?? "").split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == Self.cookie { return BoothToken(sent: String(parts[1])) }
        }
        return nil
    }

    /// Whether a page of ours sent it to us by the name under which it stands: not a page from elsewhere, nor a name that
    /// somebody made lead here.
    package func isOurs(port: Int) -> Bool {
        let names = ["127.0.0.1:\(port)", "localhost:\(port)"]
        guard names.contains(host), ["same-origin", "none", nil].contains(site) else { return false }
        // Our pages send no referrer, for which browsers write null.
        return origin.map { $0 == "null" || names.map { "http://\($0)" }.contains($0) } ?? true
    }
}

/// What the booth answers.
package struct BoothAnswer: Sendable {
    package enum Content: String, Sendable {
        case page = "text/html; charset=utf-8"
        case style = "text/css; charset=utf-8"
        case script = "text/javascript; charset=utf-8"
        case text = "text/plain; charset=utf-8"
    }

    package var status = 200
    package var content = Content.text
    package var body: [UInt8] = []
    package var location: String?
    /// The cookie to set.
    package var browser: BoothToken?
    /// Where the page goes by itself after so many seconds.
    package var refresh: (seconds: Int, path: String)?
    /// Whether the process has done its work once this is sent.
    package var isLast = false

    package init(status: Int = 200, content: Content = .text, body: [UInt8] = [], location: String? = nil) {
        (self.status, self.content, self.body, self.location) = (status, content, body, location)
    }

    package static func page(_ text: String, status: Int = 200) -> BoothAnswer {
        BoothAnswer(status: status, content: .page, body: Array(text.utf8))
    }

    /// Back to the one page that there is.
    package static var back: BoothAnswer { BoothAnswer(status: 303, location: "/") }

    /// Headers in their order. Nothing is kept, nothing comes from elsewhere, nothing is told to others.
    package var headers: [(name: String, value: String)] {
        var headers = [
            ("Content-Type", content.rawValue), ("Content-Length", "\(body.count)"), ("Cache-Control", "no-store"),
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
            // Another process answers after this one.
            ("Connection", "close"),
        ]
        if let location { headers.append(("Location", location)) }
        if let refresh { headers.append(("Refresh", "\(refresh.seconds); url=\(refresh.path)")) }
        if let browser {
            headers.append(("Set-Cookie", "\(BoothRequest.cookie)=\(browser.text); Path=/; HttpOnly; SameSite=Strict"))
        }
        return headers
    }
}
