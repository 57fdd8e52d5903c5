/// Wrong arguments and files that a command can't use, by code. `Texts/*/errors.yaml` has a sentence for each.
public enum InputFault: String, Sendable, Hashable, CaseIterable {
    case noFile
    case noElection
    case noChamberLaw
    case noPageFile
    case notWritten
    case notWrittenWhole
    case folderNotMade
    case outOrCheck
    case oneOfThree
    case impossible
    case nothingFound
    case noSeat
    case noList
    case noConstituency
    case noContest
    case noListTier
    case oneRange
    case nothingChanges
    case noBase
    case noMethod
    case badThreshold
    case badSeats
    case noVacancy
    case noSeatOrPerson
    case openSeat
    case noTermBegins
    case notADay
    case badLotSources

    // The archive of sources.
    case noArchive
    case notAnArchive
    case newerArchive
    case archiveFull
    case archiveLocked
    case archiveDamaged
    case archiveRefused
    case noPages
    case noArchivedElection
    case severalElections
    case noFact
    case noAliasName
    case noStatement
    case whoAndWhy
    case badExport
    case otherExport
    case otherBytes
    case folderNotEmpty
}
