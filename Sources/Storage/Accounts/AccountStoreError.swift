/// Why the file of accounts can't be opened, read or written.
public enum AccountStoreError: Error, Sendable, Hashable {
    case missing(path: String)
    case notAccounts(path: String)
    /// A later version of the program made it.
    case newer(path: String, version: Int64)
    case openToOthers(path: String)
    case full(path: String)
    case locked(path: String)
    case exists(path: String, account: String)
    case unknown(path: String, account: String)
    /// A row that this program did not write.
    case damaged(path: String)
    case refused(path: String, code: Int32)
}
