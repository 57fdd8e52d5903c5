import ElectionModel
import ElectionRecord
import Testing

@Suite struct CanonicalCodingTests {
    private struct Sample: Codable, Hashable {
        var zebra: Int
        var apple: String
        var list: [UInt32]
        var nothing: String?
        var inner: [String: Inner]
        var day: CalendarDate
        var flag: Bool

        struct Inner: Codable, Hashable {
            var b: Int64?
            var a: [[Bool]]
        }
    }

    private let sample = Sample(
        zebra: -7, apple: "а\"\\\n\u{1}", list: [0, 4_294_967_295], nothing: nil,
        inner: ["y": .init(b: nil, a: []), "x": .init(b: 9_007_199_254_740_993, a: [[true], []])],
        day: .written("2004-09-19"), flag: false)

    private let bytes =
        #"{"apple":"а\"\\\n\u0001","day":"2004-09-19","flag":false,"inner":{"x":{"a":[[true],[]],"b":9007199254740993},"y":{"a":[]}},"list":[0,4294967295],"zebra":-7}"#

    @Test func membersAreSortedAndOneFormIsWritten() throws {
        #expect(String(decoding: try CanonicalEncoder.encode(sample), as: UTF8.self) == bytes)
        #expect(try CanonicalDecoder.decode(Sample.self, from: Array(bytes.utf8)) == sample)
    }

    @Test(arguments: [
        // Another order, a space, an unknown member, null for nothing, a fraction, a number too large, a member twice.
        #"{"day":"2004-09-19","apple":"а\"\\\n\u0001","flag":false,"inner":{},"list":[],"zebra":-7}"#,
        #"{"apple":"", "day":"2004-09-19","flag":false,"inner":{},"list":[],"zebra":-7}"#,
        #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[],"more":1,"zebra":-7}"#,
        #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[],"nothing":null,"zebra":-7}"#,
        #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[],"zebra":-7.0}"#,
        #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[4294967296],"zebra":-7}"#,
        #"{"apple":"","day":"2004-02-30","flag":false,"inner":{},"list":[],"zebra":-7}"#,
        #"{"apple":"","day":"2004-09-19","flag":0,"inner":{},"list":[],"zebra":-7}"#,
        #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[]}"#,
    ])
    func nothingElseIsRead(text: String) {
        #expect(throws: DecodingError.self) { try CanonicalDecoder.decode(Sample.self, from: Array(text.utf8)) }
    }

    @Test func thatFormIsReadWithNothingWrong() throws {
        let text = #"{"apple":"","day":"2004-09-19","flag":false,"inner":{},"list":[],"zebra":-7}"#
        #expect(try CanonicalDecoder.decode(Sample.self, from: Array(text.utf8)).zebra == -7)
    }

    @Test func numbersWithFractionsAreNotWritten() {
        #expect(throws: EncodingError.self) { try CanonicalEncoder.encode([1.5]) }
    }
}

extension CalendarDate {
    /// A day that a test writes; a wrong one fails whatever compares it.
    fileprivate static func written(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return date
    }
}
