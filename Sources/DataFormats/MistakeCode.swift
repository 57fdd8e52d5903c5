extension Mistake {
    /// What can be wrong with a file. `Texts/*/mistakes.yaml` says for each what is wrong and what to do.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // Files of any kind.
        case fileTooLarge
        case notUTF8
        // YAML.
        case noFields
        case notUnderstood
        case nestedTooDeeply
        case fieldTwiceInGroup
        case fieldTwice
        case notYAML
        case missingField
        case notWanted
        case otherKind
        case unknownValue
        case textsExpected
        case textExpected
        case listExpected
        case groupExpected
        case unknownField
        // Conditions in the words of law.
        case noComparison
        case noBase
        case notAFraction
        case unknownBase
        // CSV.
        case emptyField
        case notAWholeNumber
        case missingColumns
        case wrongWidth
        case quoteNotClosed
        case textAfterQuote
        case noHeader
        // Versions and references, laws and elections alike.
        case unknownVersion
        case missingLaw
        // Elections.
        case notADay
        case notARound
        case notYesOrNo
        case notAColour
        case unknownParty
        case unknownSource
        case choiceTwiceOnBallot
        case drawnNotTied
        case lotDrawsAll
        case countsDiffer
        case noBallot
        case mobileBoxesDiffer
        case tooLargeForStation
        case badCount
        case sameInLine
        case standsTwice
        case twiceInContest
        // Applications for registration.
        case memberAndWithoutParty
        case noPayer
        case notPutForward
        case nameTwice
        case noNumber
        case noSuchRegion
        case noSuchParty
        // Reconstructions.
        case missingProtocols
        case missingParameter
        case outOfRange
        case unknownParameter
        // Electronic elections.
        case moreThanMaximum
        // The map of the pages.
        case tilesInOnePlace
        // Phrases of the law language.
        case wordsNotOnce
        case missingName
        // Laws: single fields.
        case noArticle
        case endsBeforeItBegins
        case noRule
        case twoRules
        case noRunOffToCall
        case oneCondition
        case sameDayNeedsNoMonths
        case onlyBlocsHaveMembers
        case preferenceNeedsThreshold
        case orderHasNoPreference
        case quotaOrDivisor
        case methodIsDivisor
        case notInTurn
        // Laws: rules that contradict each other or can never apply.
        case officeOfMany
        case tierWithoutSeats
        case tierTwice
        case collegeWithoutMajority
        case noTiers
        case seatsDiffer
        case renewalIsNoPart
        case renewalIsNotWhole
        case renewalMissesTerm
        case noRunOffDescribed
        case runOffShareTooHigh
        case majorityTooHigh
        case uselessTieRule
        case baseNeedsCollege
        case oneDistrictNeedsNoSeats
        case winsNeedThreshold
        case passingNeedsThreshold
        case thresholdTooHigh
        case naturalNeedsQuota
        case naturalIsZero
        case bonusTooLarge
        case decidedAfterwards
        case noNextListTier
        case neverBeside
        case compensationNeedsOneDistrict
        case unknownTier
        // Texts.
        case missingTextFile
        case unknownEnumerationValue
        case missingText
        case figuresDiffer
        case wrongForms
        case unknownForm
        case opensAndNeverCloses
        case bracketsInBrackets
        case closesNothing
        case namesNoFigure
        // Observers: accreditation, teams, deployment, reports.
        case notAccredited
        case endsTooEarly
        case teamOfOne
        case inTwoTeams
        case elsewhereAtThatTime
        case notDeployed
        case notSignedOff
        case signedByOther
        case digestDiffers
        case notAReport
        case otherForm
    }

    /// What a field is expected to hold; a figure `wanted` of a mistake, worded by `Texts/*/errors.yaml`.
    public enum Wanted: String, Sendable, Hashable, CaseIterable {
        case text
        case texts
        case translatedText
        case whole
        case date
        case clock
        case offset
        case flag
        case fraction
        case share
        case oneOf
        case group
        case list
    }
}
