import ElectionConduct
import ElectionModel
import ElectionRecord
import Foundation
package import Publication
import Synchronization

/// Renews what is public as the record grows, and when the last station in the country has closed.
///
/// At most one rendering is under way; what comes meanwhile waits, and of that only the newest is shown: readers miss no state
/// that lasts, and a night of many acts can't pile up work.
package final class PublicCount: Sendable {
    /// What is told after each renewal, for the log and for tests.
    package struct Renewal: Sendable {
        package var height: Int
        package var filesWritten: Int
        package var milliseconds: Int
    }

    private let site: Mutex<LiveSite>
    /// Nil where the record itself says what time it is.
    private let clock: OfficeClock?
    private let newest: Mutex<ConductKeeper.Moment?> = Mutex(nil)
    private let shownHidden: Mutex<Set<Int>> = Mutex([])
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    private let take: @Sendable (LiveSite.Update, ShownCount) -> Void
    private let renewed: @Sendable (Renewal) -> Void
    private let queue = WorkQueue(threads: 1)

    /// Public on a shelf, from which the service answers.
    ///
    /// - Parameters:
    ///   - photographs: those of protocols; nil where there are none.
    ///   - clock: by which the embargo ends; nil for a played record, whose own last act says what time it is.
    ///   - renewed: told after each renewal.
    package convenience init(
        _ site: LiveSite, on shelf: PublicShelf, photographs: PhotographShelf? = nil, clock: OfficeClock? = .system,
        renewed: @escaping @Sendable (Renewal) -> Void = { _ in }
    ) {
        self.init(site, clock: clock, renewed: renewed) { update, count in
            var count = count
            count.photographs = photographs
            // What is no longer pointed to stays: pages that somebody has just fetched still ask for it.
            var shown = shelf.now
            shown.files.put(update.written)
            shown.count = count
            shelf.replace(with: shown)
        }
    }

    /// Public wherever the files are put.
    ///
    /// - Parameter put: puts files in place, in their order.
    package convenience init(
        _ site: LiveSite, clock: OfficeClock? = .system, renewed: @escaping @Sendable (Renewal) -> Void = { _ in },
        put: @escaping @Sendable (LiveSite.Update) -> Void
    ) {
        self.init(site, clock: clock, renewed: renewed) { update, _ in put(update) }
    }

    private init(
        _ site: LiveSite, clock: OfficeClock?, renewed: @escaping @Sendable (Renewal) -> Void,
        take: @escaping @Sendable (LiveSite.Update, ShownCount) -> Void
    ) {
        self.site = Mutex(site)
        self.clock = clock
        self.renewed = renewed
        self.take = take
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Has a state shown soon; returns at once.
    package func show(_ moment: ConductKeeper.Moment) {
        newest.withLock { $0 = moment }
        waker.yield()
    }

    /// Shows a state before anybody can ask; blocks until it is public.
    package func begin(with moment: ConductKeeper.Moment) {
        newest.withLock { $0 = moment }
        renew()
    }

    /// Shows states until the task is cancelled.
    package func run() async {
        let watch = Task { [self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.watchPause)
                if isEmbargoOver() { waker.yield() }
            }
        }
        for await _ in wake {
            if Task.isCancelled { break }
            let began = ContinuousClock.now
            await queue.run { self.renew() }
            // People type all night: a page that is a second old is new enough, and leaves the machine to them.
            let passed = ContinuousClock.now - began
            if passed < Self.leastPause { try? await Task.sleep(for: Self.leastPause - passed) }
        }
        watch.cancel()
    }

    private static let watchPause = Duration.milliseconds(500)
    /// From the beginning of one renewal to the next.
    private static let leastPause = Duration.milliseconds(1000)

    /// Whether the votes of a round that the files hide may be shown by now.
    private func isEmbargoOver() -> Bool {
        let hidden = shownHidden.withLock { $0 }
        guard !hidden.isEmpty, let state = newest.withLock({ $0 })?.state else { return false }
        return state.embargoedRounds(at: clock?.civil()) != hidden
    }

    private func renew() {
        guard let moment = newest.withLock({ $0 }) else { return }
        let began = ContinuousClock.now
        let hidden = moment.state.embargoedRounds(at: clock?.civil())
        let (update, figures) = site.withLock { site in
            (site.show(moment.state, moment.head, hiding: hidden), site.figures)
        }
        guard let figures else { return }
        take(
            update,
            ShownCount(state: moment.state, head: moment.head, hidden: hidden, figures: figures, photographs: nil))
        shownHidden.withLock { $0 = hidden }
        let passed = (ContinuousClock.now - began).components
        renewed(
            Renewal(
                height: moment.head.height, filesWritten: update.written.count,
                milliseconds: Int(passed.seconds) * 1000 + Int(passed.attoseconds / 1_000_000_000_000_000)))
    }
}

extension OfficeClock {
    /// The minute in UTC.
    func civil() -> CivilTime? {
        RecordTime(secondsSince1970: seconds(), precision: .minute).civil(ahead: 0)
    }
}
