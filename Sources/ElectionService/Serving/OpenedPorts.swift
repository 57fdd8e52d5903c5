import Synchronization

/// Tells once both ports are open.
final class OpenedPorts: Sendable {
    private let ports = Mutex<(service: Int?, monitoring: Int?)>((nil, nil))
    private let ready: @Sendable (ElectionService.Ports) -> Void

    init(ready: @escaping @Sendable (ElectionService.Ports) -> Void) { self.ready = ready }

    var service: Int? {
        get { ports.withLock { $0.service } }
        set { note { $0.service = newValue } }
    }

    var monitoring: Int? {
        get { ports.withLock { $0.monitoring } }
        set { note { $0.monitoring = newValue } }
    }

    private func note(_ change: (inout (service: Int?, monitoring: Int?)) -> Void) {
        let both = ports.withLock { ports in
            change(&ports)
            return ports
        }
        guard let service = both.service, let monitoring = both.monitoring else { return }
        ready(ElectionService.Ports(service: service, monitoring: monitoring))
    }
}
