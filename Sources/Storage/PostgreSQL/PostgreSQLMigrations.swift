import VerifiableVoting

/// The steps from an empty schema to the present one. A step that was released never changes: its checksum stands in the
/// database, and a program that knows another step by that number refuses to work there.
enum PostgreSQLMigrations {
    struct Step: Sendable {
        var number: Int
        /// Statements with `SCHEMA` where the record's schema stands.
        var sql: String
        var checksum: Digest { Digest(of: sql) }
    }

    static let all = [
        Step(
            number: 1,
            sql: """
                CREATE TABLE SCHEMA.event (height bigint PRIMARY KEY, hash bytea NOT NULL, event bytea NOT NULL,
                    payload bytea NOT NULL, signature bytea NOT NULL);
                CREATE TABLE SCHEMA.personal (height bigint NOT NULL, place bigint NOT NULL, salt bytea, text bytea,
                    PRIMARY KEY (height, place));
                CREATE TABLE SCHEMA.confirmed (one bigint PRIMARY KEY, height bigint NOT NULL);
                INSERT INTO SCHEMA.confirmed VALUES (1, 0);
                """),
        Step(
            number: 2,
            sql: """
                CREATE FUNCTION SCHEMA.only_grows() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'a record only grows'; END $$;
                CREATE FUNCTION SCHEMA.only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.salt IS NOT NULL OR NEW.text IS NOT NULL OR NEW.height <> OLD.height OR NEW.place <> OLD.place
                    THEN RAISE EXCEPTION 'a record only grows'; END IF;
                    RETURN NEW; END $$;
                CREATE TRIGGER event_only_grows BEFORE UPDATE OR DELETE ON SCHEMA.event
                    FOR EACH ROW EXECUTE FUNCTION SCHEMA.only_grows();
                CREATE TRIGGER personal_only_grows BEFORE DELETE ON SCHEMA.personal
                    FOR EACH ROW EXECUTE FUNCTION SCHEMA.only_grows();
                CREATE TRIGGER personal_only_erased BEFORE UPDATE ON SCHEMA.personal
                    FOR EACH ROW EXECUTE FUNCTION SCHEMA.only_erased();
                """),
    ]

    /// Makes the schema and the list of steps where they are missing.
    static func begin(_ session: PostgreSQLSession, schema: String) throws(PostgreSQLFailure) {
        try session.script(
            """
            CREATE SCHEMA IF NOT EXISTS \(schema);
            CREATE TABLE IF NOT EXISTS \(schema).migration (number bigint PRIMARY KEY, checksum bytea NOT NULL)
            """)
    }

    static func hasBegun(_ session: PostgreSQLSession, schema: String) throws(PostgreSQLFailure) -> Bool {
        let rows = try session.run(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'migration'",
            .text(schema))
        return !rows.rows.isEmpty
    }

    /// Takes the steps that are missing, each in a transaction of its own. Throws `RecordStoreError` or `PostgreSQLFailure`.
    static func complete(
        _ session: PostgreSQLSession, schema: String, path: String, upTo last: Int = all.count
    ) throws {
        for step in all where step.number <= last {
            try session.persistently {
                try session.transaction(.serialisable) {
                    let taken = try taken(session, schema)
                    if let newer = taken.keys.max(), newer > all.count {
                        throw RecordStoreError.newer(path: path, version: Int64(newer))
                    }
                    if let checksum = taken[step.number] {
                        guard checksum == step.checksum.bytes else {
                            throw RecordStoreError.otherMigration(path: path, number: step.number)
                        }
                        return
                    }
                    try session.script(step.sql.replacing("SCHEMA", with: schema))
                    try session.run(
                        "INSERT INTO \(schema).migration VALUES ($1, $2)", .whole(step.number),
                        .bytes(step.checksum.bytes))
                }
            }
        }
    }

    private static func taken(_ session: PostgreSQLSession, _ schema: String) throws(PostgreSQLFailure) -> [Int:
        [UInt8]]
    {
        let rows = try session.run("SELECT number, checksum FROM \(schema).migration ORDER BY number")
        var taken: [Int: [UInt8]] = [:]
        for row in rows.rows { if let number = row[0]?.bigEndianWhole { taken[number] = row[1] } }
        return taken
    }
}
