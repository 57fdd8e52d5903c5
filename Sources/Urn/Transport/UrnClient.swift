public import ElectronicStation
import NIOCore
import NIOPosix
import NIOSSL

/// A booth's way to the urn on another computer, or in another process: a connection for each request.
///
/// Throws what the urn refuses, and `UrnRefusal.failure` where the connection fails: then what was asked may have been kept,
/// and the state of the slip tells.
public struct UrnClient: UrnAccess {
    private let address: String
    private let port: Int
    private let keys: StationKeys
    private let context: NIOSSLContext
    private let patience: TimeAmount

    /// `patience`: seconds until an answer has to be there. Throws `UrnConnectionFailure`, or what the certificate's library
    /// says.
    public init(address: String, port: Int, keys: StationKeys, patience: Int = 15) throws {
        guard StationAddress.isInside(address) else { throw UrnConnectionFailure.address(address) }
        (self.address, self.port, self.keys) = (address, port, keys)
        self.patience = .seconds(Int64(patience))
        context = try keys.context(isServer: false)
    }

    public func state(of credential: [UInt8]) async throws -> SlipState {
        guard case .state(let state) = try await ask(.state(credential: credential)) else { throw Self.noAnswer }
        return state
    }

    public func commit(code: String, credential: [UInt8]) async throws {
        try await tell(.commit(code: code, credential: credential))
    }

    public func cast(_ ballot: [UInt8]) async throws { try await tell(.cast(ballot)) }

    public func challenge(_ line: [UInt8]) async throws { try await tell(.challenge(line)) }

    private static let noAnswer = UrnRefusal.failure("no answer")

    private func tell(_ request: UrnRequest) async throws {
        guard try await ask(request) == .done else { throw Self.noAnswer }
    }

    private func ask(_ request: UrnRequest) async throws -> UrnAnswer {
        let answer: UrnAnswer
        do {
            answer = try await exchange(request)
        } catch {
            throw Self.noAnswer
        }
        if case .refused(let refusal) = answer { throw refusal }
        return answer
    }

    @inline(never)
    private func exchange(_ request: UrnRequest) async throws -> UrnAnswer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: UrnAnswer.self)
        let (keys, context, bytes) = (keys, context, request.bytes)
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try NIOSSLClientHandler(context: context, serverHostname: nil) { chain, verdict in
                        verdict.succeed(keys.isKnown(chain) ? .certificateVerified : .failed)
                    }
                    try channel.pipeline.syncOperations.addHandlers([tls, UrnQuestion(bytes, answer)])
                }
            }
        do {
            let channel = try await bootstrap.connect(host: address, port: port).get()
            let deadline = loop.scheduleTask(in: patience) { channel.close(promise: nil) }
            defer { deadline.cancel() }
            return try await answer.futureResult.get()
        } catch {
            answer.fail(error)
            throw error
        }
    }
}

/// A connection of a client: writes the request and waits for the answer.
private final class UrnQuestion: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: [UInt8]
    private let answer: EventLoopPromise<UrnAnswer>
    private var received: [UInt8] = []
    private var isAnswered = false

    init(_ request: [UInt8], _ answer: EventLoopPromise<UrnAnswer>) { (self.request, self.answer) = (request, answer) }

    func channelActive(context: ChannelHandlerContext) {
        // Encrypted and sent once the handshake has shown who answers.
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: request)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += Array(buffer: unwrapInboundIn(data))
        switch UrnFrame.read(received, mostBody: UrnFrame.mostAnswer) {
        case .unfinished: break
        case .frame(let number, let body):
            if let read = UrnAnswer(number: number, body: body) {
                isAnswered = true
                answer.succeed(read)
            }
            context.close(promise: nil)
        case .hostile: context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    private func fail(_ error: any Error) {
        guard !isAnswered else { return }
        isAnswered = true
        answer.fail(error)
    }
}
