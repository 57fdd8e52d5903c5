import Accounts
import ElectionModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What the service knows of a connection.
struct ConnectionContext: InitializableFromSource {
    var address: String

    init(source: ApplicationRequestContextSource) {
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

/// Answers every request: published files at once, the office on threads of its own.
struct ServiceResponder: HTTPResponder {
    typealias Context = ConnectionContext

    let shelf: PublicShelf
    let office: Office
    let queue: WorkQueue
    let observer: RequestObserver

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let began = ContinuousClock.now
        let path = String((request.head.path ?? "/").prefix { $0 != "?" })
        if path != "/office" && !path.hasPrefix("/office/") {
            let response = Self.withoutBody(published(request, path), request)
            observer.note(route: "public", status: response.status.code, began: began, identifier: nil, denial: nil)
            return response
        }
        var asked = officeRequest(request, path, context)
        if let body = await collect(request, asked) { asked.body = body } else { asked.isTooLarge = true }
        let answer = await queue.run { [asked] in office.respond(to: asked) }
        observer.note(
            route: answer.route, status: answer.status, began: began, identifier: asked.identifier,
            denial: answer.denial)
        return Self.withoutBody(Self.http(answer), request)
    }

    /// HEAD asks for everything but the body.
    private static func withoutBody(_ response: Response, _ request: Request) -> Response {
        request.method == .head ? response.createHeadResponse() : response
    }

    /// The body; nil where it is larger than the limit.
    private func collect(_ request: Request, _ asked: OfficeRequest) async -> [UInt8]? {
        let most = await queue.run { office.mostBytes(of: asked) }
        guard let buffer = try? await request.body.collect(upTo: most) else { return nil }
        return Array(buffer.readableBytesView)
    }

    private func officeRequest(
        _ request: Request, _ path: String, _ context: ConnectionContext
    ) -> OfficeRequest {
        var cookies: [String: String] = [:]
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, cookies[String(parts[0])] == nil { cookies[String(parts[0])] = String(parts[1]) }
        }
        return OfficeRequest(
            method: request.method.rawValue, path: path, cookies: cookies,
            acceptLanguage: request.headers[.acceptLanguage] ?? "",
            site: HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } ?? "",
            contentType: request.headers[.contentType] ?? "", address: context.address,
            identifier: RequestIdentifier.make())
    }

    // MARK: Published files

    private func published(_ request: Request, _ path: String) -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.plain(.methodNotAllowed, "Only GET and HEAD.\n")
        }
        // One shelf for the whole answer, also where it is replaced meanwhile.
        let shown = shelf.now
        if path == "/" {
            let language = LanguageChoice.language(request.headers[.acceptLanguage] ?? "")
            if shown.files.file("/\(language.rawValue)/index.html") != nil {
                var headers = SecurityHeaders.ofPages
                headers[.location] = "/\(language.rawValue)/index.html"
                headers[.vary] = "Accept-Language"
                return Response(status: .found, headers: headers)
            }
        }
        if let answer = shown.count?.answer(path: path, query: Self.query(request)) {
            return Self.http(answer, request)
        }
        guard let file = shown.files.file(path) else { return Self.plain(.notFound, "There is no such page.\n") }
        return Self.http(PublicAnswer(status: 200, file: file), request)
    }

    private static func query(_ request: Request) -> String {
        let target = request.head.path ?? ""
        return target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } ?? ""
    }

    private static func http(_ answer: PublicAnswer, _ request: Request) -> Response {
        let file = answer.file
        var headers = SecurityHeaders.ofPages
        headers[.eTag] = file.tag
        headers[.cacheControl] = file.isImmutable ? "public, max-age=31536000, immutable" : "public, no-cache"
        // The length is that of the file also where it is not sent.
        headers[.contentLength] = "\(file.body.readableBytes)"
        if answer.status == 200, PublicFiles.isKnown(file, request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.type
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: file.body))
    }

    private static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers = SecurityHeaders.ofPages
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    // MARK: The office

    private static func http(_ answer: OfficeResponse) -> Response {
        var headers = answer.mayScript ? SecurityHeaders.ofTyping : SecurityHeaders.ofOffice
        headers[.contentType] = answer.type
        if let location = answer.location { headers[.location] = location }
        if let seconds = answer.refreshes, let name = HTTPField.Name("Refresh") { headers[name] = "\(seconds)" }
        for cookie in answer.cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

/// 16 hexadecimal digits that name one request.
enum RequestIdentifier {
    static func make() -> String {
        let text = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
