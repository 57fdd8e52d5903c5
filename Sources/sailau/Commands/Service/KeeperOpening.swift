import ElectionConduct
import ElectionRecord
import ElectionService
import Storage
import VerifiableVoting
import Wording

extension ConductKeeper {
    /// Opens a record and folds it, with what is wrong as the commands tell it.
    ///
    /// - Parameters:
    ///   - place: a file of SQLite or a connection file.
    ///   - key: the file of the service's key; nil for a service that only shows.
    static func open(
        _ place: String, key: String? = nil, noteFault: @escaping @Sendable (any Error) -> Void = { _ in }
    ) async throws -> ConductKeeper {
        let secret = try key.map(ServiceKey.secret)
        do {
            return try await ConductKeeper(
                store: try await RecordStores.open(place, .existing), secret: secret,
                setting: { try ConductSetting.load($0) }, noteFault: noteFault)
        } catch Fault.empty {
            throw RecordViolation(.opening, height: 0, detail: place)
        } catch Fault.otherService(let service) {
            throw BadInput(.otherService, ["file": key ?? "", "key": service.hexadecimal])
        } catch Fault.refused(let refusal, let height) {
            throw ConductFault(refusal: refusal, height: height)
        }
    }
}
