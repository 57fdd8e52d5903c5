import DataFormats
import ElectionModel
import Testing

@Suite struct JSONTests {
    @Test func membersKeepTheirOrder() {
        let value = JSON.object([
            ("b", .whole(-1)), ("a", .array([.null, .bool(true), .bool(false)])), ("empty", .array([])),
            ("none", .object([])), ("share", .fraction(Fraction(336_177, 4_757_773))),
        ])
        #expect(value.line() == #"{"b":-1,"a":[null,true,false],"empty":[],"none":{},"share":"336177/4757773"}"#)
        #expect(
            value.text() == """
                {
                  "b": -1,
                  "a": [
                    null,
                    true,
                    false
                  ],
                  "empty": [],
                  "none": {},
                  "share": "336177/4757773"
                }

                """)
    }

    @Test func numbersAreWhole() {
        #expect(JSON.whole(.max).line() == "9223372036854775807")
        #expect(JSON.whole(.min).line() == "-9223372036854775808")
        #expect(JSON.count(UInt64(9_007_199_254_740_993)).line() == "9007199254740993")
        #expect(JSON.fraction(Fraction(4, 2)).line() == "\"4/2\"" && JSON.fraction(Fraction(4, 1)).line() == "\"4\"")
    }

    @Test(arguments: [
        ("plain", "plain"), ("\"quoted\"", "\\\"quoted\\\""), ("back\\slash", "back\\\\slash"),
        ("line\nfeed\r\ttab", "line\\nfeed\\r\\ttab"), ("\u{0}\u{1f}\u{7f}", "\\u0000\\u001f\u{7f}"),
        ("Сайлау әқ", "Сайлау әқ"), ("🗳/", "🗳/"), ("e\u{301}", "e\u{301}"),
    ])
    func textIsEscaped(text: String, written: String) {
        #expect(Array(JSON.string(text).line().utf8) == Array("\"\(written)\"".utf8))
        #expect(Array(JSON.object([(text, .null)]).line().utf8) == Array("{\"\(written)\":null}".utf8))
    }

    @Test func absentValuesAreNull() {
        #expect(JSON.optional(Int?.none) { .count($0) } == .null)
        #expect(JSON.optional(5) { .count($0) } == .whole(5))
    }

    @Test func equality() {
        let one = JSON.object([("a", .whole(1)), ("b", .array([.string("x")]))])
        #expect(one == .object([("a", .whole(1)), ("b", .array([.string("x")]))]))
        #expect(one != .object([("b", .array([.string("x")])), ("a", .whole(1))]))
        #expect(one != .object([("a", .whole(1))]))
        #expect(JSON.null != .bool(false) && JSON.whole(1) != .string("1"))
    }
}
