import ElectionModel
import Wording

extension ArchiveContext {
    /// The files of `data/`, each with what it is.
    @Content func downloads() -> [Node] {
        tag(.h2, ["id": "downloads"], wording.term("archive.form.heading"))
        tag(.ul) {
            for form in ArchiveExports.Form.allCases where ArchiveExports.bytes(form, figures, wording) != nil {
                tag(.li) {
                    tag(
                        .a, ["href": "../data/\(form.fileName(wording.language))"],
                        wording.term("archive.form.\(form.rawValue)").replacing("`", with: ""))
                }
            }
        }
    }
}
