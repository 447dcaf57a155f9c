package dev.countersign.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WithoutMessageTest {

  @Test
  void whatAFaultSaysIsNotKeptAndItsKindCauseAndPlaceAre() {
    Exception fault =
        new IllegalStateException("secret one", new IllegalArgumentException("secret two"));
    StringWriter logged = new StringWriter();
    WithoutMessage.of(fault).printStackTrace(new PrintWriter(logged));
    assertThat(logged.toString())
        .doesNotContain("secret")
        .contains(
            "java.lang.IllegalStateException",
            "java.lang.IllegalArgumentException",
            "WithoutMessageTest.whatAFault");
  }

  @Test
  void causesWithoutAnEndAreCut() {
    Exception first = new IllegalStateException();
    Exception second = new IllegalStateException(first);
    first.initCause(second);
    assertThat(WithoutMessage.of(first)).hasMessage("java.lang.IllegalStateException");
  }
}
