import Booth
import DataFormats
import ElectionModel
import Foundation
import NIOPosix
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// `sailau demo --station`: a station in the browser, until it is interrupted.
struct StationDemo {
    let out: String
    let port: Int
    let language: Language
    let json: Bool

    func run() async throws {
        do {
            try await open()
        } catch {
            throw StationResults.result(of: error, try Home.wording(language))
        }
    }

    private func open() async throws {
        try Home.makeFolder(out)
        let station = try await DemoStation(in: String(cString: realpath(out, nil)))
        do {
            try await serve(station)
        } catch {
            await station.stop()
            throw error
        }
        await station.stop()
    }

    private func serve(_ station: DemoStation) async throws {
        let socket = try ListeningSocket(port: port)
        let guide = try StationGuide(station, language, port: socket.port)
        let group = MultiThreadedEventLoopGroup.singleton
        try await BoothServer(booth: guide, whenDone: {}).start(on: socket.descriptor, group: group)
        let address = "http://127.0.0.1:\(socket.port)/"
        Terminal.print(
            json
                ? JSON.object([("format", .string("sailau-station-demo/1")), ("address", .string(address))]).line()
                : try Home.wording(language).term("guide.at address", [Figure("address", .text(address))]))
        await Interruption.wait()
    }
}

/// Waits until somebody ends the program, so that what it has started is ended, too.
///
/// A handler and not a mask: programs that are started inherit a mask, and would not end when they are told to.
enum Interruption {
    private nonisolated(unsafe) static let told = {
        let place = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(place, 0, 0)
        return place
    }()

    static func wait() async {
        // Made before the first signal can come.
        _ = told
        for number in [SIGINT, SIGTERM] { signal(number) { _ in sem_post(Interruption.told) } }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                while sem_wait(Interruption.told) != 0 {}
                continuation.resume()
            }
        }
    }
}
