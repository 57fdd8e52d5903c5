/// An interval of 95 % for a share of answers that came in clusters: several from one station, or from one team.
///
/// Wilson's interval for as many independent answers as the clusters are worth (Korn and Graubard, "Confidence intervals for
/// proportions with small expected number of positive counts estimated from survey data", 1998, with Wilson's in place of
/// Clopper and Pearson's interval), and Student's quantile for the number of clusters. It never leaves 0 to 1 and has a width
/// where every answer is good, too.
public struct ShareInterval: Sendable, Hashable {
    public enum Clusters: String, Sendable, Hashable, CaseIterable { case stations, teams }

    public var least: Double
    public var greatest: Double
    public var clusters: Clusters
    public var clusterCount: Int
    /// Independent answers that tell as much.
    public var effectiveAnswers: Double

    /// - Parameters:
    ///   - counts: good and all answers of each cluster.
    ///   - fraction: the part of all stations that was visited, where stations are the clusters and a random sample; 0 otherwise.
    /// - Returns: nil for fewer than two clusters with an answer.
    public init?(_ counts: [(good: Int, answered: Int)], of clusters: Clusters, fraction: Double) {
        let own = counts.filter { $0.answered > 0 }
        guard own.count >= 2, (0...1).contains(fraction) else { return nil }
        let (count, answers) = (Double(own.count), own.reduce(0.0) { $0 + Double($1.answered) })
        let share = own.reduce(0.0) { $0 + Double($1.good) } / answers
        let square = own.reduce(0.0) { sum, cluster in
            let error = Double(cluster.good) - share * Double(cluster.answered)
            return sum + error * error
        }
        let variance = count / (count - 1) * square / (answers * answers)
        // Where all answers are alike, nobody can say how alike the answers of one cluster are: each cluster tells one answer then.
        // More than the answers that were given they are never worth.
        let spread = share * (1 - share)
        let worth = spread > 0 ? (variance > 0 ? min(answers, spread / variance) : answers) : count
        self.clusters = clusters
        clusterCount = own.count
        guard fraction < 1 else {
            (least, greatest, effectiveAnswers) = (share, share, answers)
            return
        }
        effectiveAnswers = worth / (1 - fraction)
        let quantile = StudentDistribution.quantile(own.count - 1)
        let z = quantile * quantile / effectiveAnswers
        let middle = (share + z / 2) / (1 + z)
        let half = (quantile / (1 + z)) * (spread / effectiveAnswers + z / (4 * effectiveAnswers)).squareRoot()
        (least, greatest) = (max(0, middle - half), min(1, middle + half))
    }
}
