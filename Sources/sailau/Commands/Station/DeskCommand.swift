import Accounts
import ArgumentParser
import DataFormats
import ElectionModel
import ElectionRecord
import ElectionService
import ElectoralLaw
import ElectronicStation
import Foundation
import Storage
import VerifiableVoting
import VoterRegister
import Wording

/// The desk of an electronic polling station: check-in, slips, opening and closing. It serves no booth and no urn.
struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: "Serve the desk of an electronic polling station.",
        discussion: """
            The folder holds what the desk needs and nothing of booth or urn:
              service.yaml       certificate, key, accounts and the record's key (Documentation/Service.md)
              desk.yaml          the station, its commission and its day
              voters.register    the station's part of the register (`sailau register slice`)
              desk.record        the station's own record; it is begun where there is none
              desk.recorder      the recorder of article 50-2(4), sealed to the key that desk.yaml names; begun where there is none
            Who signs in is a member of the commission: the account's name is the member's in desk.yaml.

            Example:
              sailau station desk --data /srv/station/desk
            """)

    @Option(help: ArgumentHelp("The desk's folder.", valueName: "folder")) var data: String
    @OptionGroup var options: RecordOptions

    func run() async throws {
        let wording = try options.wording()
        let settings = try settings()
        do {
            try await serve(settings)
        } catch let damage as RegisterDamage {
            throw CheckFailed(message: wording.sentence(for: damage, file: path("voters.register")))
        } catch let refusal as DeskRefusal {
            throw CheckFailed(message: wording.sentence(for: refusal))
        } catch let fault as DeskKeeper.Fault {
            throw CheckFailed(message: Self.sentence(fault, wording))
        } catch {
            throw ServiceResults.result(of: error, settings, wording)
        }
    }

    private func path(_ name: String) -> String { "\(data)/\(name)" }

    private func settings() throws -> ServiceSettings {
        guard let bytes = Home.read(path("service.yaml")) else {
            throw BadInput(.noFile, ["file": path("service.yaml")])
        }
        return try ServiceSettings.read(bytes, file: path("service.yaml"))
    }

    private static func sentence(_ fault: DeskKeeper.Fault, _ wording: Wording) -> String {
        switch fault {
        case .refused(let refusal, let height): "\(height): \(wording.sentence(for: refusal))"
        case .otherList(let station):
            wording.sentence(for: DeskRefusal.checkIn(.otherStation(station)))
        case .otherService(let key):
            wording.sentence(for: RecordViolation(.signature, height: 0, detail: key.hexadecimal))
        case .empty: wording.sentence(for: RecordViolation(.opening, height: 0, detail: ""))
        }
    }

    private func serve(_ settings: ServiceSettings) async throws {
        let log = ServiceLog.standardError
        let accounts = try AccountStore(path: settings.accounts, creating: false)
        let keeper = try await keeper(settings)
        let office = try Office(
            store: accounts, texts: try Home.texts(), assets: try ServeCommand.assets(), stations: [], desk: keeper,
            ownEntries: OwnEntryDesk(keeper.list))
        let service = try ElectionService(
            settings, office: office, shelf: PublicShelf(PublicFiles([])), log: log,
            fault: {
                if (try? accounts.denials(count: 1)) == nil { return "accounts" }
                return keeper.isReached ? nil : "record"
            })
        try await service.run { ports in
            Terminal.print("{\"service\":\(ports.service),\"monitoring\":\(ports.monitoring)}")
        }
    }

    /// Opens the station's record, or begins it.
    private func keeper(_ settings: ServiceSettings) async throws -> DeskKeeper {
        guard let key = settings.recordKey else {
            throw BadInput(.settingMissing, ["file": path("service.yaml"), "text": "record key"])
        }
        let secret = try ServiceKey.secret(key)
        let list = try RegisterImage(RegisterFiles.map(path("voters.register")))
        let record = path("desk.record")
        let store = try SQLiteRecordStore(path: record, WholeFile.exists(record) ? .existing : .new)
        if try await store.head() == nil {
            try await DeskKeeper.begin(
                store, station: try deskSettings().station, secret: secret, at: Int64(Date().timeIntervalSince1970))
        }
        let keeper = try await DeskKeeper(store: store, secret: secret, list: list)
        // Whoever was interrupted between the two acts begins where it stopped.
        if keeper.now.state.prepared == nil { try await prepare(keeper) }
        try attachRecorder(to: keeper)
        return keeper
    }

    /// Opens the recorder that the record names. Throws what is wrong with it, and why the desk does not work without it.
    private func attachRecorder(to keeper: DeskKeeper) throws {
        guard let prepared = keeper.now.state.prepared, let recording = prepared.recording else { return }
        do {
            guard let key = recording.recorderKey else { throw DeskRefusal.unsound }
            keeper.attach(
                try StationRecorder(
                    path: path("desk.recorder"), station: prepared.station.rawValue, key: key,
                    sealedUntil: prepared.hours.day.adding(years: 1), mayBegin: !keeper.hasRecorded))
        } catch let error as StorageError {
            let wording = try options.wording()
            Terminal.error(wording.sentence(for: DeskRefusal.notRecorded))
            throw error.asResult(wording)
        }
    }

    private func deskSettings() throws -> DeskSettings {
        let file = path("desk.yaml")
        guard let bytes = Home.read(file) else { throw BadInput(.noFile, ["file": file]) }
        return try DeskSettings.read(bytes, file: file)
    }

    private func prepare(_ keeper: DeskKeeper) async throws {
        let settings = try deskSettings()
        let name = "Laws/procedures/\(settings.procedure).yaml"
        let procedure = try Procedure.read(try Home.needed(name), file: name)
        let passwordFile = path(settings.startPassword)
        if try WholeFile.isOpenToOthers(passwordFile) { throw BadInput(.secretOpenToOthers, ["file": passwordFile]) }
        let password = try AccountCard.hash(try BallotFiles.trimmed(passwordFile))
        let recorderKey = try settings.recorder.map { try RecorderKeyText.key(path($0.key)) }
        guard
            let prepared = try settings.prepared(
                procedure, list: keeper.list, password: password, recorderKey: recorderKey)
        else {
            throw BadInput(.procedureLacksLimit, ["file": name])
        }
        switch await keeper.added(prepared, by: "setup", as: .setupOfficer) {
        case .done: return
        case .refused(let refusal): throw refusal
        case .unavailable: throw RecordStoreError.locked(path: path("desk.record"))
        }
    }
}
