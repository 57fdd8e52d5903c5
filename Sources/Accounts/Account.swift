public import ElectionModel

/// A person who may sign in, by an identifier that is no name.
public struct Account: Sendable, Hashable {
    public var name: AccountName
    public var role: Role
    public var commission: Commission
    /// The Argon2id hash of the password, in the form that libsodium writes.
    public var password: PasswordHash
    /// The secret of the one-time passwords.
    public var oneTime: OneTimeSecret
    /// The last time step whose password was used: none serves twice.
    public var lastStep: Int64
    public var isActive: Bool

    public init(
        name: AccountName, role: Role, commission: Commission, password: PasswordHash, oneTime: OneTimeSecret,
        lastStep: Int64 = 0, isActive: Bool = true
    ) {
        self.name = name
        self.role = role
        self.commission = commission
        self.password = password
        self.oneTime = oneTime
        self.lastStep = lastStep
        self.isActive = isActive
    }
}

/// Small letters, digits, `.`, `-` and `_`, 1 to 40 of them, a letter first.
public struct AccountName: Sendable, Hashable, CustomStringConvertible {
    public let text: String
    public var description: String { text }

    public init?(_ text: String) {
        func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
        guard (1...40).contains(text.utf8.count), text.utf8.first.map(isLetter) ?? false,
            text.utf8.allSatisfy({ isLetter($0) || (48...57).contains($0) || [45, 46, 95].contains($0) })
        else { return nil }
        self.text = text
    }
}
