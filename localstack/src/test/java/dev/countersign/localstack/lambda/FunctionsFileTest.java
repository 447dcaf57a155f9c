package dev.countersign.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionsFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<FunctionDefinition> functions =
        List.of(
            SamplePackage.function("one", folder, 10, 1),
            SamplePackage.function("two", folder, 20, 3));
    Path file = folder.resolve("functions.json");
    FunctionsFile.write(file, functions);
    assertThat(FunctionsFile.read(file)).isEqualTo(functions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "colour":"green"                              | unknown field of a function: `colour`
          "environment":{"AWS_REGION":"eu-central-1"}   | the variable AWS_REGION is reserved
          "environment":{"AWS_LAMBDA_X":"1"}            | the variable AWS_LAMBDA_X is reserved
          "processes":0                                 | at least one process is needed
          """)
  void aDefinitionThatLambdaWouldRefuseIsRefused(String field, String reason) throws IOException {
    Path file = folder.resolve("functions.json");
    Files.writeString(
        file,
        "[{\"name\":\"f\",\"zip\":\"f.zip\",\"handler\":\"f.F\",\"memoryMegabytes\":128,"
            + "\"timeoutSeconds\":3,"
            + field
            + "}]");
    assertThatThrownBy(() -> FunctionsFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void twoFunctionsCannotShareAnAccessKey() throws IOException {
    Path file = folder.resolve("functions.json");
    FunctionsFile.write(
        file,
        List.of(
            SamplePackage.function("a-b", folder, 10, 1),
            SamplePackage.function("ab", folder, 10, 1)));
    assertThatThrownBy(() -> FunctionsFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ab");
  }

  @Test
  void anEntryThatLeadsOutOfThePackageIsRefused() throws IOException {
    Path zip = folder.resolve("evil.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      entries.putNextEntry(new ZipEntry("../evil"));
    }
    assertThatThrownBy(() -> FunctionPackage.unpack(zip, folder.resolve("root")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of it");
    assertThat(folder.resolve("evil")).doesNotExist();
  }
}
