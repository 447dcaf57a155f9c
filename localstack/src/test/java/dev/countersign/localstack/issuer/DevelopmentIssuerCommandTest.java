package dev.countersign.localstack.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevelopmentIssuerCommandTest {

  @TempDir private Path folder;

  @Test
  void theCommandServesBothIssuersAsAProcessOfItsOwn() throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(folder.resolve("issuer.json"), DevelopmentIssuerTest.CONFIGURATION);
    JavaCommand command =
        new JavaCommand(
            "issuer",
            List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
            List.of(),
            DevelopmentIssuerCommand.class.getName(),
            List.of("--port", "0", "--configuration", configuration.toString()),
            folder.resolve("issuer.log"));
    try (ChildProcess issuer = ChildProcess.start(command, "issuer listening on ")) {
      String address = issuer.awaitReady(Duration.ofSeconds(30));
      assertThat(address).startsWith("http://127.0.0.1:");
      Browser browser = new Browser();
      for (String path : List.of("/people/jwks", "/agents/jwks")) {
        assertThat(browser.open(URI.create(address + path)).body()).contains("\"ES256\"");
      }
    }
  }
}
