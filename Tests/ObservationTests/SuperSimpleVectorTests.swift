import ElectionModel
import Observation
import Testing

/// The closed form of ballot comparison against Arlo and the tables of the papers.
@Suite struct SuperSimpleVectorTests {
    @Test func arlo() throws {
        var checked = 0
        for entry in try Vectors.cases("arlo_supersimple") {
            let arguments = entry["args"] as? Vectors.Object ?? [:]
            let contest = arguments["contest"] as? Vectors.Object ?? [:]
            let test = SuperSimple(margin: number(contest["dilutedMargin"]))
            switch entry["fn"] as? String {
            case "supersimple.nMin":
                let errors = SuperSimple.Errors(
                    overOne: number(arguments["o1"]), overTwo: number(arguments["o2"]),
                    underOne: number(arguments["u1"]), underTwo: number(arguments["u2"]))
                let size = test.sampleSize(riskLimit: number(arguments["alpha"]), errors: errors)
                #expect("\(size)" == entry["result"] as? String, "\(arguments)")
                checked += 1
            case "supersimple.compute_risk":
                let draws = arguments["n_draws"] as? Int ?? 0
                // A count of every card decides by itself, and a margin of nothing is never confirmed.
                guard draws < contest["ballots"] as? Int ?? 0, test.margin > 0 else { continue }
                var errors = SuperSimple.Errors()
                for discrepancy in arguments["discrepancies"] as? [Vectors.Object] ?? [] {
                    let times = number(discrepancy["times_sampled"])
                    switch discrepancy["counted_as"] as? Int {
                    case 1: errors.overOne += times
                    case 2: errors.overTwo += times
                    case -1: errors.underOne += times
                    case -2: errors.underTwo += times
                    default: break
                    }
                }
                let expected = number((entry["result"] as? [Any] ?? []).first)
                #expect(isClose(test.pValue(cards: draws, errors: errors), expected), "\(arguments)")
                checked += 1
            default: break
            }
        }
        #expect(checked >= 25)
    }

    @Test func printedTables() throws {
        let file = try Vectors.object("rla_closed_form_and_prng")
        let table = try #require(file["super_simple_table3"] as? Vectors.Object)
        for row in table["rows"] as? [Vectors.Object] ?? [] {
            let test = SuperSimple(margin: number(table["mu"]), inflation: number(table["gamma"]))
            let errors = SuperSimple.Errors(overOne: number(row["o1"]), overTwo: number(row["o2"]))
            #expect(abs(test.pValue(cards: 500, errors: errors) - number(row["p"])) < 0.0006)
        }
        for row in (file["gentle_intro"] as? Vectors.Object)?["rows"] as? [Vectors.Object] ?? [] {
            let test = SuperSimple(margin: 0.05)
            let errors = SuperSimple.Errors(underOne: number(row["u1"]))
            #expect(test.sampleSize(riskLimit: 0.1, errors: errors) == row["n"] as? Int)
        }
        for row in file["corla18_rates"] as? [Vectors.Object] ?? [] {
            let test = SuperSimple(margin: number(row["margin"]) / number(row["N"]))
            let rates = SuperSimple.Errors(
                overOne: row["r1"].map { number($0) } ?? 0, overTwo: row["r2"].map { number($0) } ?? 0)
            #expect(test.sampleSize(riskLimit: number(row["alpha"]), rates: rates) == row["n"] as? Int, "\(row)")
        }
    }
}
