import NIOSSL
public import Storage
import VerifiableVoting

/// Why a computer of the station cannot speak to another.
public enum UrnConnectionFailure: Error, Equatable, Sendable {
    /// The private key, or the list of pins, can be read or changed by others than its owner.
    case openToOthers(path: String)
    /// A certificate, key or list of pins that cannot be read.
    case unreadable(path: String)
    /// An address that leads outside: neither this computer's own nor one of a local network.
    case address(String)
    /// The system does not let the program listen there: another one does, or the address is not this computer's.
    case port(address: String, port: Int)
    case storage(StorageError)
}

/// A computer's certificate with its key, and the certificates of those to which it speaks, by their hashes.
///
/// `Scripts/make_station_keys.sh` makes them. No authority vouches for a certificate: who it is was settled when the station
/// was set up, by exchanging hashes.
public struct StationKeys: Sendable {
    public let folder: String
    /// SHA-256 of the certificates in DER, 64 hexadecimal digits each.
    public let pins: Set<String>
    let certificate: NIOSSLCertificate
    let key: NIOSSLPrivateKey

    /// Most bytes of a list of pins: that of an urn has a line for each booth.
    private static let mostPins = 1 << 16

    /// Reads `certificate.pem`, `key.pem` and `pins` of a folder. Throws `UrnConnectionFailure`.
    public init(folder: String) throws(UrnConnectionFailure) {
        self.folder = folder
        key = try Self.readable("\(folder)/key.pem", isSecret: true) { try NIOSSLPrivateKey(bytes: $0, format: .pem) }
        certificate = try Self.readable("\(folder)/certificate.pem", isSecret: false) {
            try NIOSSLCertificate(bytes: $0, format: .pem)
        }
        let path = "\(folder)/pins"
        let bytes = try Self.readable(path, isSecret: true) { $0 }
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        guard bytes.count <= Self.mostPins, !lines.isEmpty, lines.allSatisfy({ Digest(hexadecimal: $0) != nil }) else {
            throw .unreadable(path: path)
        }
        pins = Set(lines)
    }

    private static func readable<Value>(
        _ path: String, isSecret: Bool, _ read: ([UInt8]) throws -> Value
    ) throws(UrnConnectionFailure) -> Value {
        let (bytes, isOpen): ([UInt8], Bool)
        do throws(StorageError) {
            (bytes, isOpen) = (try WholeFile.read(path), try WholeFile.isOpenToOthers(path))
        } catch { throw .storage(error) }
        guard !isSecret || !isOpen else { throw .openToOthers(path: path) }
        do { return try read(bytes) } catch { throw .unreadable(path: path) }
    }

    /// Whether the other side's certificate is one of those that were agreed on.
    func isKnown(_ chain: [NIOSSLCertificate]) -> Bool {
        guard let first = chain.first, let bytes = try? first.toDERBytes() else { return false }
        return pins.contains(Digest(of: bytes).hexadecimal)
    }

    /// TLS 1.3 alone, and a certificate from the other side, whichever it is.
    func context(isServer: Bool) throws -> NIOSSLContext {
        var configuration =
            isServer
            ? TLSConfiguration.makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
            : TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = [.certificate(certificate)]
        configuration.privateKey = .privateKey(key)
        configuration.minimumTLSVersion = .tlsv13
        // The list of pins takes the place of authorities and names; see `isKnown`.
        configuration.trustRoots = .certificates([])
        configuration.certificateVerification = .noHostnameVerification
        return try NIOSSLContext(configuration: configuration)
    }
}
