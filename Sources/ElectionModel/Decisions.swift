/// What people decided outside the arithmetic, and what fate decided: the recorded inputs of an outcome besides law and
/// votes. The same inputs always give the same outcome.
public struct Decisions: Sendable, Hashable {
    /// Lots that were drawn, in the order of drawing.
    public var lots: [Lot]
    /// Choices that left before a round.
    public var withdrawals: [Withdrawal]
    /// Districts whose result was annulled, and by which act.
    public var annulments: [Annulment]
    /// Seats vacated after the election.
    public var vacancies: [Vacancy]
    /// Persons appointed to seats that are filled by appointment.
    public var appointments: [Appointment]

    public init(
        lots: [Lot] = [], withdrawals: [Withdrawal] = [], annulments: [Annulment] = [], vacancies: [Vacancy] = [],
        appointments: [Appointment] = []
    ) {
        self.lots = lots
        self.withdrawals = withdrawals
        self.annulments = annulments
        self.vacancies = vacancies
        self.appointments = appointments
    }

    /// A drawn lot: among these the winners were drawn.
    public struct Lot: Sendable, Hashable {
        public var tier: TierID
        public var district: DistrictID
        public var among: [ChoiceID]
        public var drawn: [ChoiceID]

        public init(tier: TierID, district: DistrictID, among: [ChoiceID], drawn: [ChoiceID]) {
            self.tier = tier
            self.district = district
            self.among = among
            self.drawn = drawn
        }
    }

    /// A choice that left the contest before `round` was voted.
    public struct Withdrawal: Sendable, Hashable {
        public var choice: ChoiceID
        public var round: Int

        public init(_ choice: ChoiceID, beforeRound round: Int) {
            self.choice = choice
            self.round = round
        }
    }

    /// A district in which the election was declared invalid, wholly or at some of its stations.
    public struct Annulment: Sendable, Hashable {
        public var tier: TierID
        public var district: DistrictID
        public var act: String
        /// Nil for the whole district.
        public var stations: Stations?

        public init(tier: TierID, district: DistrictID, act: String, stations: Stations? = nil) {
            self.tier = tier
            self.district = district
            self.act = act
            self.stations = stations
        }

        /// How many stations out of how many; their votes are not in the tally.
        public struct Stations: Sendable, Hashable {
            public var annulled: Int
            public var all: Int

            public init(_ annulled: Int, of all: Int) {
                self.annulled = annulled
                self.all = all
            }
        }
    }

    /// A person who gave up or lost a seat.
    public struct Vacancy: Sendable, Hashable {
        public var person: ChoiceID
        public var date: CalendarDate

        public init(person: ChoiceID, date: CalendarDate) {
            self.person = person
            self.date = date
        }
    }

    /// A person appointed to a seat.
    public struct Appointment: Sendable, Hashable {
        public var tier: TierID
        public var person: ChoiceID

        public init(tier: TierID, person: ChoiceID) {
            self.tier = tier
            self.person = person
        }
    }
}
