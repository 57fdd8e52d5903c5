import Accounts
import ElectionModel
import ElectionService
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import VerifiableVoting

@Suite("Service: what every answer says", .serialized)
struct AnswerTests {
    private static let page = Array("<!doctype html><title>x</title>".utf8)
    private static let style = Array("p {}".utf8)
    private static let styleName = "style-\(Digest(of: style).hexadecimal.prefix(16)).css"

    private static let files: [(path: String, bytes: [UInt8])] = [
        ("index.html", page), ("ru/index.html", page + [32]), ("kk/index.html", page), ("en/index.html", page),
        ("data/votes.csv", Array("a,b\n".utf8)), (styleName, style),
    ]

    @Test func headersOfTheOffice() async throws {
        try await TestService.with { service in
            let client = try service.client()
            for path in ["/office", "/office/en/sign-in", "/office/en/home", "/office/nowhere", "/office/style.css"] {
                let headers = try await client.get(path).headers
                let policy = headers.first(name: "Content-Security-Policy") ?? ""
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(path)")
                #expect(!policy.contains("unsafe"), "\(path)")
                #expect(headers.first(name: "Cache-Control") == "no-store", "\(path)")
                #expect(headers.first(name: "Strict-Transport-Security") == "max-age=31536000")
                #expect(headers.first(name: "X-Content-Type-Options") == "nosniff")
                #expect(headers.first(name: "Referrer-Policy") == "no-referrer")
                #expect(
                    headers["Set-Cookie"].allSatisfy { $0.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Strict") })
            }
            #expect(try await client.get("/office/en/sign-in").headers["Set-Cookie"].isEmpty, "one visit, one cookie")
        }
    }

    @Test func publicFilesAsTheyArePublished() async throws {
        try await TestService.with(files: Self.files) { service in
            let client = try service.client()
            let page = try await client.get("/ru/index.html")
            #expect(page.status == 200 && page.body == Self.page + [32])
            #expect(page.headers.first(name: "Content-Type") == "text/html; charset=utf-8")
            #expect(page.headers.first(name: "Cache-Control") == "public, no-cache")
            #expect(page.headers["Set-Cookie"].isEmpty)
            #expect((page.headers.first(name: "Content-Security-Policy") ?? "").hasPrefix("default-src 'none'"))
            let tag = try #require(page.headers.first(name: "ETag"))
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let again = try await client.get("/ru/index.html", ["If-None-Match": known])
                #expect(again.status == 304 && again.body.isEmpty, "\(known)")
                #expect(again.headers.first(name: "ETag") == tag)
            }
            #expect(try await client.get("/ru/index.html", ["If-None-Match": "\"other\""]).status == 200)
            let head = try await client.send("HEAD", "/ru/index.html", [:], [])
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers.first(name: "Content-Length") == "\(Self.page.count + 1)")
            let style = try await client.get("/\(Self.styleName)")
            #expect(style.headers.first(name: "Cache-Control") == "public, max-age=31536000, immutable")
            #expect(try await client.get("/ru/").body == Self.page + [32])
            #expect(try await client.get("/ru/index.html?x=1").status == 200)
        }
    }

    @Test(arguments: [
        "/../accounts.sqlite", "/ru/../../key.pem", "/%2e%2e/key.pem", "/ru", "/RU/index.html", "//index.html",
        "/data/", "/accounts.sqlite", "/officer",
    ])
    func nothingElseIsPublic(path: String) async throws {
        try await TestService.with(files: Self.files) { service in
            let client = try service.client()
            #expect(try await client.get(path).status == 404)
        }
    }

    @Test(arguments: [
        ("ru", "ru"), ("ru-KZ, en;q=0.5", "ru"), ("en;q=0.5, kk;q=0.9", "kk"), ("de", "kk"), ("", "kk"),
        ("de, en;q=0.1", "en"), ("RU", "ru"), ("en;q=0, ru;q=0.3", "ru"), ("*", "kk"),
    ])
    func theLanguageOfTheBrowser(asked: String, given: String) async throws {
        try await TestService.with(files: Self.files) { service in
            let client = try service.client()
            let start = try await client.get("/", ["Accept-Language": asked])
            #expect(start.status == 302 && start.location == "/\(given)/index.html")
            #expect(start.headers.first(name: "Vary") == "Accept-Language")
            let office = try await client.get("/office", ["Accept-Language": asked])
            #expect(office.location == "/office/\(given)/sign-in")
        }
    }

    /// Every page in three languages, with nothing left of another.
    @Test func pagesInThreeLanguages() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-auditor")
            for page in ["home", "stations", "stations/1-1", "denials", "accounts", "sign-in"] {
                var headings: Set<String> = []
                for language in ["kk", "ru", "en"] {
                    let answer = try await client.get("/office/\(language)/\(page)")
                    #expect(answer.text.contains("<html lang=\"\(language)\">"), "\(page)")
                    let heading = try #require(answer.text.firstMatch(of: /<h1>([^<]+)<\/h1>/), "\(page)")
                    headings.insert(String(heading.1))
                    #expect(answer.text.contains("<a class=\"skip\" href=\"#content\">"))
                }
                #expect(headings.count == 3, "\(page): \(headings)")
            }
        }
    }

    @Test func theLogNamesNobody() async throws {
        try await TestService.with { service in
            let client = try await service.signedIn("r-typist")
            let denied = try await client.get("/office/en/accounts")
            let number = try #require(denied.text.firstMatch(of: /<code>([0-9a-f]{16})<\/code>/))
            #expect(try service.denials().first?.request == String(number.1))
            let lines = service.log.lines
            #expect(lines.contains { $0.contains("\"request\":\"\(number.1)\"") && $0.contains("\"denied\":\"role\"") })
            for line in lines {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["event"] as? String == "request" && object?["time"] is String)
                #expect(line.hasSuffix("}\n") && line.count { $0 == "\n" } == 1)
                for word in ["r-typist", "127.0.0.1", TestService.password] { #expect(!line.contains(word), "\(line)") }
            }
            #expect(lines.count >= 5)
        }
    }

    @Test func healthAndFiguresForThisMachineAlone() async throws {
        try await TestService.with(files: Self.files) { service in
            let client = try service.client()
            _ = try await client.get("/ru/index.html")
            _ = try await client.get("/office/en/home")
            for path in ["/health", "/metrics"] {
                #expect(try await client.get(path).status == 404, "not on this port")
            }
            #expect(try await Self.plain(service.ports.monitoring, "/health").hasPrefix("HTTP/1.1 200"))
            let figures = try await Self.plain(service.ports.monitoring, "/metrics")
            #expect(figures.contains("sailau_requests_total{route=\"public\",status=\"200\"} 1\n"))
            #expect(figures.contains("sailau_denials_total{reason=\"not signed in\"} 1\n"))
            service.log.fault = "record"
            #expect(try await Self.plain(service.ports.monitoring, "/health").hasPrefix("HTTP/1.1 503"))
        }
    }

    /// Whoever speaks without TLS gets no answer in HTTP.
    @Test func withoutTLSNothingIsSaid() async throws {
        try await TestService.with(files: Self.files) { service in
            let answer = try? await Self.plain(service.ports.service, "/ru/index.html")
            #expect(!(answer ?? "").contains("HTTP/1.1 200") && !(answer ?? "").contains("doctype"))
        }
    }

    /// What a port answers to a request without TLS.
    private static func plain(_ port: Int, _ path: String) async throws -> String {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: String.self)
        let channel = try await ClientBootstrap(group: loop).connectTimeout(.seconds(10)).channelInitializer {
            channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(TextCollector(promise))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        try await channel.writeAndFlush(ByteBuffer(string: request)).get()
        return try await promise.futureResult.get()
    }
}

private final class TextCollector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<String>
    private var text = ""

    init(_ promise: EventLoopPromise<String>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { text += String(buffer: unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { promise.succeed(text) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
