import Accounts
import ArgumentParser
import DataFormats
import ElectionModel
import Storage
import Wording

/// Who may sign in to `sailau serve`.
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Make and change accounts of the service.",
        discussion: """
            An account is an identifier that is no name, one role, and one commission: central, oblast:REGION,
            territorial:UNIT, district:CONSTITUENCY or precinct:STATION. No secret stands on the command line: the password is made up
            or read from a file, and it and the secret of the one-time passwords are written to a file that its owner alone may
            read, to be handed over and destroyed.

            Examples:
              sailau accounts add typist-1 --accounts accounts.sqlite --role typist --commission district:17 --out typist-1.txt
              sailau accounts role typist-1 --accounts accounts.sqlite --role acceptor
              sailau accounts reset typist-1 --accounts accounts.sqlite --out typist-1.txt
              sailau accounts close typist-1 --accounts accounts.sqlite
              sailau accounts list --accounts accounts.sqlite
            """,
        subcommands: [
            AddAccountCommand.self, AccountRoleCommand.self, ResetAccountCommand.self, CloseAccountCommand.self,
            ListAccountsCommand.self,
        ])
}

struct AccountsFile: ParsableArguments {
    @Option(help: ArgumentHelp("The file of accounts.", valueName: "file")) var accounts: String

    @Option(
        name: .customLong("lang"), help: "The language: en, ru or kk.", transform: ElectionOptions.readLanguage)
    var language = Language.english

    @Flag(help: "Report as JSON.") var json = false

    func open(creating: Bool = false) throws -> AccountStore {
        try Self.attempt { () throws(AccountStoreError) in try AccountStore(path: accounts, creating: creating) }
    }

    static func attempt<Value>(_ work: () throws(AccountStoreError) -> Value) throws -> Value {
        do { return try work() } catch { throw error.asInput }
    }

    func account(_ text: String, in store: AccountStore) throws -> Account {
        let name = try Self.name(text)
        guard let account = try Self.attempt({ () throws(AccountStoreError) in try store.account(name) }) else {
            throw BadInput(.noAccount, ["text": text, "file": accounts])
        }
        return account
    }

    static func name(_ text: String) throws -> AccountName {
        guard let name = AccountName(text) else { throw BadInput(.badAccountName, ["text": text]) }
        return name
    }

    static func role(_ text: String) throws -> Role {
        guard let role = Role(rawValue: text) else {
            throw BadInput(.noRole, ["text": text, "known": Role.allCases.map(\.rawValue).joined(separator: ", ")])
        }
        return role
    }

    static func commission(_ text: String) throws -> Commission {
        guard let commission = Commission(text) else { throw BadInput(.badCommission, ["text": text]) }
        return commission
    }

    func report(_ account: Account) throws {
        if json { return Terminal.print(AccountReport.json(account).text()) }
        let wording = try Home.wording(language)
        Terminal.print(AccountReport.line(account, wording))
    }
}

enum AccountReport {
    static func json(_ account: Account) -> JSON {
        .object([
            ("format", .string("sailau-account/1")), ("account", .string(account.name.text)),
            ("role", .string(account.role.rawValue)), ("commission", .string(account.commission.description)),
            ("open", .bool(account.isActive)),
        ])
    }

    static func line(_ account: Account, _ wording: Wording) -> String {
        let state = wording.term("service.state.\(account.isActive ? "open" : "closed")")
        return
            "\(account.name)  \(wording.term("service.role.\(account.role.rawValue)"))  \(account.commission)  \(state)"
    }
}

/// What is handed to the person, and how the password is found.
struct AccountCard: ParsableArguments {
    @Option(help: ArgumentHelp("Where to write password and authenticator's address (mode 0600).", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("A file with the password, one line; without it one is made up.", valueName: "file"))
    var passwordFile: String?

    func password() throws -> [UInt8] {
        guard let passwordFile else { return Array(NewPassword.make().utf8) }
        if try WholeFile.isOpenToOthers(passwordFile) { throw BadInput(.secretOpenToOthers, ["file": passwordFile]) }
        return try BallotFiles.trimmed(passwordFile)
    }

    static func hash(_ password: [UInt8]) throws -> PasswordHash {
        do {
            return try PasswordHash(password)
        } catch .tooShort {
            throw BadInput(.passwordTooShort, ["least": "\(PasswordHash.shortest)"])
        } catch .tooLong {
            throw BadInput(.passwordTooLong)
        } catch .noMemory {
            throw BadInput(.noMemoryForPasswords)
        }
    }

    func write(_ account: Account, _ password: [UInt8], _ wording: Wording) throws {
        let lines = [
            (wording.term("service.label.account"), account.name.text),
            (wording.term("service.label.password"), String(decoding: password, as: UTF8.self)),
            (wording.term("service.label.code"), account.oneTime.address(of: account.name, issuer: "Sailau")),
        ]
        let text = lines.map { "\($0): \($1)\n" }.joined()
        do {
            try WholeFile.writePrivate(Array(text.utf8), to: out)
        } catch .exists(let path) {
            throw BadInput(.fileExists, ["file": path])
        } catch {
            throw BadInput(.notWritten, ["file": out])
        }
    }
}

struct AddAccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Make an account.")

