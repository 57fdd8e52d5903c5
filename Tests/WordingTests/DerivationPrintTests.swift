import ElectionModel
import ElectoralLaw
import SeatAllocation
import Testing
import Wording
@Test func printAll() throws {
    for language in Language.allCases {
        let wording = try Repository.wording(language)
        var seen: Set<StepCode> = []
        for step in try StepTests.recordedSteps() where seen.insert(step.code).inserted {
            print("\(language.rawValue) \(step.code.rawValue): \(visible(wording.sentence(for: step)))")
        }
    }
}
