public import DataFormats
import ElectionModel
import Foundation
import Wording

/// The English words of mistakes, for tests of modules that know codes and figures only.
private enum English {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Nil where the texts can't be read; mistakes are then called by their codes, which no test expects.
    static let wording: Wording? = {
        let files = TextFile.all.filter { $0.language == .english }.compactMap { language, kind in
            (try? Data(contentsOf: root.appending(path: TextFile.path(language, kind)))).map {
                TextFile(language, kind, bytes: [UInt8]($0))
            }
        }
        return (try? TextCatalogue(files, languages: [.english])).map { Wording($0, in: .english) }
    }()
}

extension Mistake.Fault {
    /// What is wrong, in English.
    public var problem: String { English.wording?.problem(of: self) ?? code.rawValue }
    /// What to do, in English.
    public var remedy: String { English.wording?.remedy(for: self) ?? code.rawValue }
}

extension Mistake {
    /// What is wrong, in English.
    public var problem: String { fault.problem }
    /// What to do, in English.
    public var remedy: String { fault.remedy }
    /// All of it in one line, in English.
    public var sentence: String { English.wording?.sentence(for: self) ?? fault.code.rawValue }
}
