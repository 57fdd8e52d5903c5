import Accounts
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Storage

/// The web service of an election: public files, the office behind signing in, and figures for whoever runs it.
package struct ElectionService: Sendable {
    /// Why it can't start.
    package enum Fault: Error, Sendable, Hashable {
        /// A certificate or key that can't be read, with the file's path.
        case certificate(path: String)
        case keyOpenToOthers(path: String)
        /// The certificate is not the key's.
        case pair
        /// A port can't be opened.
        case port(Int, detail: String)
    }

    private let settings: ServiceSettings
    private let responder: ServiceResponder
    private let monitoring: MonitoringResponder
    private let tls: TLSConfiguration
    private let log: ServiceLog

    package init(
        _ settings: ServiceSettings, office: Office, files: PublicFiles, log: ServiceLog,
        fault: @escaping @Sendable () async -> String?
    ) throws(Fault) {
        try self.init(settings, office: office, shelf: PublicShelf(files), log: log, fault: fault)
    }

    /// - Parameters:
    ///   - shelf: what is public, also where it is renewed while the service runs (`PublicCount`).
    ///   - fault: what is wrong; nil while everything answers.
    package init(
        _ settings: ServiceSettings, office: Office, shelf: PublicShelf, log: ServiceLog,
        fault: @escaping @Sendable () async -> String?
    ) throws(Fault) {
        self.settings = settings
        self.log = log
        let observer = RequestObserver(log: log)
        responder = ServiceResponder(
            shelf: shelf, office: office, queue: WorkQueue(threads: settings.threads), observer: observer)
        monitoring = MonitoringResponder(observer: observer, fault: fault)
        tls = try Self.tls(settings)
    }

    private static func tls(_ settings: ServiceSettings) throws(Fault) -> TLSConfiguration {
        let isOpen: Bool
        do throws(StorageError) {
            isOpen = try WholeFile.isOpenToOthers(settings.key)
        } catch {
            throw .certificate(path: settings.key)
        }
        guard !isOpen else { throw .keyOpenToOthers(path: settings.key) }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(settings.certificate), !chain.isEmpty else {
            throw .certificate(path: settings.certificate)
        }
        guard let key = try? NIOSSLPrivateKey(file: settings.key, format: .pem) else {
            throw .certificate(path: settings.key)
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        guard (try? NIOSSLContext(configuration: tls)) != nil else { throw .pair }
        return tls
    }

    /// The ports in use, once both are listening.
    package struct Ports: Sendable, Hashable {
        package var service: Int
        package var monitoring: Int
    }

    /// Serves until the process is told to end (SIGTERM, SIGINT) or the task is cancelled.
    ///
    /// - Parameter ready: called once both ports are open.
    package func run(ready: @escaping @Sendable (Ports) -> Void = { _ in }) async throws {
        let opened = OpenedPorts(ready: ready)
        let logger = Logger(label: "service") { [log] in LibraryLog(log: log, label: $0) }
        let figures = Application(
            responder: monitoring,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: settings.monitoringPort)),
            onServerRunning: { opened.monitoring = $0.localAddress?.port }, logger: logger)
        let service = Application(
            responder: responder,
            server: try .tls(Self.http1, tlsConfiguration: tls),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.address, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
            services: [figures], onServerRunning: { opened.service = $0.localAddress?.port }, logger: logger)
        do {
            try await service.runService()
        } catch let error as IOError {
            throw Fault.port(settings.port, detail: error.description)
        }
    }

    /// Small heads, and no connection that says nothing for a minute.
    private static var http1: HTTPServerBuilder {
        .http1(
            configuration: .init(
                idleTimeout: .seconds(60),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100)))
    }
}
