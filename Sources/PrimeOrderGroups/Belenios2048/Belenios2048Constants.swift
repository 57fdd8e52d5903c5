/// Constants of the group BELENIOS-2048 (specification notes of the Belenios protocol, section 4.1), the least significant
/// limb first.
enum Belenios2048Constants {
    typealias Limbs = InlineArray<32, UInt64>

    /// The prime p, 2^2047 < p < 2^2048.
    static let modulus: Limbs = [
        0xd9ce_c415_7646_e64f, 0x1e59_e0e6_351e_051e, 0xb44f_6cef_17d7_0730, 0x878a_ffa2_375e_2999,
        0x6a4c_cfa0_4ee4_008f, 0x555b_c810_941e_021b, 0xcb5d_e0ac_f66a_3882, 0x0e79_92d0_f18c_c759,
        0x82d8_c319_11ac_dd4a, 0xe3fa_da9e_0108_40d0, 0x9aa8_5994_11d9_98d3, 0x7f18_fb1a_8bc8_5827,
        0xbbb2_9c9e_c309_9b60, 0x6b00_6517_d6f6_747e, 0xd722_9abe_93a1_88b4, 0xa3e1_4dfa_9b21_62f4,
        0x6b4f_e17d_8d47_e843, 0x7ebc_15a3_49fa_318a, 0x0a40_91d8_fa44_7f6c, 0x0743_5012_768a_2cdd,
        0x27a5_022d_dd89_12d1, 0x3fb8_c3aa_bfff_12ce, 0x30c6_e82a_c36d_e1ae, 0x07dd_973f_9c53_e509,
        0xa2f8_5e0f_b11c_0ede, 0x06e0_92a4_95af_8d79, 0x421f_514e_d40b_fd4c, 0x1e6d_3685_6b42_8030,
        0x2791_811d_21fc_35f2, 0xb7dc_7ef3_a791_b686, 0xe39e_568f_ccdf_fb0f, 0xa3ef_2d01_1fef_b1b6,
    ]

    /// -1/p mod 2^64.
    static let negativeInverse: UInt64 = 0x1e7e_4d1b_f8a5_8f51

    /// 2^4096 mod p.
    static let squaredRadix: Limbs = [
        0x261c_3fa9_2008_5536, 0x7b86_db10_a600_6e65, 0x3bf5_613c_6355_6494, 0x22a2_aa66_55fb_c27e,
        0x9dfa_3388_3db8_0b2f, 0x6250_5bee_6d31_92f4, 0xc3ee_f01f_f787_8b90, 0x8a64_2587_3dec_0ca5,
        0x1b01_4620_7ba3_e0d3, 0xde42_4467_593d_80d4, 0x9ae3_d4d5_85e1_d784, 0x3c89_e9bd_faa5_2e25,
        0x47f8_8dda_be6f_6eea, 0x45af_07db_9be8_0a59, 0xa1d7_2eaa_1e34_c8dd, 0x32fb_7420_ecc7_5d6c,
        0x9421_e26d_4556_f78e, 0x74fb_e46b_7f81_01b4, 0x0e39_c252_d205_dec6, 0x7b88_9262_1d50_5d41,
        0x2836_51cb_3ae2_c7b8, 0x0a20_4eea_55fe_96b5, 0xdd63_f04d_53e3_b4f9, 0xdfbf_67a7_3470_243d,
        0x3306_92d3_8fbb_d75b, 0xfc23_dfd9_056f_baa8, 0xc24e_37ef_5e88_880f, 0x655f_d147_6002_86b8,
        0x4997_a9d1_45eb_251e, 0xe5d7_4597_c5f9_e1bd, 0xd307_b3b9_40ea_bfde, 0x5faa_fca7_a804_de9d,
    ]

    /// The generator g of the subgroup of order q.
    static let generator: Limbs = [
        0xcf28_4308_f1d7_e653, 0x41e1_c91f_e382_3f4b, 0x743d_663f_42d8_53c0, 0x47aa_680d_4377_1902,
        0xac63_8f5f_3410_0d2d, 0xb7ae_ff04_867d_8724, 0x3ac8_b72f_d04e_0991, 0x2212_7b6c_bba4_4d45,
        0x3731_ae42_68d6_0d7f, 0xc4ff_49b1_964c_4a91, 0xd2dd_e0ce_514e_0927, 0x60a7_ea57_4a61_f552,
        0xf74b_7a16_15a2_74ba, 0x1b9e_519e_dcee_8bb0, 0x65f3_97c6_b870_df8c, 0x6aef_1be3_65fd_d901,
        0xdf9c_2458_570b_06d2, 0x88fd_b1a3_381a_697f, 0x8fe5_fb9c_f9fd_b8ea, 0x643e_673f_d9d2_15fc,
        0xfd4f_10d5_b1a3_56a8, 0xd4bc_04e2_9f37_48ae, 0x301b_8942_3682_3fe1, 0x541e_5219_e0d0_d094,
        0x8262_ee68_a0e9_2cea, 0xd9d8_976f_01d9_5a1c, 0x5a9d_fd00_1d26_ba31, 0x988b_98c2_5959_7f9c,
        0xe781_878a_5223_0a51, 0x31fd_1c58_07b6_1fb1, 0xd7ca_a3a7_8a42_415e, 0x1307_c1ab_5f29_5885,
    ]
}

/// The order q of the group BELENIOS-2048, a prime of 256 bits that divides p - 1.
public enum Belenios2048Order: PrimeOrder {
    public static let modulus = Limbs256(
        0xe202_6338_7d55_c491, 0xf0fa_90c2_168b_c709, 0xf4da_a0f2_579d_b7f2, 0xadb6_066a_7352_2565)
    public static var negativeInverse: UInt64 { 0x27fd_9552_bdf1_838f }
    public static let squaredRadix = Limbs256(
        0x86f9_7f21_e709_e1e9, 0x7dc1_a384_a29b_91b0, 0x0ad5_8bc1_dba6_f5c0, 0x8668_3023_35c7_b5bb)
}
