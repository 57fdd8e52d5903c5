import Accounts
import ArgumentParser
import DataFormats
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectionService
import Foundation
import Storage
import Synchronization
import Wording

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve an election: its public pages, and the office for which people sign in.",
        discussion: """
            TLS is always on. The configuration file says where certificate, key and accounts are (Documentation/Service.md);
            `sailau accounts` makes accounts. Ends with SIGTERM.

            Example:
              sailau serve --config service.yaml --store kazakhstan-2004.connection
            """)

    @Option(help: ArgumentHelp("The configuration file.", valueName: "file")) var config: String?
    @Option(
        help: ArgumentHelp("The record: a file of SQLite, or a connection file for PostgreSQL.", valueName: "file"))
    var store: String?
    @Flag(help: "Print the table of routes and roles, and serve nothing.") var routes = false
    @OptionGroup var options: RecordOptions

    func run() async throws {
        if routes { return Terminal.print(RouteTable.markdown) }
        guard let config else { throw BadInput(.noConfiguration) }
        guard let bytes = Home.read(config) else { throw BadInput(.noFile, ["file": config]) }
        let settings = try ServiceSettings.read(bytes, file: config)
        let wording = try options.wording()
        do {
            try await serve(settings)
        } catch let error as RecordStoreError {
            throw error.asResult(wording)
        } catch let error as AccountStoreError {
            throw error.asInput
        } catch let fault as ElectionService.Fault {
            throw fault.asInput(settings)
        } catch PasswordHash.Fault.noMemory {
            throw BadInput(.noMemoryForPasswords)
        }
    }

    private func serve(_ settings: ServiceSettings) async throws {
        let log = ServiceLog.standardError
        let accounts = try AccountStore(path: settings.accounts, creating: false)
        let record = try await openRecord(log)
        let office = try Office(
            store: accounts, texts: try Home.texts(), style: try Self.style(), stations: try Self.stations(settings),
            head: { record?.head })
        let service = try ElectionService(
            settings, office: office, files: PublicFiles(try Self.pages(settings)), log: log,
            fault: {
                if (try? accounts.denials(count: 1)) == nil { return "accounts" }
                return record?.isReached ?? true ? nil : "record"
            })
        // For whoever starts it, above all with ports that were free.
        try await service.run { ports in
            Terminal.print("{\"service\":\(ports.service),\"monitoring\":\(ports.monitoring)}")
        }
    }

    private func openRecord(_ log: ServiceLog) async throws -> FollowedRecord? {
        guard let store else { return nil }
        return FollowedRecord(try await RecordStores.open(store, .existing), log)
    }

    private static func style() throws -> [UInt8] {
        var bytes: [UInt8] = []
        for name in ["style.css", "office.css"] {
            guard let file = Home.read("\(Home.path)/Pages/\(name)") else {
                throw BadInput(.noPageFile, ["file": "\(Home.path)/Pages/\(name)"])
            }
            bytes += file
        }
        return bytes
    }

    private static func stations(_ settings: ServiceSettings) throws -> [ServedStation] {
        guard let path = settings.stations else { return [] }
        guard let bytes = Home.read(path) else { throw BadInput(.noFile, ["file": path]) }
        return try StationFile.read(bytes, file: path).map(\.value).map {
            ServedStation(id: $0.id, district: $0.district, region: $0.region)
        }
    }

    /// The very files that `sailau publish` writes.
    private static func pages(_ settings: ServiceSettings) throws -> [(path: String, bytes: [UInt8])] {
        guard let election = settings.election else { return [] }
        let seed = settings.protocols == nil ? LoadedElection.shownSeed : nil
        return try PublishCommand.files(LoadedElection.load(election, protocols: settings.protocols, seed: seed))
    }
}

/// Knows where a record ends, and whether it is reached at the moment.
final class FollowedRecord: Sendable {
    private struct State {
        var head: RecordHead?
        var isReached = true
    }

    private let state = Mutex(State())

    init(_ store: any RecordStore, _ log: ServiceLog) {
        Task { [weak self] in
            while let self {
                await self.look(store, log)
            }
        }
    }

    var head: String? { state.withLock { $0.head?.description } }
    var isReached: Bool { state.withLock { $0.isReached } }

    private func look(_ store: any RecordStore, _ log: ServiceLog) async {
        do {
            let head = try await store.head()
            state.withLock { $0 = State(head: head) }
            try await store.awaitGrowth(beyond: head?.height ?? -1)
        } catch {
            let wasReached = state.withLock { state in
                defer { state.isReached = false }
                return state.isReached
            }
            if wasReached { log.write(.error, "record not reached") }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

extension ElectionService.Fault {
    fileprivate func asInput(_ settings: ServiceSettings) -> BadInput {
        switch self {
        case .certificate(let path): BadInput(.certificateUnread, ["file": path])
        case .keyOpenToOthers(let path): BadInput(.secretOpenToOthers, ["file": path])
        case .port(let port, let detail):
            BadInput(.portNotOpened, ["address": settings.address, "port": "\(port)", "detail": detail])
        case .pair: BadInput(.keyOfOtherCertificate, ["file": settings.key, "certificate": settings.certificate])
        }
    }
}