    @Argument(help: "Its identifier: small letters, digits, `.`, `-` and `_`.") var account: String
    @Option(help: "The role, such as \"typist\".") var role: String
    @Option(help: "The commission, such as district:17.") var commission: String
    @OptionGroup var card: AccountCard
    @OptionGroup var file: AccountsFile

    func run() async throws {
        let password = try card.password()
        let new = Account(
            name: try AccountsFile.name(account), role: try AccountsFile.role(role),
            commission: try AccountsFile.commission(commission), password: try AccountCard.hash(password),
            oneTime: OneTimeSecret())
        let store = try file.open(creating: true)
        guard try AccountsFile.attempt({ () throws(AccountStoreError) in try store.account(new.name) }) == nil else {
            throw BadInput(.accountExists, ["text": account, "file": file.accounts])
        }
        // First the card: an account whose secrets nobody has is of no use.
        try card.write(new, password, try Home.wording(file.language))
        try AccountsFile.attempt { () throws(AccountStoreError) in try store.add(new) }
        try file.report(new)
    }
}

struct AccountRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Change an account's role or commission; its sessions end.")

    @Argument(help: "The account.") var account: String
    @Option(help: "The new role.") var role: String?
    @Option(help: "The new commission.") var commission: String?
    @OptionGroup var file: AccountsFile

    func run() async throws {
        let store = try file.open()
        var changed = try file.account(account, in: store)
        if let role { changed.role = try AccountsFile.role(role) }
        if let commission { changed.commission = try AccountsFile.commission(commission) }
        try AccountsFile.attempt { () throws(AccountStoreError) in try store.replace(changed) }
        try file.report(changed)
    }
}

struct ResetAccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Give an account a new password and new one-time passwords, and open it again.")

    @Argument(help: "The account.") var account: String
    @OptionGroup var card: AccountCard
    @OptionGroup var file: AccountsFile

    func run() async throws {
        let store = try file.open()
        var changed = try file.account(account, in: store)
        let password = try card.password()
        changed.password = try AccountCard.hash(password)
        (changed.oneTime, changed.lastStep, changed.isActive) = (OneTimeSecret(), 0, true)
        try card.write(changed, password, try Home.wording(file.language))
        try AccountsFile.attempt { () throws(AccountStoreError) in try store.replace(changed) }
        try file.report(changed)
    }
}

struct CloseAccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close an account: its sessions end, and nobody signs in to it.")

    @Argument(help: "The account.") var account: String
    @OptionGroup var file: AccountsFile

    func run() async throws {
        let store = try file.open()
        var changed = try file.account(account, in: store)
        changed.isActive = false
        try AccountsFile.attempt { () throws(AccountStoreError) in try store.replace(changed) }
        try file.report(changed)
    }
}

struct ListAccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var file: AccountsFile

    func run() async throws {
        let store = try file.open()
        let accounts = try AccountsFile.attempt { () throws(AccountStoreError) in try store.accounts() }
        if file.json {
            return Terminal.print(
                JSON.object([
                    ("format", .string("sailau-accounts/1")), ("accounts", .array(accounts.map(AccountReport.json))),
                ]).text())
        }
        let wording = try Home.wording(file.language)
        Terminal.print(accounts.map { AccountReport.line($0, wording) }.joined(separator: "\n"))
    }
}

extension AccountStoreError {
    var asInput: BadInput {
        switch self {
        case .missing(let path): BadInput(.noFile, ["file": path])
        case .notAccounts(let path): BadInput(.notAccounts, ["file": path])
        case .newer(let path, let version): BadInput(.newerRecord, ["file": path, "version": "\(version)"])
        case .openToOthers(let path): BadInput(.secretOpenToOthers, ["file": path])
        case .full(let path): BadInput(.diskFull, ["file": path])
        case .locked(let path): BadInput(.fileLocked, ["file": path])
        case .exists(let path, let account): BadInput(.accountExists, ["text": account, "file": path])
        case .unknown(let path, let account): BadInput(.noAccount, ["text": account, "file": path])
        case .damaged(let path): BadInput(.accountsDamaged, ["file": path])
        case .refused(let path, let code): BadInput(.systemRefuses, ["file": path, "code": "\(code)"])
        }
    }
}
