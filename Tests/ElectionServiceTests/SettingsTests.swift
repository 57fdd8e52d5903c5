import DataFormats
import ElectionService
import Testing

@Suite("Service: configuration")
struct SettingsTests {
    private static let least = "format: sailau-service/1\ncertificate: c.pem\nkey: k.pem\naccounts: a.sqlite\n"

    @Test func whatIsNotWrittenHasItsUsualValue() throws {
        let settings = try ServiceSettings.read(Array(Self.least.utf8), file: "/etc/sailau/service.yaml")
        #expect(settings.certificate == "/etc/sailau/c.pem" && settings.accounts == "/etc/sailau/a.sqlite")
        #expect(settings.address == "127.0.0.1" && settings.port == 8443 && settings.monitoringPort == 8444)
        #expect(settings.election == nil)
    }

    @Test func whatIsWrittenHolds() throws {
        let text =
            Self.least
            + "address: 0.0.0.0\nport: 443\nmonitoring port: 9000\nelection: kazakhstan-2004\nstations: /data/stations.csv\n"
            + "connections: 10\nthreads: 2\n"
        let settings = try ServiceSettings.read(Array(text.utf8), file: "service.yaml")
        #expect(settings.port == 443 && settings.monitoringPort == 9000 && settings.address == "0.0.0.0")
        #expect(settings.election == "kazakhstan-2004" && settings.stations == "/data/stations.csv")
        #expect(settings.certificate == "c.pem" && settings.connections == 10 && settings.threads == 2)
    }

    @Test(arguments: [
        ("", 1), ("format: sailau-service/2\n", 1), (least + "port: 70000\n", 5), (least + "pasword: x\n", 5),
        ("format: sailau-service/1\ncertificate: c\nkey: k\n", 1), (least + "threads: 0\n", 5),
    ])
    func mistakesHaveTheirLine(text: String, line: Int) {
        #expect {
            try ServiceSettings.read(Array(text.utf8), file: "s.yaml")
        } throws: { ($0 as? Mistakes)?.list.contains { $0.line == line && $0.file == "s.yaml" } ?? false }
    }
}
