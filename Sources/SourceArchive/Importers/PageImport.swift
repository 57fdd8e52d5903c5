import ElectionModel

/// Reads a page of any known format.
public enum PageImport {
    /// - Throws: `ImportRefusal` where the page is no text, of no known format, or doesn't say which election it is about.
    public static func read(_ page: SourcePage) throws(ImportRefusal) -> ImportedPage {
        let text = try PageText(page.bytes)
        guard let format = PageFormats.recognise(text) else { throw .unknownFormat }
        switch format {
        case .parline: return try ParlineImporter.read(page, text)
        case .electionWatch, .electionGuide: return try ElectionWatchImporter.read(page, text, format)
        case .wikipedia, .wikitext: return try WikipediaImporter.read(page, text, format)
        case .clea: return try CLEAImporter.read(page, text)
        case .nist: return try NISTImporter.read(page, text)
        }
    }
}
