public import ElectionModel
public import Observation
public import Wording

/// A bundle as pages in three languages, without scripts: one for the election, one that lists all stations, one for each station.
public struct EvidenceSite {
    let bundle: EvidenceBundle
    let title: Multilingual
    let root: String
    let signers: [String]
    let catalogue: TextCatalogue
    let names: Names
    /// Stations that have a page.
    let shown: Set<StationID>

    /// - Parameters:
    ///   - title: the name of the election.
    ///   - signers: keys whose signatures were tested.
    ///   - shown: stations that get a page of their own; nil for all.
    public init(
        bundle: EvidenceBundle, title: Multilingual, root: String, signers: [String], catalogue: TextCatalogue,
        names: Names,
        shown: Set<StationID>? = nil
    ) {
        self.bundle = bundle
        self.title = title
        self.root = root
        self.signers = signers
        self.catalogue = catalogue
        self.names = names
        self.shown = shown ?? Set(bundle.stations.map(\.station))
    }

    /// Hands over every file in a fixed order. The same bundle gives the same bytes.
    public func write(style: [UInt8], _ put: (String, [UInt8]) throws -> Void) throws {
        let choice = LanguageChoice.page(catalogue) { wording in
            "\(wording.term("evidence.label.title")): \(title[wording.language])"
        }
        try put("index.html", choice.page())
        try put("style.css", style)
        for language in Language.allCases {
            let page = EvidencePage(site: self, wording: Wording(catalogue, in: language, names: names))
            try put("\(language.rawValue)/index.html", page.election().page())
            try put("\(language.rawValue)/stations.html", page.stations().page())
            for station in bundle.stations where shown.contains(station.station) {
                try put("\(language.rawValue)/\(Self.path(station.station))", page.station(station).page())
            }
        }
    }

    /// The page of a station below the folder of a language; what could leave the folder is written in hexadecimal digits.
    static func path(_ station: StationID) -> String {
        let isPlain = station.rawValue.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        let name =
            isPlain
            ? station.rawValue
            : "_" + station.rawValue.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "stations/\(name).html"
    }
}
