import ElectronicStation
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import PrimeOrderGroups
import SmallUrn
import Testing
import Urn
import VerifiableVoting

/// Booths reach the urn over TLS with pinned certificates, and nobody else does.
@Suite("Urn: transport", .serialized)
struct UrnTransportTests {
    static let code = Digest(of: "code").base64

    // MARK: Frames

    @Test(arguments: [
        UrnRequest.state(credential: [1, 2]), .commit(code: code, credential: Array("abc".utf8)), .cast([]),
        .challenge([UInt8](repeating: 7, count: 70_000)),
    ])
    func requestsAreReadBack(_ request: UrnRequest) {
        let bytes = request.bytes
        guard case .frame(let number, let body) = UrnFrame.read(bytes, mostBody: 70_000) else {
            Issue.record("no frame")
            return
        }
        #expect(UrnRequest(number: number, body: body) == request)
        for count in [0, 1, 5, bytes.count - 1] where count < bytes.count {
            #expect(UrnFrame.read(Array(bytes.prefix(count)), mostBody: 70_000) == .unfinished)
        }
        #expect(UrnFrame.read(bytes + [0], mostBody: 70_000) == .hostile)
    }

    @Test(arguments: [
        UrnAnswer.done, .state(.challenged), .refused(.slip(.cast)), .refused(.notOpen), .refused(.notCommitted),
        .refused(.ballot("ballot-hash")), .refused(.failure("disk full")),
    ])
    func answersAreReadBack(_ answer: UrnAnswer) {
        guard case .frame(let number, let body) = UrnFrame.read(answer.bytes, mostBody: UrnFrame.mostAnswer) else {
            Issue.record("no frame")
            return
        }
        #expect(UrnAnswer(number: number, body: body) == answer)
    }

