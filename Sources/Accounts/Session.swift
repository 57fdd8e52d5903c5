public import VerifiableVoting

/// A person who has signed in, from one browser.
public struct Session: Sendable, Hashable {
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        /// The password was right; the one-time password is still to come.
        case password
        case complete
    }

    /// The hash of its token.
    public var hash: Digest
    public var account: AccountName
    public var stage: Stage
    /// Seconds since 1970, by the server's clock.
    public var begun: Int64
    public var lastSeen: Int64
    /// Wrong one-time passwords so far.
    public var failures: Int

    public init(
        hash: Digest, account: AccountName, stage: Stage, begun: Int64, lastSeen: Int64, failures: Int = 0
    ) {
        self.hash = hash
        self.account = account
        self.stage = stage
        self.begun = begun
        self.lastSeen = lastSeen
        self.failures = failures
    }

    /// When sessions end, in seconds.
    public struct Limits: Sendable, Hashable {
        /// Without a request.
        public var idle: Int64
        /// After signing in, whatever happens.
        public var absolute: Int64
        /// Between password and one-time password.
        public var secondFactor: Int64
        public var failures: Int

        public init(idle: Int64 = 1800, absolute: Int64 = 43_200, secondFactor: Int64 = 300, failures: Int = 5) {
            self.idle = idle
            self.absolute = absolute
            self.secondFactor = secondFactor
            self.failures = failures
        }
    }

    /// Whether it still holds. A clock that was set back by more than a minute ends it rather than making it longer.
    public func holds(at now: Int64, _ limits: Limits) -> Bool {
        guard now >= lastSeen - 60, now >= begun - 60 else { return false }
        switch stage {
        case .password: return now - begun <= limits.secondFactor && failures < limits.failures
        case .complete: return now - begun <= limits.absolute && now - lastSeen <= limits.idle
        }
    }
}
