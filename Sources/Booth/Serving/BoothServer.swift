import NIOConcurrencyHelpers
package import NIOCore
package import NIOHTTP1
package import NIOPosix

/// Who answers the requests of a booth.
package protocol BoothAnswering: Sendable {
    func answer(_ request: BoothRequest) async -> BoothAnswer
}

/// HTTP/1.1 on a socket that listens already: one request a connection, small ones, few connections.
///
/// Plain HTTP: it is reached from the booth's own machine alone (127.0.0.1).
package struct BoothServer: Sendable {
    package let booth: any BoothAnswering
    /// Called once the answer that says so (`isLast`) is sent.
    package let whenDone: @Sendable () -> Void

    package init(booth: any BoothAnswering, whenDone: @escaping @Sendable () -> Void) {
        (self.booth, self.whenDone) = (booth, whenDone)
    }

    /// A request that takes longer to arrive is given up; a byte now and then does not prolong it.
    fileprivate static let patience = TimeAmount.seconds(20)
    /// Connections at the same time: one browser has no more.
    private static let mostConnections = 32

    /// Serves on the descriptor from now on, until the last answer: before that is sent no connection is taken any more, and whoever
    /// comes later waits for the next process.
    package func start(on descriptor: Int32, group: MultiThreadedEventLoopGroup) async throws {
        let listening = NIOLockedValueBox<(any Channel)?>(nil)
        let connections = NIOLockedValueBox(0)
        let stop: @Sendable () -> EventLoopFuture<Void>? = { listening.withLockedValue { $0 }?.close() }
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                let number = connections.withLockedValue { count in
                    count += 1
                    return count
                }
                channel.closeFuture.whenComplete { _ in connections.withLockedValue { $0 -= 1 } }
                guard number <= Self.mostConnections else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(
                        withPipeliningAssistance: true, withErrorHandling: true)
                    try pipeline.addHandler(BoothConnection(booth: booth, stop: stop, whenDone: whenDone))
                }
            }
            .withBoundSocket(descriptor).get()
        listening.withLockedValue { $0 = channel }
    }
}

/// One connection: reads one request, has it answered, ends.
private final class BoothConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let booth: any BoothAnswering
    private let stop: @Sendable () -> EventLoopFuture<Void>?
    private let whenDone: @Sendable () -> Void
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var isAnswered = false
    private var deadline: Scheduled<Void>?

    init(
        booth: any BoothAnswering, stop: @escaping @Sendable () -> EventLoopFuture<Void>?,
        whenDone: @escaping @Sendable () -> Void
    ) {
        (self.booth, self.stop, self.whenDone) = (booth, stop, whenDone)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: BoothServer.patience) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswered else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let buffer):
            body += buffer.readableBytesView
            if body.count > FormFields.mostBytes { send(BoothAnswer(status: 413), context) }
        case .end:
            guard let request else { return send(BoothAnswer(status: 400), context) }
            isAnswered = true
            // An answer may take its time: the urn is asked and the paper printed meanwhile.
            deadline?.cancel()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.makeFutureWithTask { [booth] in await booth.answer(request) }.whenSuccess { answer in
                guard answer.isLast, let stopped = bound.value.0.stop() else {
                    return bound.value.0.send(answer, bound.value.1)
                }
                stopped.hop(to: bound.value.1.eventLoop).whenComplete { _ in bound.value.0.send(answer, bound.value.1) }
            }
        }
    }

    /// The request, once it is whole.
    private var request: BoothRequest? {
        guard let head, head.headers["host"].count == 1 else { return nil }
        func one(_ name: String) -> String? { head.headers[name].first }
        return BoothRequest(
            method: head.method.rawValue, path: head.uri, host: one("host") ?? "", origin: one("origin"),
            site: one("sec-fetch-site"), cookies: one("cookie"), contentType: one("content-type"), body: body)
    }

    private func send(_ answer: BoothAnswer, _ context: ChannelHandlerContext) {
        isAnswered = true
        let isHead = head?.method == .HEAD
        body.removeAll()
        let headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        let status = HTTPResponseStatus(statusCode: answer.status)
        let start = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(start)), promise: nil)
        if !isHead {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        }
        let channel = context.channel
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { [whenDone] _ in
            channel.close(promise: nil)
            if answer.isLast { whenDone() }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
