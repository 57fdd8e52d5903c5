package import ElectronicStation

/// What a booth asks, as bytes on a connection: one request, one answer (Documentation/Formats/Urn.md).
///
/// A frame is its version, a number that says what it is, the length of its body in four bytes, the most significant first,
/// and the body.
package enum UrnFrame {
    static let version: UInt8 = 1
    package static let headBytes = 6
    /// Longest body of an answer.
    package static let mostAnswer = 256

    package static func bytes(_ number: UInt8, _ body: [UInt8]) -> [UInt8] {
        let count = UInt32(body.count)
        return [version, number] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) } + body
    }

    package enum Reading: Equatable, Sendable {
        /// More bytes have to come.
        case unfinished
        /// Another version, a body longer than is read, or bytes behind it.
        case hostile
        case frame(number: UInt8, body: [UInt8])
    }

    /// Reads the bytes that came so far.
    package static func read(_ bytes: [UInt8], mostBody: Int) -> Reading {
        if let first = bytes.first, first != version { return .hostile }
        guard bytes.count >= headBytes else { return .unfinished }
        let length = bytes[2..<headBytes].reduce(0) { $0 << 8 | Int($1) }
        guard length <= mostBody, bytes.count <= headBytes + length else { return .hostile }
        guard bytes.count == headBytes + length else { return .unfinished }
        return .frame(number: bytes[1], body: Array(bytes[headBytes...]))
    }
}

package enum UrnRequest: Equatable, Sendable {
    case state(credential: [UInt8])
    case commit(code: String, credential: [UInt8])
    case cast([UInt8])
    case challenge([UInt8])

    package var bytes: [UInt8] {
        switch self {
        case .state(let credential): UrnFrame.bytes(1, credential)
        case .commit(let code, let credential): UrnFrame.bytes(2, Array(code.utf8) + credential)
        case .cast(let ballot): UrnFrame.bytes(3, ballot)
        case .challenge(let line): UrnFrame.bytes(4, line)
        }
    }

    /// Bytes of a ballot code in Base64.
    private static let codeBytes = 43

    /// Nil for what is none of the four.
    package init?(number: UInt8, body: [UInt8]) {
        switch number {
        case 1: self = .state(credential: body)
        case 2:
            let code = String(decoding: body.prefix(Self.codeBytes), as: UTF8.self)
            guard UrnCommitment.isCode(code) else { return nil }
            self = .commit(code: code, credential: Array(body.dropFirst(Self.codeBytes)))
        case 3: self = .cast(body)
        case 4: self = .challenge(body)
        default: return nil
        }
    }
}

package enum UrnAnswer: Equatable, Sendable {
    /// What was asked is done and durable.
    case done
    case state(SlipState)
    case refused(UrnRefusal)

    package var bytes: [UInt8] {
        func text(_ text: String) -> [UInt8] { Array(text.utf8.prefix(UrnFrame.mostAnswer)) }
        return switch self {
        case .done: UrnFrame.bytes(0, [])
        case .state(let state): UrnFrame.bytes(1, text(state.rawValue))
        case .refused(.slip(let state)): UrnFrame.bytes(2, text(state.rawValue))
        case .refused(.notOpen): UrnFrame.bytes(3, [])
        case .refused(.notCommitted): UrnFrame.bytes(4, [])
        case .refused(.ballot(let rule)): UrnFrame.bytes(5, text(rule))
        case .refused(.failure(let what)): UrnFrame.bytes(6, text(what))
        }
    }

    /// Nil for what no urn answers.
    package init?(number: UInt8, body: [UInt8]) {
        guard let text = String(validating: body, as: UTF8.self) else { return nil }
        switch (number, SlipState(rawValue: text)) {
        case (0, _) where body.isEmpty: self = .done
        case (1, let state?): self = .state(state)
        case (2, let state?): self = .refused(.slip(state))
        case (3, _) where body.isEmpty: self = .refused(.notOpen)
        case (4, _) where body.isEmpty: self = .refused(.notCommitted)
        case (5, _): self = .refused(.ballot(text))
        case (6, _): self = .refused(.failure(text))
        default: return nil
        }
    }
}

extension UrnRequest {
    /// Asks an urn.
    func answer(of urn: any UrnAccess) async -> UrnAnswer {
        do {
            switch self {
            case .state(let credential): return .state(try await urn.state(of: credential))
            case .commit(let code, let credential): try await urn.commit(code: code, credential: credential)
            case .cast(let ballot): try await urn.cast(ballot)
            case .challenge(let line): try await urn.challenge(line)
            }
            return .done
        } catch let refusal as UrnRefusal {
            return .refused(refusal)
        } catch {
            return .refused(.failure("urn"))
        }
    }
}
