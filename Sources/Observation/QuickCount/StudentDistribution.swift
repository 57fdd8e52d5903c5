/// Student's distribution, as intervals need it.
enum StudentDistribution {
    /// Where the normal distribution has 97.5 %.
    static let normal = 1.959963984540054

    /// Where the distribution has 97.5 %: exact to four digits for up to four degrees of freedom, by the expansion of Abramowitz and Stegun
    /// (26.7.5) beyond, whose error is below 3·10^-4 there. Only +, −, × and ÷ are used, so that it is the same everywhere.
    static func quantile(_ degreesOfFreedom: Int) -> Double {
        let few = [12.7062, 4.3027, 3.1824, 2.7764]
        guard degreesOfFreedom > few.count else { return few[max(0, degreesOfFreedom - 1)] }
        let (z, n) = (normal, Double(degreesOfFreedom))
        let (square, cube) = (z * z, z * z * z)
        let fifth = cube * square
        let seventh = fifth * square
        let first = (cube + z) / 4
        let second = (5 * fifth + 16 * cube + 3 * z) / 96
        let third = (3 * seventh + 19 * fifth + 17 * cube - 15 * z) / 384
        let fourth = (79 * seventh * square + 776 * seventh + 1482 * fifth - 1920 * cube - 945 * z) / 92160
        return z + (first + (second + (third + fourth / n) / n) / n) / n
    }
}
