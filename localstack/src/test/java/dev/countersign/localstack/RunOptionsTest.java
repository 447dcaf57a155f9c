package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {

  @Test
  void withoutOptionsItIsTheShopAtTheUsualPort() {
    assertThat(RunOptions.of(List.of())).isEqualTo(new RunOptions(8080, Optional.empty()));
  }

  @Test
  void optionsMayComeInAnyOrder(@TempDir Path folder) {
    RunOptions wanted = new RunOptions(0, Optional.of(folder.toAbsolutePath()));
    assertThat(RunOptions.of(List.of("--port", "0", "--bundle", folder.toString())))
        .isEqualTo(wanted);
    assertThat(RunOptions.of(List.of("--bundle", folder.toString(), "--port", "0")))
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "--prot 80, there is no option `--prot`",
    "80, there is no option `80`",
    "--port, `--port` needs a value",
    "--port 65536, `--port` is a number from 0 to 65535",
    "--port -1, `--port` is a number from 0 to 65535",
    "--port http, `--port` is a number from 0 to 65535",
    "--bundle /no/such/folder, there is no folder `/no/such/folder`"
  })
  void whatIsWrongIsSaidInOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> RunOptions.of(List.of(line.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
