import Accounts
import ElectionConduct
import ElectionModel
import ElectionService
import Foundation
import Testing
import Wording

@Suite("Service: texts")
struct ServiceTextTests {
    private static let keys =
        RouteName.allCases.map { "title.\($0.rawValue)" } + Role.allCases.map { "role.\($0.rawValue)" }
        + Role.allCases.map { "work.\($0.rawValue)" } + Commission.Level.allCases.map { "level.\($0.rawValue)" }
        + Denial.Reason.allCases.map { "denial.\($0.rawValue)" }
        + Office.Problem.allCases.map { "problem.\($0.rawValue)" }
        + Office.Refusal.allCases.map { "refusal.\($0.rawValue)" }
        + FormProblem.allCases.map { "problem.\($0.rawValue)" } + WorkGroup.allCases.map { "group.\($0.rawValue)" }
        + Protocol.Channel.allCases.map { "channel.\($0.rawValue)" }
        + Set(RouteTable.routes.filter { $0.method == .post && $0.path.contains("{channel}/") }.map(\.name))
        .subtracting([.entry]).map { "hint.\($0.rawValue)" }
        + [RouteName.constituencyProtocol, .runOff, .lot, .invalidation, .withdrawal, .results, .postponement]
        .map { "hint.\($0.rawValue)" } + ResultsAnnounced.Stage.allCases.map { "stage.\($0.rawValue)" }

    @Test(arguments: Language.allCases) func everyCodeHasItsText(language: Language) throws {
        let words = Wording(try TestService.texts(), in: language)
        for key in Self.keys { #expect(words.termIfPresent("service.\(key)")?.isEmpty == false, "\(key)") }
    }

    /// Whoever reads pages aloud hears for each code something of its own.
    @Test(arguments: Language.allCases) func rolesAndReasonsDiffer(language: Language) throws {
        let words = Wording(try TestService.texts(), in: language)
        for group in ["role", "level", "denial", "refusal", "problem", "group", "channel", "hint"] {
            let texts = Self.keys.filter { $0.hasPrefix(group + ".") }.compactMap {
                words.termIfPresent("service.\($0)")
            }
            #expect(Set(texts).count == texts.count, "\(group)")
        }
    }
}
