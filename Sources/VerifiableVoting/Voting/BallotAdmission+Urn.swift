import PrimeOrderGroups

/// Whose ballot it is and what it is called, as far as reading tells: nothing is verified.
public struct BallotName: Equatable, Sendable {
    /// Text of the public credential.
    public let credential: [UInt8]
    /// Hash of the ballot without its signature in Base64, made from the bytes that were read.
    public let code: String

    init<Order>(_ ballot: BallotText<Order>) {
        (credential, code) = (ballot.credential, ballot.unsignedHash.base64)
    }
}

/// What an urn asks besides: ballots that stand in it and in no archive yet, and challenges.
extension BallotAdmission {
    /// Place of a credential in the published list, from 0; nil for one that is not listed.
    public func position(of credential: [UInt8]) -> Int? { credentials.position(of: credential) }

    /// Reads a ballot and verifies nothing. Throws as `BallotReader.read`.
    public func name(ballot bytes: [UInt8]) throws(Violation) -> BallotName {
        BallotName(try BallotReader<Suite.Group.Order>.read(bytes))
    }

    /// Reads a line of a challenge file, without its end, and verifies nothing. Throws `challengeFormat`.
    public func name(challenge line: [UInt8]) throws(Violation) -> BallotName { BallotName(try read(challenge: line)) }

    private func read(challenge line: [UInt8]) throws(Violation) -> BallotText<Suite.Group.Order> {
        guard line.count <= BallotReader<Suite.Group.Order>.mostBytes else {
            throw Violation(.challengeFormat, detail: "\(line.count) bytes")
        }
        var reader = CanonicalReader<Suite.Group.Order>(bytes: line)
        guard let ballot = reader.challenge()?.ballot else {
            throw Violation(.challengeFormat, detail: "byte \(reader.position)")
        }
        return ballot
    }

    /// Verifies a line of a challenge file and everything that is known against it: every ciphertext in both its parts, every
    /// proof, that its credential is listed and neither voted nor challenged a ballot, and that it shows no randomness of another
    /// ballot: who reads the challenge would open that one.
    public func check(challenge line: [UInt8]) throws(AdmissionRefusal) -> OpenedBallot {
        guard head.stage == .open else { throw .stage(head.stage) }
        let (challenge, repeated): (OpenedBallot, Bool)
        do throws(Violation) {
            let opened = try election.verify(challenge: line)
            guard let position = position(of: opened.credential) else {
                throw Violation(
                    .ballotCredential, detail: String(decoding: opened.credential.prefix(80), as: UTF8.self))
            }
            guard !voted.contains(position) else { throw Violation(.challengedBallotCast, detail: opened.code) }
            guard !challenged.contains(position), !challengedCodes.contains(opened.code) else {
                throw Violation(.challengeDuplicate, detail: opened.code)
            }
            repeated = repeatsAlpha(try read(challenge: line))
            challenge = opened
        } catch {
            throw .violation(error)
        }
        guard !repeated else { throw .finding(.repeatedAlpha) }
        return challenge
    }

    /// Notes a ballot that was checked when it was taken and stands in an urn. Throws as reading does, and `ballotCredential`.
    public mutating func note(ballot bytes: [UInt8]) throws(Violation) {
        let ballot = try BallotReader<Suite.Group.Order>.read(bytes)
        try requireListed(ballot.credential)
        note(ballot, Digest(of: bytes))
    }

    /// Notes a challenge that was checked when it was taken: its credential and its code are spent, and its randomness, which
    /// is public, would open any ballot that repeats it. Throws `challengeFormat` or `ballotCredential`.
    public mutating func note(challenge line: [UInt8]) throws(Violation) {
        let ballot = try read(challenge: line)
        challenged.insert(try requireListed(ballot.credential))
        challengedCodes.insert(ballot.unsignedHash.base64)
        noteAlphas(ballot)
    }

    @discardableResult
    private func requireListed(_ credential: [UInt8]) throws(Violation) -> Int {
        guard let position = position(of: credential) else {
            throw Violation(.ballotCredential, detail: String(decoding: credential.prefix(80), as: UTF8.self))
        }
        return position
    }
}
