import Accounts
import ArgumentParser
import DataFormats
import ElectionConduct
import ElectionFiles
import ElectionModel
import ElectionRecord
import ElectionService
import Foundation
import Observation
import Storage
import VerifiableVoting
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
    @Flag(help: "Print the OpenAPI document of the public interface, and serve nothing.") var openapi = false
    @OptionGroup var options: RecordOptions

    func run() async throws {
        if routes { return Terminal.print(RouteTable.markdown) }
        if openapi { return Terminal.print(InterfaceDescription.json.text()) }
        guard let config else { throw BadInput(.noConfiguration) }
        guard let bytes = Home.read(config) else { throw BadInput(.noFile, ["file": config]) }
        let settings = try ServiceSettings.read(bytes, file: config)
        let wording = try options.wording()
        do {
            try await serve(settings)
        } catch let fault as ConductFault {
            throw CheckFailed(message: fault.sentence(wording))
        } catch {
            throw ServiceResults.result(of: error, settings, wording)
        }
    }

    private func serve(_ settings: ServiceSettings) async throws {
        let log = ServiceLog.standardError
        let accounts = try AccountStore(path: settings.accounts, creating: false)
        let keeper = try await openRecord(settings, log)
        // The embargo of an election that is held ends by the clock alone.
        if settings.isPlayed, keeper?.now.state.setting.provenance == .official {
            throw CheckFailed(message: try options.wording().term("service.notice.played official"))
        }
        let office = try Office(
            store: accounts, texts: try Home.texts(), assets: try Self.assets(), stations: try Self.stations(settings),
            record: keeper, photographs: try Self.shelf(settings), audits: try audit(settings),
            isPlayed: settings.isPlayed)
        // An election that is counted from a record is public as the record says; any other by its files.
        let shelf = PublicShelf(PublicFiles(keeper == nil ? try Self.pages(settings) : []))
        let count = try keeper.map { try Self.count($0, on: shelf, settings, log) }
        let service = try ElectionService(
            settings, office: office, shelf: shelf, log: log,
            fault: {
                if (try? accounts.denials(count: 1)) == nil { return "accounts" }
                return keeper?.isReached ?? true ? nil : "record"
            })
        let following = [Task { await keeper?.run { count?.show($0) } }, Task { await count?.run() }]
        defer { for task in following { task.cancel() } }
        // For whoever starts it, above all with ports that were free.
        try await service.run { ports in
            Terminal.print("{\"service\":\(ports.service),\"monitoring\":\(ports.monitoring)}")
        }
    }

    private static func count(
        _ keeper: ConductKeeper, on shelf: PublicShelf, _ settings: ServiceSettings, _ log: ServiceLog
    ) throws -> PublicCount {
        let moment = keeper.now
        let folder = try Home.election(moment.state.setting.election.id.rawValue)
        let count = PublicCount(
            try CountSite.site(folder, photographs: settings.photographs != nil), on: shelf,
            photographs: try Self.shelf(settings), clock: settings.isPlayed ? nil : .system,
            renewed: { renewal in
                log.write(
                    .info, "public pages renewed",
                    [
                        ("height", .whole(renewal.height)), ("files", .whole(renewal.filesWritten)),
                        ("milliseconds", .whole(renewal.milliseconds)),
                    ])
            })
        count.begin(with: moment)
        return count
    }

    private func openRecord(_ settings: ServiceSettings, _ log: ServiceLog) async throws -> ConductKeeper? {
        guard let store else { return nil }
        return try await .open(
            store, key: settings.recordKey, noteFault: { _ in log.write(.error, "record not reached") })
    }

    static func assets() throws -> Office.Assets {
        func bytes(_ name: String) throws -> [UInt8] {
            guard let file = Home.read("\(Home.path)/Pages/\(name)") else {
                throw BadInput(.noPageFile, ["file": "\(Home.path)/Pages/\(name)"])
            }
            return file
        }
        return Office.Assets(
            style: try bytes("style.css") + bytes("office.css"), script: try bytes("office.js"))
    }

    private func audit(_ settings: ServiceSettings) throws -> AuditKeeper? {
        guard let path = settings.audit else { return nil }
        guard Home.read(path) != nil else { throw BadInput(.noFile, ["file": path]) }
        do {
            return try AuditKeeper(path: path)
        } catch let error as AuditTextError {
            throw CheckFailed(message: try options.wording().sentence(for: error, file: path))
        }
    }

    private static func shelf(_ settings: ServiceSettings) throws -> PhotographShelf? {
        guard let folder = settings.photographs else { return nil }
        try Home.makeFolder(folder)
        return PhotographShelf(folder: folder)
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

extension ElectionService.Fault {
    func asInput(_ settings: ServiceSettings) -> BadInput {
        switch self {
        case .certificate(let path): BadInput(.certificateUnread, ["file": path])
        case .keyOpenToOthers(let path): BadInput(.secretOpenToOthers, ["file": path])
        case .port(let port, let detail):
            BadInput(.portNotOpened, ["address": settings.address, "port": "\(port)", "detail": detail])
        case .pair: BadInput(.keyOfOtherCertificate, ["file": settings.key, "certificate": settings.certificate])
        }
    }
}
