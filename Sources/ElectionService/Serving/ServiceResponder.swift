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

    let files: PublicFiles
    let office: Office
    let queue: WorkQueue
    let observer: RequestObserver

    /// Most bytes of a form.
    static let mostBodyBytes = 1 << 16

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let began = ContinuousClock.now
        let path = String((request.head.path ?? "/").prefix { $0 != "?" })
        if path != "/office" && !path.hasPrefix("/office/") {
            let response = Self.withoutBody(published(request, path), request)
            observer.note(route: "public", status: response.status.code, began: began, identifier: nil, denial: nil)
            return response
        }
        let body = await collect(request)
        let asked = officeRequest(request, path, body, context)
        let answer = await queue.run { office.respond(to: asked) }
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
    private func collect(_ request: Request) async -> [UInt8]? {
        guard let buffer = try? await request.body.collect(upTo: Self.mostBodyBytes) else { return nil }
        return Array(buffer.readableBytesView)
    }

    private func officeRequest(
        _ request: Request, _ path: String, _ body: [UInt8]?, _ context: ConnectionContext
    ) -> OfficeRequest {
        var cookies: [String: String] = [:]
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, cookies[String(parts[0])] == nil { cookies[String(parts[0])] = String(parts[1]) }
        }
        return OfficeRequest(
            method: request.method.rawValue, path: path, cookies: cookies,
            acceptLanguage: request.headers[.acceptLanguage] ?? "",
            site: HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } ?? "", body: body ?? [],
            isTooLarge: body == nil, address: context.address, identifier: RequestIdentifier.make())
    }

    // MARK: Published files

    private func published(_ request: Request, _ path: String) -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.plain(.methodNotAllowed, "Only GET and HEAD.\n")
        }
        if path == "/" {
            let language = LanguageChoice.language(request.headers[.acceptLanguage] ?? "")
            if files.file("/\(language.rawValue)/index.html") != nil {
                var headers = SecurityHeaders.ofPages
                headers[.location] = "/\(language.rawValue)/index.html"
                headers[.vary] = "Accept-Language"
                return Response(status: .found, headers: headers)
            }
        }
        guard let file = files.file(path) else { return Self.plain(.notFound, "There is no such page.\n") }
        var headers = SecurityHeaders.ofPages
        headers[.eTag] = file.tag
        headers[.cacheControl] = file.isImmutable ? "public, max-age=31536000, immutable" : "public, no-cache"
        // The length is that of the file also where it is not sent.
        headers[.contentLength] = "\(file.body.readableBytes)"
        if PublicFiles.isKnown(file, request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.type
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }

    private static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers = SecurityHeaders.ofPages
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    // MARK: The office

    private static func http(_ answer: OfficeResponse) -> Response {
        var headers = SecurityHeaders.ofOffice
        headers[.contentType] = answer.type
        if let location = answer.location { headers[.location] = location }
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
