/// A request that was refused, for whoever audits the service.
public struct Denial: Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case notSignedIn = "not signed in"
        /// The role may not take this route.
        case role
        /// The unit is not one of the commission's.
        case unit
        /// A form without its token, or sent from another site.
        case form
        case password
        case oneTimePassword = "one-time password"
        case rate
        case size
    }

    /// Seconds since 1970.
    public var time: Int64
    /// The request's number, which stands in the log and on the page as well.
    public var request: String
    public var reason: Reason
    /// The route's name; empty where there is none.
    public var route: String
    /// The account that was signed in, or that somebody tried.
    public var account: String
    /// From where, as the server saw it.
    public var address: String

    public init(time: Int64, request: String, reason: Reason, route: String, account: String, address: String) {
        self.time = time
        self.request = request
        self.reason = reason
        self.route = route
        self.account = account
        self.address = address
    }
}
