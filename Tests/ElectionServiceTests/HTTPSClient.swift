import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A small client of HTTPS that trusts one certificate, follows nothing, and keeps cookies as a browser would.
final class HTTPSClient: @unchecked Sendable {
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        /// Without what is random or a hash, in which any digits may stand.
        var textWithoutTokens: String { text.replacing(/[0-9a-f]{16,}/, with: "") }
        var location: String? { headers.first(name: "Location") }
    }

    private let port: Int
    private let context: NIOSSLContext
    private let lock = NSLock()
    private var kept: [String: String] = [:]

    init(port: Int, certificate: String) throws {
        self.port = port
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(certificate))
        context = try NIOSSLContext(configuration: configuration)
    }

    var cookies: [String: String] {
        get { lock.withLock { kept } }
        set { lock.withLock { kept = newValue } }
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers, [])
    }

    /// Sends a form as a page of the service itself does.
    func post(_ path: String, _ fields: [String: String], _ headers: [String: String] = [:]) async throws -> Answer {
        let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{21}"..."\u{7E}"))
        let body = fields.sorted { $0.key < $1.key }.map {
            "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }.joined(separator: "&")
        var all = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"]
        all.merge(headers) { $1 }
        return try await send("POST", path, all, Array(body.utf8))
    }

    func send(_ method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]) async throws -> Answer {
        var fields = HTTPHeaders([("Host", "localhost"), ("Connection", "close")])
        let cookies = cookies
        if !cookies.isEmpty {
            let line = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            fields.add(name: "Cookie", value: line)
        }
        for (name, value) in headers { fields.replaceOrAdd(name: name, value: value) }
        if method != "GET" && method != "HEAD" { fields.replaceOrAdd(name: "Content-Length", value: "\(body.count)") }
        let head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: fields)
        let answer = try await exchange(head, body).get()
        keep(answer.headers["Set-Cookie"])
        return answer
    }

    private func keep(_ lines: [String]) {
        lock.withLock {
            for line in lines {
                let pair = line.prefix { $0 != ";" }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if line.contains("Max-Age=0") {
                    kept[String(pair[0])] = nil
                } else {
                    kept[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
                }
            }
        }
    }

    private func exchange(_ head: HTTPRequestHead, _ body: [UInt8]) -> EventLoopFuture<Answer> {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Answer.self)
        let context = context
        let connection = ClientBootstrap(group: loop).connectTimeout(.seconds(10)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let tls = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                try channel.pipeline.syncOperations.addHandler(tls)
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(AnswerCollector(promise))
            }
        }.connect(host: "127.0.0.1", port: port)
        connection.whenFailure { promise.fail($0) }
        connection.whenSuccess { channel in
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            if !body.isEmpty {
                channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
            }
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
        }
        return promise.futureResult
    }
}

private final class AnswerCollector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let promise: EventLoopPromise<HTTPSClient.Answer>
    private var answer: HTTPSClient.Answer?
    private var isDone = false

    init(_ promise: EventLoopPromise<HTTPSClient.Answer>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            answer = HTTPSClient.Answer(status: Int(head.status.code), headers: head.headers, body: [])
        case .body(let bytes): answer?.body += Array(bytes.readableBytesView)
        case .end:
            isDone = true
            if let answer { promise.succeed(answer) }
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isDone { promise.fail(error) }
        isDone = true
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isDone { promise.fail(ChannelError.eof) }
        isDone = true
    }
}
