import ElectionConduct
import ElectionModel
import Synchronization
import Wording

/// The names of an election, made once for as long as nobody is nominated, registered or leaves.
final class KnownNames: Sendable {
    private struct Known {
        var districts: [District]
        var nominations: [ChoiceID: Nomination]
        var names: Names
    }

    private let known = Mutex<Known?>(nil)

    func of(_ state: ConductState) -> Names {
        known.withLock { known in
            if let known, known.nominations == state.nominations, known.districts == state.setting.election.districts {
                return known.names
            }
            let names = Names(of: state.register, under: state.setting.law)
            known = Known(
                districts: state.setting.election.districts, nominations: state.nominations, names: names)
            return names
        }
    }
}
