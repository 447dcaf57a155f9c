package dev.countersign.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.execute.RolePower;
import java.sql.SQLException;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the role that reads may do besides is told, and nothing of a role that may only read. */
final class RolePowersTest {

  private static TestDatabase database;

  @BeforeAll
  static void open() throws SQLException {
    for (String role : new String[] {"modest", "busy", "member"}) {
      TestPostgresql.role(role);
    }
    database =
        TestPostgresql.fresh(
            "proprietor",
            """
            CREATE TABLE things (id int);
            CREATE SCHEMA attic;
            GRANT SELECT ON things TO modest;
            """);
  }

  @AfterAll
  static void close() throws SQLException {
    database.execute("DROP OWNED BY busy; DROP OWNED BY member");
    database.close();
  }

  private static SortedSet<RolePower> powers(String role) {
    try (PostgresqlTarget target = database.target(role, "proprietor", TestDatabase.LIMITS)) {
      return target.readerPowers();
    }
  }

  @Test
  void aRoleThatMayOnlyReadHasNoPowerBesides() {
    assertThat(powers("modest")).isEmpty();
  }

  @Test
  void theOwnerOfTheRelationsIsTold() {
    assertThat(powers("proprietor"))
        .contains(RolePower.OWNS_RELATIONS, RolePower.CREATES_OBJECTS)
        .doesNotContain(RolePower.SUPERUSER);
  }

  @Test
  void aSuperuserIsTold() {
    assertThat(powers(TestPostgresql.SUPERUSER)).contains(RolePower.SUPERUSER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GRANT DELETE ON things TO busy | REVOKE DELETE ON things FROM busy | WRITES_RELATIONS",
        "GRANT CREATE ON SCHEMA attic TO busy | REVOKE CREATE ON SCHEMA attic FROM busy | CREATES_OBJECTS",
        "GRANT pg_read_server_files TO busy | REVOKE pg_read_server_files FROM busy | REACHES_THE_SERVER",
        "ALTER ROLE busy CREATEROLE | ALTER ROLE busy NOCREATEROLE | ADMINISTERS",
        "ALTER ROLE busy BYPASSRLS | ALTER ROLE busy NOBYPASSRLS | BYPASSES_ROW_SECURITY",
      })
  void aPowerIsToldAlsoOfWhoHasItByMembership(String grant, String revoke, RolePower power)
      throws SQLException {
    database.execute("GRANT busy TO member");
    database.execute(grant);
    try {
      assertThat(powers("busy")).containsExactly(power);
      assertThat(powers("member")).containsExactly(power);
    } finally {
      database.execute(revoke);
    }
  }
}
