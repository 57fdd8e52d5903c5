extension ImportedPage {
    /// What an importer promises of every page, checked against the page's bytes: printed words stand where they are said to stand,
    /// the parts without claims are in order and overlap nothing, and no digit is left over.
    ///
    /// - Returns: up to eight faults; none of a page that `PageImport` has read.
    public func faults(in bytes: [UInt8]) -> [String] {
        var faults: [String] = []
        var isCovered = [Bool](repeating: false, count: bytes.count)
        func isInside(_ span: Range<Int>) -> Bool { span.lowerBound >= 0 && span.upperBound <= bytes.count }
        for claim in claims where faults.count < 8 {
            if !claim.context.allSatisfy(isInside) { faults.append("\(claim.rule): a context outside the page") }
            guard let span = claim.span else { continue }
            guard isInside(span) else {
                faults.append("\(claim.rule): a span outside the page")
                continue
            }
            if !claim.printed.utf8.elementsEqual(bytes[span]) {
                faults.append("\(claim.rule): “\(claim.printed)” is not at \(span)")
            }
            for index in span { isCovered[index] = true }
        }
        var end = 0
        for part in coverage where faults.count < 8 {
            guard part.span.lowerBound >= end, isInside(part.span) else {
                faults.append("coverage out of order at \(part.span)")
                continue
            }
            end = part.span.upperBound
            for index in part.span {
                if isCovered[index], faults.count < 8 { faults.append("coverage over a claim at \(index)") }
                isCovered[index] = true
            }
        }
        for (index, byte) in bytes.enumerated() where faults.count < 8 && PageText.isDigit(byte) && !isCovered[index] {
            faults.append("a digit at \(index) is unexplained")
        }
        return faults
    }
}
