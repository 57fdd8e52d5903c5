/// Checks of the general catalogue that nothing here measures, and why.
public struct NotApplied: Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The form of 2004 has no such line.
        case noLine = "no line"
        /// A ballot of 2004 has one mark.
        case oneMark = "one mark"
        /// The form asks no questions to be answered by yes or no.
        case noQuestions = "no questions"
        /// Pictures are looked at where they are kept.
        case pictures
        /// `SeatAllocation` does it, in whole numbers.
        case seats
        /// Pages take every figure from one value; tests compare them.
        case rendering
        /// The readers of files do it.
        case files
        /// The record does it.
        case record
        /// Tests do it.
        case tests
    }

    public var code: String
    public var reason: Reason

    init(_ code: String, _ reason: Reason) {
        self.code = code
        self.reason = reason
    }
}

extension Check {
    /// In the order of the catalogue; with `table` it names each of the 66 checks once.
    public static let notApplied: [NotApplied] = [
        // Valid ballots have no line of their own, so that A01 would be the same equation as A02.
        NotApplied("A01", .noLine), NotApplied("A06", .noLine), NotApplied("A08", .noLine),
        NotApplied("A10", .noLine), NotApplied("A11", .oneMark), NotApplied("B04", .noQuestions),
        NotApplied("B08", .pictures), NotApplied("C01", .noLine), NotApplied("C11", .noLine),
        NotApplied("E03", .rendering), NotApplied("E04", .seats), NotApplied("E05", .seats),
        NotApplied("E06", .seats), NotApplied("E07", .seats), NotApplied("E08", .seats), NotApplied("E09", .tests),
        NotApplied("F01", .files), NotApplied("F02", .files), NotApplied("F03", .files), NotApplied("F04", .files),
        NotApplied("G01", .record), NotApplied("G02", .rendering), NotApplied("G03", .rendering),
    ]
}
