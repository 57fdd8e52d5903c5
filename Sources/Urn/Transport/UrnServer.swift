public import ElectronicStation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Lets the station's booths reach its urn: one request a connection, over TLS 1.3, from computers with known certificates.
///
/// It writes no log: a line for each request would be the order of casting.
public final class UrnServer: Sendable {
    private let channel: any Channel
    /// Port on which it listens.
    public let port: Int

    /// Connections at the same time. A station has few booths, which ask one thing after the other.
    static let mostConnections = 32

    private init(_ channel: any Channel, port: Int) { (self.channel, self.port) = (channel, port) }

    /// Listens at an address of this computer; port 0 takes a free one. `patience`: seconds until a connection is cut off that
    /// has not brought its request, and again until one is that does not take its answer.
    ///
    /// Throws `UrnConnectionFailure`.
    public static func start(
        _ urn: any UrnAccess, address: String, port: Int, keys: StationKeys, longestRequest: Int, patience: Int = 10
    ) async throws -> UrnServer {
        guard StationAddress.isInside(address) else { throw UrnConnectionFailure.address(address) }
        let context = try keys.context(isServer: true)
        let connections = Connections()
        let terms = UrnConnection.Terms(
            // The code of a commitment and the text of a credential may be longer than a small election's ballots.
            mostBody: max(longestRequest, UrnConnection.Terms.leastBody), patience: .seconds(Int64(patience)))
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 16)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                guard connections.enter() else { return channel.close() }
                channel.closeFuture.whenComplete { _ in connections.leave() }
                return channel.eventLoop.makeCompletedFuture {
                    let tls = NIOSSLServerHandler(context: context) { chain, verdict in
                        verdict.succeed(keys.isKnown(chain) ? .certificateVerified : .failed)
                    }
                    try channel.pipeline.syncOperations.addHandlers([tls, UrnConnection(urn, terms)])
                }
            }
        let channel: any Channel
        do { channel = try await bootstrap.bind(host: address, port: port).get() } catch {
            throw UrnConnectionFailure.port(address: address, port: port)
        }
        return UrnServer(channel, port: channel.localAddress?.port ?? port)
    }

    /// Stops listening. Requests that came are still answered.
    public func stop() async throws { try await channel.close().get() }

    /// Waits until it was stopped.
    public func untilStopped() async throws { try await channel.closeFuture.get() }

    private final class Connections: Sendable {
        private let count = Mutex(0)

        func enter() -> Bool {
            count.withLock { count in
                guard count < UrnServer.mostConnections else { return false }
                count += 1
                return true
            }
        }

        func leave() { count.withLock { $0 -= 1 } }
    }
}

/// A connection: reads its request, asks the urn, writes the answer and ends.
private final class UrnConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Terms: Sendable {
        static let leastBody = 2048
        var mostBody: Int
        var patience: TimeAmount
    }

    private let urn: any UrnAccess
    private let terms: Terms
    private var received: [UInt8] = []
    private var isAsked = false
    private var deadline: Scheduled<Void>?

    init(_ urn: any UrnAccess, _ terms: Terms) { (self.urn, self.terms) = (urn, terms) }

    func handlerAdded(context: ChannelHandlerContext) { setDeadline(context) }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    /// For everything until then, the handshake too: a byte now and then does not prolong it.
    private func setDeadline(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: terms.patience) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Nothing may follow a request.
        guard !isAsked else { return context.close(promise: nil) }
        received += Array(buffer: unwrapInboundIn(data))
        switch UrnFrame.read(received, mostBody: terms.mostBody) {
        case .unfinished: break
        case .hostile: context.close(promise: nil)
        case .frame(let number, let body):
            isAsked = true
            received = []
            guard let request = UrnRequest(number: number, body: body) else { return context.close(promise: nil) }
            answer(request, context)
        }
    }

    private func answer(_ request: UrnRequest, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let urn = urn
        let answer = context.eventLoop.makePromise(of: UrnAnswer.self)
        answer.completeWithTask { await request.answer(of: urn) }
        answer.futureResult.assumeIsolated().whenSuccess { answer in
            guard context.channel.isActive else { return }
            self.setDeadline(context)
            let bytes = context.channel.allocator.buffer(bytes: answer.bytes)
            context.writeAndFlush(self.wrapOutboundOut(bytes)).assumeIsolated().whenComplete { _ in
                context.close(promise: nil)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
