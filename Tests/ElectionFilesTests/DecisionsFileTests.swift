import DataFormats
import ElectionFiles
import ElectionModel
import Testing

@Suite struct DecisionsFileTests {
    static let header = "decision,tier,district,round,choice,among,date,act,kind,source\n"

    private func read(_ rows: String) throws -> Decisions {
        let sources = try SourcedFigures.sources(Array("source,citation\ns,a source\n".utf8), file: "sources.csv")
        return try DecisionsFile.read(Array((Self.header + rows).utf8), file: "decisions.csv", sources: sources)
    }

    @Test func readsEveryKind() throws {
        let decisions = try read(
            """
            lot,list,country,,b,a b,,,official,s
            withdrawal,,,2,x,,,,official,s
            annulment,constituencies,03,,,,,No 12,official,s
            vacancy,,,,p,,2005-01-31,,official,s
            appointment,senate,,,q,,,,official,s
            """)
        #expect(
            decisions
                == Decisions(
                    lots: [Decisions.Lot(tier: "list", district: "country", among: ["a", "b"], drawn: ["b"])],
                    withdrawals: [Decisions.Withdrawal("x", beforeRound: 2)],
                    annulments: [Decisions.Annulment(tier: "constituencies", district: "03", act: "No 12")],
                    vacancies: [
                        Decisions.Vacancy(person: "p", date: try #require(CalendarDate(year: 2005, month: 1, day: 31)))
                    ],
                    appointments: [Decisions.Appointment(tier: "senate", person: "q")]))
    }

    @Test(arguments: [
        ("lot,list,country,,c,a b,,,official,s", "choice"), ("lot,list,country,,a b,a b,,,official,s", "choice"),
        ("withdrawal,,,0,x,,,,official,s", "round"), ("vacancy,,,,p,,31.01.2005,,official,s", "date"),
        ("annulment,constituencies,03,,,,,,official,s", "act"), ("appointment,senate,,,q,,,,official,t", "source"),
        ("resignation,,,,q,,,,official,s", "decision"), ("withdrawal,,,2,x,,,,rumoured,s", "kind"),
    ])
    func namesTheFieldThatIsWrong(row: String, field: String) throws {
        let mistakes = #expect(throws: Mistakes.self) { _ = try read(row) }
        #expect(mistakes?.list.map(\.field) == [field])
        #expect(mistakes?.list.map(\.line) == [2])
    }
}
