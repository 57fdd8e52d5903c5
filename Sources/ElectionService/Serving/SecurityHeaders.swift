import HTTPTypes

/// What every answer tells the browser to refuse.
enum SecurityHeaders {
    private static func headers(_ policy: String, referrer: String) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in [
            ("Content-Security-Policy", policy), ("Strict-Transport-Security", "max-age=31536000"),
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", referrer),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }

    /// Published pages have one script of their own, which asks for newer figures; one chart gives the size of its letters in an
    /// attribute.
    static let ofPages = headers(
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'", referrer: "same-origin")

    /// Nothing of the office is kept anywhere.
    static let ofOffice = office(scripts: "")

    /// The page on which protocols are typed has a script of our own, by which Enter goes on to the next field.
    static let ofTyping = office(scripts: "script-src 'self'; ")

    private static func office(scripts: String) -> HTTPFields {
        var fields = headers(
            "default-src 'none'; \(scripts)style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'", referrer: "no-referrer")
        fields[.cacheControl] = "no-store"
        return fields
    }
}
