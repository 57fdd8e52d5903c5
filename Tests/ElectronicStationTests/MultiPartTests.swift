import Testing

import ElectronicStation

@Suite("Documents in several codes") struct MultiPartTests {
    private static let document = Array((0..<5000).map { UInt8(truncatingIfNeeded: $0 * 31 + $0 / 256) })

    @Test(arguments: [1, 2, 479, 480, 481, 960, 5000]) func framesAreReadBackInAnyOrder(size: Int) throws {
        let document = Array(Self.document.prefix(size))
        let frames = try MultiPartCode.frames(document)
        #expect(frames.count == (size + 479) / 480)
        #expect(frames.allSatisfy { $0.utf8.count < 900 })
        #expect(try MultiPartCode.document(frames.shuffled()) == document)
        #expect(try MultiPartCode.document(frames + frames.reversed()) == document)
        #expect(MultiPartCode.isFrames(Array(frames[0].utf8)) && !MultiPartCode.isFrames(document))
    }

    @Test func whatIsMissingIsNamed() throws {
        let frames = try MultiPartCode.frames(Self.document)
        #expect(throws: MultiPartCode.Fault.missing([2, 11])) {
            try MultiPartCode.document(frames.enumerated().filter { $0.offset != 1 && $0.offset != 10 }.map(\.element))
        }
        #expect(throws: MultiPartCode.Fault.notAFrame) { try MultiPartCode.document([]) }
    }

    /// A character that was misread is found wherever it stands.
    @Test func misreadFramesAreRefused() throws {
        let frames = try MultiPartCode.frames(Self.document)
        let text = Array(frames[3].utf8)
        for index in text.indices {
            var changed = text
            changed[index] = changed[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
            var all = frames
            all[3] = String(decoding: changed, as: UTF8.self)
            #expect(throws: MultiPartCode.Fault.self, "character \(index)") { try MultiPartCode.document(all) }
        }
    }

    @Test func framesOfTwoDocumentsAreRefused() throws {
        let (one, two) = (try MultiPartCode.frames(Self.document), try MultiPartCode.frames(Self.document.reversed()))
        #expect(throws: MultiPartCode.Fault.otherDocument) { try MultiPartCode.document([one[0], two[1]]) }
    }

    @Test func sizesAreBounded() {
        #expect(throws: MultiPartCode.Fault.size(bytes: 0)) { try MultiPartCode.frames([]) }
        let large = [UInt8](repeating: 1, count: 480 * MultiPartCode.mostFrames + 1)
        #expect(throws: MultiPartCode.Fault.size(bytes: large.count)) { try MultiPartCode.frames(large) }
        let long = "sailau-part-1 " + String(repeating: "a", count: 3000)
        #expect(throws: MultiPartCode.Fault.notAFrame) { try MultiPartCode.document([long]) }
    }

    @Test func base64IsReadInItsOnlyForm() {
        for count in 0...60 {
            let bytes = Array(Self.document.prefix(count))
            #expect(Base64Text.bytes(Base64Text.text(bytes)) == bytes)
        }
        #expect(Base64Text.text(Array("sailau".utf8)) == "c2FpbGF1")
        for text in ["c2F", "c2FpbGF1=", "c2FpbGE", "c2FpbGH=", "c2 F", "====", "c2FpbG\u{e9}"] {
            #expect(Base64Text.bytes(text) == nil, "\(text)")
        }
    }
}
