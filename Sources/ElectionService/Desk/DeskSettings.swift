package import Accounts
import Counting
package import DataFormats
package import ElectionConduct
package import ElectionModel
package import ElectoralLaw
package import ElectronicStation
import VerifiableVoting
package import VoterRegister

/// What a desk is prepared from: `desk.yaml` in the station's folder. Secrets stand in files of their own, which it names.
package struct DeskSettings: Sendable {
    package static let format = "sailau-desk/1"

    package var station: StationID
    package var election: String
    /// A file of `Laws/procedures`, without its extension.
    package var procedure: String
    package var pollingDay: CalendarDate
    /// Where a commission has moved them, in minutes from midnight.
    package var hours: (opens: Int, closes: Int)?
    package var minutesAhead: Int
    package var slips: Int
    /// The file that holds the start password, one line; its hash goes into the record.
    package var startPassword: String
    /// The root of the register from which the station's list is cut, in hexadecimal.
    package var register: String
    package var isSingleMachine: Bool
    package var failure: DeskRules.Failure
    /// The file with the key of the oblast commission, `NAME.recordpub`, and the number of booths; nil for no recorder.
    package var recorder: (key: String, booths: Int)?
    package var members: [CommissionMember]

    /// Reads a file. Throws every mistake, with its line.
    package static func read(_ bytes: [UInt8], file: String) throws(Mistakes) -> DeskSettings {
        try YAMLDocument.decode(bytes, file: file, body: decode)
    }

    private static func decode(_ reader: MappingReader) -> DeskSettings? {
        guard reader.isFormat(format, "The version of the format.") else { return nil }
        let station = reader.text("station", "The polling station.")
        let election = reader.text("election", "The identifier of the electronic election.")
        let procedure = reader.text("procedure", "A file of Laws/procedures, without its extension.")
        let day = reader.date("polling day")
        let opens = reader.clockIfPresent("opens", "Where the hour was moved.")
        let closes = reader.clockIfPresent("closes", "Where the hour was moved.")
        let ahead = reader.whole("minutes ahead", in: -1440...1440, "Of UTC.")
        let slips = reader.whole("slips", in: 0...100_000, "Printed for the station.")
        let password = reader.text("start password", "The file that holds it.")
        let register = reader.text("register", "The root of the register, in hexadecimal.")
        let isSingle = reader.flag(
            "single machine", default: false, "Whether desk, booth and urn run on one machine.")
        let failure = reader.choiceIfPresent("failure", DeskRules.Failure.self, "What follows a failure.")
        let recorder = reader.mappingIfPresent("recorder", "Whose key opens its log.") {
            reader -> (key: String, booths: Int)? in
            let key = reader.text("key", "The oblast commission's NAME.recordpub.")
            let booths = reader.whole("booths", in: 0...RecorderEntry.mostBooths, "Portable ones among them.")
            guard let key, let booths else { return nil }
            return (key, booths)
        }
        let members = reader.list("members", "The commission.") { reader -> CommissionMember? in
            let account = reader.text("account")
            let office = reader.choice("office", CommissionMember.Office.self)
            let party = reader.textIfPresent("party")
            guard let account, let office else { return nil }
            return CommissionMember(PersonID(account), office, party: party.map { PartyID($0) })
        }
        guard let station, let election, let procedure, let day, let ahead, let slips, let password, let register else {
            return nil
        }
        var hours: (opens: Int, closes: Int)?
        switch (opens, closes) {
        case (nil, nil): break
        case (let opens?, let closes?):
            guard opens < closes else {
                reader.report("closes", .endsTooEarly)
                return nil
            }
            hours = (opens, closes)
        case (_?, nil), (nil, _?):
            // One hour moved and the other left to the procedure would move the day's length unseen.
            let name = opens == nil ? "opens" : "closes"
            reader.report(name, .missingField, ["name": name, "wanted": "clock"])
            return nil
        }
        return DeskSettings(
            station: StationID(station), election: election, procedure: procedure, pollingDay: day, hours: hours,
            minutesAhead: ahead, slips: slips, startPassword: password, register: register,
            isSingleMachine: isSingle, failure: failure ?? .voteAgain, recorder: recorder, members: members)
    }

    /// The act with which the station's record begins; nil where the procedure lacks a limit.
    ///
    /// - Parameters:
    ///   - list: the station's part of the register.
    ///   - recorderKey: what stands in the file that `recorder` names.
    /// - Throws: `Violation` and `RegisterDamage` for another station's list; `DeskRefusal` where the law demands a recorder and there
    ///   is none.
    package func prepared(
        _ procedure: Procedure, list: RegisterImage, password: PasswordHash, recorderKey: RecorderKey? = nil
    ) throws -> StationPrepared? {
        guard let calendar = RegisterCalendar(procedure, pollingDay: pollingDay, hours: hours) else { return nil }
        let recording = recorderKey.flatMap { key in recorder.map { Recording(key: key, booths: $0.booths) } }
        if recording == nil, let article = procedure.electronic?.recorder {
            throw DeskRefusal.noRecorder(article: article)
        }
        var rules = DeskRules(procedure)
        rules.failure = failure
        return StationPrepared(
            station: station, election: election, hours: .init(calendar, ahead: minutesAhead), members: members,
            rules: rules,
            list: .init(
                voters: list.count, entries: try RegisterSlice.entries(of: list, at: station).hexadecimal,
                register: register),
            startPassword: password, slips: UInt32(clamping: slips), isSingleMachine: isSingleMachine,
            provenance: list.status, recording: recording)
    }
}
