public import Observation
public import Wording

/// What a page for coding media is made of.
public struct MediaForm: Sendable {
    /// What is monitored; it keeps the codings of two elections on one device apart.
    public var title: String
    /// Stands in every row.
    public var coder: String
    public var outlets: [MediaOutlet]
    public var subjects: [MediaSubject]
    /// What is to be coded; where it is empty the coder says which pieces there are.
    public var pieces: [MediaPiece]

    public init(
        title: String, coder: String, outlets: [MediaOutlet], subjects: [MediaSubject], pieces: [MediaPiece] = []
    ) {
        self.title = title
        self.coder = coder
        self.outlets = outlets
        self.subjects = subjects
        self.pieces = pieces
    }
}

/// A page on which media are coded without a network: one folder, the same from a stick as from a server.
public enum MediaFormSite {
    /// Every file with its path, in a fixed order. The same input gives the same bytes.
    ///
    /// - Parameters:
    ///   - style: the style of all pages, of the office's forms and of forms without a network, in this order.
    ///   - script: `Pages/offline.js` and `Pages/media.js`.
    public static func files(
        _ form: MediaForm, _ wording: Wording, style: [[UInt8]], script: [[UInt8]]
    ) -> [(path: String, bytes: [UInt8])] {
        let page = MediaFormPage(form: form, wording: wording)
        return OfflineForm.files(page.node(), style: style, script: script, named: "media.js")
    }
}
