import CQRCode

/// The squares of a QR code, without its quiet zone.
struct QRCode: Hashable {
    let width: Int
    private let dark: [Bool]

    /// Four squares on each side have to stay white.
    static let quietZone = 4

    /// Bytes as they are, with the middle level M of correction (15 %), which survives a fold or a spot; with the lowest
    /// where they would not fit otherwise.
    init(_ content: [UInt8]) throws(PressFault) {
        let code =
            QRcode_encodeData(Int32(content.count), content, 0, QR_ECLEVEL_M)
            ?? QRcode_encodeData(Int32(content.count), content, 0, QR_ECLEVEL_L)
        guard let code else { throw .codeTooLong(bytes: content.count) }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        let count = width * width
        // The lowest bit of each byte says whether the square is dark.
        dark = UnsafeBufferPointer(start: code.pointee.data, count: count).map { $0 & 1 == 1 }
    }

    /// Whether a square is dark; rows and columns count from 0.
    subscript(row: Int, column: Int) -> Bool { dark[row * width + column] }
}