    @Test func hostileFramesAreNone() {
        let request = UrnRequest.cast([1, 2, 3]).bytes
        #expect(UrnFrame.read([2] + request.dropFirst(), mostBody: 100) == .hostile)
        #expect(UrnFrame.read(request, mostBody: 2) == .hostile)
        #expect(UrnFrame.read([1, 3, 0xff, 0xff, 0xff, 0xff], mostBody: 1 << 26) == .hostile)
        #expect(UrnRequest(number: 0, body: []) == nil && UrnRequest(number: 5, body: []) == nil)
        #expect(UrnRequest(number: 2, body: Array("too short".utf8)) == nil)
        #expect(UrnAnswer(number: 0, body: [1]) == nil && UrnAnswer(number: 1, body: Array("spent".utf8)) == nil)
        #expect(UrnAnswer(number: 5, body: [0xff]) == nil && UrnAnswer(number: 9, body: []) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("10.1.2.3", true), ("172.16.0.1", true), ("172.31.255.1", true), ("192.168.7.7", true),
        ("169.254.1.1", true), ("::1", true), ("fd00::1", true), ("fe80::1", true), ("0.0.0.0", false),
        ("172.32.0.1", false), ("172.15.0.1", false), ("8.8.8.8", false), ("::", false), ("2001:db8::1", false),
        ("localhost", false), ("", false), ("127.1", false),
    ])
    func addressesInside(_ address: String, _ isInside: Bool) { #expect(StationAddress.isInside(address) == isInside) }

    // MARK: Connections

    /// A station whose urn listens.
    private struct Station {
        let folder: String
        let small: SmallEdwardsUrn
        let urn: UrnKeeper
        let server: UrnServer

        init(_ folder: String, patience: Int = 10) async throws {
            self.folder = folder
            try Self.makeKeys(["\(folder)/urn", "\(folder)/booth", "\(folder)/second"])
            try Self.makeKeys(["\(folder)/elsewhere", "\(folder)/stranger"])
            small = try await SmallEdwardsUrn()
            try await small.prepare(folder)
            urn = try await UrnKeeper.open(folder: folder)
            try await urn.open()
            server = try await UrnServer.start(
                urn, address: "127.0.0.1", port: 0, keys: StationKeys(folder: "\(folder)/urn"),
                longestRequest: max(urn.identity.longestBallot, urn.identity.longestChallenge), patience: patience)
        }

        func client(_ name: String, patience: Int = 15) throws -> UrnClient {
            try UrnClient(
                address: "127.0.0.1", port: server.port, keys: StationKeys(folder: "\(folder)/\(name)"),
                patience: patience)
        }

        static func makeKeys(_ folders: [String]) throws {
            let process = Process()
            process.executableURL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Scripts/make_station_keys.sh")
            process.arguments = folders
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test func aDayOverTheWire() async throws {
        try await withFolder { folder in
            let station = try await Station(folder)
            let (small, client, second) = (station.small, try station.client("booth"), try station.client("second"))
            let (ballot, challenge) = (try small.cast(0), try small.challenge(1))
            #expect(try await client.state(of: small.credentials[0]) == .unspent)
            #expect(try await client.state(of: [1]) == .unknown)
            await #expect(throws: UrnRefusal.notCommitted) { try await client.cast(ballot.bytes) }
            try await client.commit(code: ballot.code, credential: small.credentials[0])
            try await client.cast(ballot.bytes)
            try await client.cast(ballot.bytes)
            try await second.commit(code: challenge.code, credential: small.credentials[1])
            try await second.challenge(challenge.line)
            await #expect(throws: UrnRefusal.slip(.challenged)) {
                try await second.commit(code: ballot.code, credential: small.credentials[1])
            }
            await #expect(throws: UrnRefusal.ballot("ballot-format")) { try await client.cast([1]) }
            try await station.urn.close()
            await #expect(throws: UrnRefusal.notOpen) {
                try await client.commit(code: Self.code, credential: small.credentials[2])
            }
            try await station.server.stop()
            await #expect(throws: UrnRefusal.failure("no answer")) { try await client.state(of: [1]) }
        }
    }

    @Test func manyBoothsAtOnce() async throws {
        try await withFolder { folder in
            let station = try await Station(folder)
            let small = station.small
            try await withThrowingTaskGroup(of: Void.self) { group in
                for voter in 0..<4 {
                    let client = try station.client(voter % 2 == 0 ? "booth" : "second")
                    let ballot = try small.cast(voter)
                    group.addTask {
                        try await client.commit(code: ballot.code, credential: small.credentials[voter])
                        try await client.cast(ballot.bytes)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await station.urn.figures().ballots == 4)
            try await station.server.stop()
        }
    }

    /// Neither a booth that the urn does not know, nor an urn that the booth does not know, nor one without a certificate.
    @Test func strangersAreRefused() async throws {
        try await withFolder { folder in
            let station = try await Station(folder)
            let credential = station.small.credentials[0]
            await #expect(throws: UrnRefusal.failure("no answer")) {
                try await station.client("stranger").state(of: credential)
            }
            // It knows the urn and is not known.
            let pins = try String(contentsOfFile: "\(folder)/booth/pins", encoding: .utf8)
            try pins.write(toFile: "\(folder)/stranger/pins", atomically: false, encoding: .utf8)
            await #expect(throws: UrnRefusal.failure("no answer")) {
                try await station.client("stranger").state(of: credential)
            }
            // It is known and takes another for the urn.
            let strange = try String(contentsOfFile: "\(folder)/elsewhere/pins", encoding: .utf8)
            try strange.write(toFile: "\(folder)/booth/pins", atomically: false, encoding: .utf8)
            await #expect(throws: UrnRefusal.failure("no answer")) {
                try await station.client("booth").state(of: credential)
            }
            #expect(try await station.client("second").state(of: credential) == .unspent)
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .none
            #expect(
                try await Self.send(UrnRequest.state(credential: credential).bytes, configuration, station.server.port)
                    .isEmpty)
            // Without TLS there is an alert of it at most (its first byte is 21), and no answer of the urn's.
            let plain = try await Self.send(
                UrnRequest.state(credential: credential).bytes, nil, station.server.port)
            #expect(plain.isEmpty || plain.first == 21)
            configuration.maximumTLSVersion = .tlsv12
            #expect(
                try await Self.send(UrnRequest.state(credential: credential).bytes, configuration, station.server.port)
                    .isEmpty)
            try await station.server.stop()
        }
    }

    @Test func hostileRequestsAreCutOff() async throws {
        try await withFolder { folder in
            let station = try await Station(folder, patience: 1)
            let known = try Self.known("\(folder)/booth")
            let request = UrnRequest.state(credential: station.small.credentials[0]).bytes
            let port = station.server.port
            #expect(try await Self.send(request, known, port) == UrnAnswer.state(.unspent).bytes)
            for hostile in [
                [9] + request.dropFirst(), request + [0], [1, 77, 0, 0, 0, 0], [1, 3, 0x7f, 0xff, 0xff, 0xff],
                UrnFrame.bytes(2, Array("no code".utf8)),
            ] as [[UInt8]] {
                #expect(try await Self.send(hostile, known, port).isEmpty)
            }
            // A request that never ends, a byte now and then, is cut off after a second all the same.
            let start = ContinuousClock.now
            #expect(try await Self.send([1, 3, 0, 0, 4, 0], known, port, trickle: true).isEmpty)
            #expect(ContinuousClock.now - start < .seconds(4))
            #expect(try await Self.send([], known, port).isEmpty)
            // Nobody else waits meanwhile.
            #expect(try await station.client("second").state(of: [1]) == .unknown)
            try await station.server.stop()
        }
    }

    private static func known(_ folder: String) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile("\(folder)/certificate.pem").map {
            .certificate($0)
        }
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: "\(folder)/key.pem", format: .pem))
        return configuration
    }

    /// Sends bytes and collects what comes until the other side closes.
    private static func send(
        _ bytes: [UInt8], _ configuration: TLSConfiguration?, _ port: Int, trickle: Bool = false
    ) async throws -> [UInt8] {
        let context = try configuration.map { try NIOSSLContext(configuration: $0) }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let received = loop.makePromise(of: [UInt8].self)
        let channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let context {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: nil))
                }
                try channel.pipeline.syncOperations.addHandler(Collector(received))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        if trickle {
            let task = loop.scheduleRepeatedTask(initialDelay: .milliseconds(200), delay: .milliseconds(200)) { _ in
                channel.writeAndFlush(ByteBuffer(bytes: [0]), promise: nil)
            }
            defer { task.cancel() }
            return try await received.futureResult.get()
        }
        return try await received.futureResult.get()
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var bytes: [UInt8] = []
        private let promise: EventLoopPromise<[UInt8]>

        init(_ promise: EventLoopPromise<[UInt8]>) { self.promise = promise }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { bytes += Array(buffer: unwrapInboundIn(data)) }
        func channelInactive(context: ChannelHandlerContext) { promise.succeed(bytes) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    @Test func keysStayPrivate() async throws {
        try await withFolder { folder in
            try Station.makeKeys(["\(folder)/urn", "\(folder)/booth"])
            _ = try StationKeys(folder: "\(folder)/urn")
            for name in ["key.pem", "pins"] {
                let path = "\(folder)/urn/\(name)"
                try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
                #expect(throws: UrnConnectionFailure.openToOthers(path: path)) {
                    try StationKeys(folder: "\(folder)/urn")
                }
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            }
            let pins = "\(folder)/urn/pins"
            for text in ["", "\n", "abc\n", String(repeating: "A", count: 64)] {
                try Data(text.utf8).write(to: URL(filePath: pins))
                #expect(throws: UrnConnectionFailure.unreadable(path: pins)) {
                    try StationKeys(folder: "\(folder)/urn")
                }
            }
            let small = try await SmallEdwardsUrn()
            try await small.prepare(folder)
            let urn = try await UrnKeeper.open(folder: folder)
            let keys = try StationKeys(folder: "\(folder)/booth")
            await #expect(throws: UrnConnectionFailure.address("0.0.0.0")) {
                try await UrnServer.start(urn, address: "0.0.0.0", port: 0, keys: keys, longestRequest: 100)
            }
            #expect(throws: UrnConnectionFailure.address("8.8.8.8")) {
                try UrnClient(address: "8.8.8.8", port: 1, keys: keys)
            }
        }
    }
}
