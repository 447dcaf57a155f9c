package dev.countersign.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgresql.TestDatabase;
import dev.countersign.postgresql.TestPostgresql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read may have more rows than the function has memory. */
final class LargeResultTest {

  private static final int ROWS = 500_000;
  private static final String ROLE = "large";

  @Test
  void aResultLargerThanTheHeapLeavesWhole(@TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    Path told = folder.resolve("told");
    // 500,000 rows of 100 bytes, and several times that as they are held by a program.
    try (TestDatabase database = TestPostgresql.fresh(ROLE, "")) {
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx48m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargeResult.class.getName(),
                  Integer.toString(database.port()),
                  database.name(),
                  ROLE,
                  Integer.toString(ROWS))
              .redirectErrorStream(true)
              .redirectOutput(told.toFile())
              .start();
      assertThat(program.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(Files.readString(told))
          .startsWith("rows " + ROWS + ",")
          .contains("truncated false");
      assertThat(program.exitValue()).isZero();
    }
  }
}
