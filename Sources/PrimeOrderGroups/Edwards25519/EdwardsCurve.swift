/// Constants of the curve -x² + y² = 1 + d x² y² over GF(2^255 - 19) (RFC 8032, section 5.1).
enum EdwardsCurve {
    static let d = FieldElement(
        0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff)
    static let doubleD = FieldElement(
        0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff)
    static let rootOfMinusOne = FieldElement(
        0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d)
    static let basePoint = EdwardsPoint(
        x: FieldElement(0x62d608f25d51a, 0x412a4b4f6592a, 0x75b7171a4b31d, 0x1ff60527118fe, 0x216936d3cd6e5),
        y: FieldElement(0x6666666666658, 0x4cccccccccccc, 0x1999999999999, 0x3333333333333, 0x6666666666666))

    /// Whether (x, y) fulfils the equation of the curve; variable time.
    static func contains(x: FieldElement, y: FieldElement) -> Bool {
        let xx = x.squared
        let yy = y.squared
        return yy - xx == FieldElement.one + d * xx * yy
    }
}

/// The order of the base point of edwards25519, 2^252 + 27742317777372353535851937790883648493.
public enum Edwards25519Order: PrimeOrder {
    public static let modulus = Limbs256(0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000)
    public static var negativeInverse: UInt64 { 0xd2b5_1da3_1254_7e1b }
    public static let squaredRadix = Limbs256(
        0xa406_11e3_449c_0f01, 0xd00e_1ba7_6885_9347, 0xceec_73d2_17f5_be65, 0x0399_411b_7c30_9a3d)
}
