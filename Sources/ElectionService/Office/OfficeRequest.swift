package import Accounts
import ElectionModel

/// A request to the office, read whole, as values.
package struct OfficeRequest: Sendable {
    package var method: String
    /// Percent-encoded, without the query.
    package var path: String
    package var cookies: [String: String]
    package var acceptLanguage: String
    /// What the browser says of where the request comes from (`Sec-Fetch-Site`); empty for browsers that say nothing.
    package var site: String
    package var contentType: String
    package var body: [UInt8]
    /// Larger than the limit; `body` is empty then.
    package var isTooLarge: Bool
    package var address: String
    /// Names the request in the log, on the page and among denied requests.
    package var identifier: String

    package init(
        method: String, path: String, cookies: [String: String] = [:], acceptLanguage: String = "", site: String = "",
        contentType: String = "", body: [UInt8] = [], isTooLarge: Bool = false, address: String, identifier: String
    ) {
        self.method = method
        self.path = path
        self.cookies = cookies
        self.acceptLanguage = acceptLanguage
        self.site = site
        self.contentType = contentType
        self.body = body
        self.isTooLarge = isTooLarge
        self.address = address
        self.identifier = identifier
    }
}

/// An answer of the office.
package struct OfficeResponse: Sendable {
    package var status: Int
    package var type = "text/html; charset=utf-8"
    package var location: String?
    /// Cookies to set, with their attributes.
    package var cookies: [String] = []
    package var body: [UInt8] = []
    /// For log and figures: the route's name, or nothing.
    package var route = ""
    package var denial: Denial.Reason?
    /// Whether the page may run the office's own script.
    package var mayScript = false
    /// After how many seconds a display asks for the page again; nil for pages that stay.
    package var refreshes: Int?

    static func page(_ bytes: [UInt8], status: Int = 200) -> OfficeResponse {
        OfficeResponse(status: status, body: bytes)
    }

    /// After a form, and where something stands elsewhere: asked for anew by GET.
    static func seeOther(_ path: String, cookies: [String] = []) -> OfficeResponse {
        OfficeResponse(status: 303, location: path, cookies: cookies)
    }
}

/// The two cookies. `__Host-` makes browsers insist on TLS, on this host alone and on the whole of it.
enum OfficeCookie {
    static let session = "__Host-sailau-session"
    /// Before signing in: what ties a form to the browser that asked for it.
    static let visit = "__Host-sailau-visit"

    static func set(_ name: String, _ value: String) -> String {
        "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Strict"
    }

    static func remove(_ name: String) -> String { set(name, "") + "; Max-Age=0" }
}

/// The language that a browser asks for (RFC 9110, 12.5.4), among ours.
enum LanguageChoice {
    static func language(_ acceptLanguage: String) -> Language {
        var best: (language: Language, weight: Int)?
        for part in acceptLanguage.prefix(1000).split(separator: ",") {
            let fields = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = fields.first?.split(separator: "-").first?.lowercased(),
                let language = Language(rawValue: String(tag))
            else { continue }
            let weight =
                fields.dropFirst().first.flatMap { $0.hasPrefix("q=") ? thousandths($0.dropFirst(2)) : nil } ?? 1000
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        // The state language.
        return best?.language ?? .kazakh
    }

    private static func thousandths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first.flatMap({ Int($0) }), (0...1).contains(whole) else {
            return nil
        }
        let digits = parts.count > 1 ? String(parts[1].prefix(3)) : ""
        guard let part = Int(digits + String(repeating: "0", count: 3 - digits.utf8.count)), part >= 0 else {
            return nil
        }
        return min(1000, 1000 * whole + part)
    }
}
