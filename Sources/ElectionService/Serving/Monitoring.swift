import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `/health` and `/metrics`, without TLS and for this machine alone.
struct MonitoringResponder: HTTPResponder {
    typealias Context = ConnectionContext

    let observer: RequestObserver
    /// What is wrong; nil while everything answers.
    let fault: @Sendable () async -> String?

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        switch request.head.path {
        case "/health":
            if let fault = await fault() { return Self.text(.serviceUnavailable, fault + "\n") }
            return Self.text(.ok, "ok\n")
        case "/metrics": return Self.text(.ok, observer.figures)
        default: return Self.text(.notFound, "/health, /metrics\n")
        }
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
