package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.browser.Chromium;
import dev.countersign.localstack.browser.Screen;
import dev.countersign.localstack.browser.Scripts;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of audit in Chromium, on a desk and on a phone, against the packaged functions. */
final class AuditPageBrowserTest {

  private static String write = "";

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    PlaneClient reporter = TestPlane.reporter();
    reporter.sql(
        "orders",
        "select id, full_name, email, phone, country from customers order by id limit 3",
        List.of(),
        "");
    reporter.sql("orders", "drop table orders", List.of(), "");
    Reply asked =
        reporter.sql(
            "orders",
            "update orders set status = $1 where id = $2",
            List.of("audited \u202e", "23"),
            "");
    write = asked.operation();
    URI link = TestPlane.shared().api().resolve("/approvals/" + write);
    PersonBrowser dana = new PersonBrowser();
    dana.signIn(TestPlane.shared().cast().subjectOf("dana"), link);
    assertThat(dana.vote(link, "approve", "ticket 4711")).isTrue();
    assertThat(reporter.poll(write, 20).status()).isEqualTo(200);
  }

  private static Chromium ada(Screen screen, Scripts scripts, String path)
      throws IOException, InterruptedException {
    Chromium browser = Chromium.start(screen, scripts);
    browser.open(TestPlane.shared().api().resolve(path));
    browser.signIn(TestPlane.shared().cast().subjectOf("ada"));
    return browser;
  }

  private static void keep(Chromium browser, String name, Screen screen) throws IOException {
    browser.picture(Path.of("target/pictures/audit-%s-%d.png".formatted(name, screen.width())));
  }

  @ParameterizedTest
  @EnumSource
  void theListFitsTheScreenAndShowsSessions(Screen screen)
      throws IOException, InterruptedException {
    try (Chromium browser = ada(screen, Scripts.ALLOWED, "/audit")) {
      assertThat(browser.text()).contains("reporter on orders", "update orders set status = $1");
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
      keep(browser, "list", screen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theReplayFitsTheScreenAndShowsEveryStage(Screen screen)
      throws IOException, InterruptedException {
    try (Chromium browser = ada(screen, Scripts.ALLOWED, "/audit/operations/" + write)) {
      assertThat(browser.all("main section h2")).hasSize(7);
      assertThat(browser.text())
          .contains("public.orders.id (read), public.orders.status (write)")
          .contains("audited \\u{202e}", "Behind the vote stands dana", "UPDATE 1", "ticket 4711");
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
      keep(browser, "replay", screen);
    }
  }

  @Test
  void theReplayOfAWriteSaysWhatItExposes() throws IOException, InterruptedException {
    Reply asked =
        TestPlane.reporter()
            .sql(
                "orders",
                "update customers set newsletter = true where email like $1",
                List.of("%@example.net"),
                "");
    assertThat(asked.status()).isEqualTo(202);
    try (Chromium browser =
        ada(Screen.DESK, Scripts.ALLOWED, "/audit/operations/" + asked.operation())) {
      keep(browser, "exposure", Screen.DESK);
      assertThat(browser.text())
          .contains(
              "True values used",
              "public.customers.email decides which rows are touched: how many and which they are"
                  + " tells of its values",
              "reporting-chooses-rows-by-address");
      assertThat(browser.consoleErrors()).isEmpty();
    }
    assertThat(TestPlane.reporter().cancel(asked.operation()).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource
  void theReplaySaysWhatADryRunCameTo(Screen screen) throws IOException, InterruptedException {
    Reply asked =
        TestPlane.reporter()
            .sql(
                "orders",
                "update orders set status = 'tried' where id between 201 and $1",
                List.of(Integer.toString(202 + screen.width())),
                "");
    assertThat(asked.status()).isEqualTo(202);
    RecordedEvidence.awaitEstimate(asked.operation());
    String path = "/audit/operations/" + asked.operation();
    try (Chromium browser = ada(screen, Scripts.ALLOWED, path)) {
      keep(browser, "dry-run", screen);
      assertThat(browser.text())
          .contains("A dry run touched " + (2 + screen.width()) + " rows, those that")
          .contains("It waits for approvers. Nothing was committed.");
      RecordedEvidence.loseEstimate(asked.operation());
      browser.open(TestPlane.shared().api().resolve(path));
      keep(browser, "dry-run-begun", screen);
      assertThat(browser.text()).contains("A dry run was begun, and what it came to is not known.");
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
    assertThat(TestPlane.reporter().cancel(asked.operation()).status()).isEqualTo(409);
  }

  @Test
  void everythingWorksWithoutJavaScript() throws IOException, InterruptedException {
    try (Chromium browser = ada(Screen.DESK, Scripts.BLOCKED, "/audit")) {
      browser.one("input[name=table]").sendKeys("customers");
      browser.follow("form.filter button");
      assertThat(browser.text())
          .contains("select id, full_name")
          .doesNotContain("update orders set status");
      browser.followFirst("a.row");
      assertThat(browser.text()).contains("masked", "masked@masked.invalid", "3 rows.");
      browser.follow("header button");
      assertThat(browser.text()).contains("Signed out");
    }
  }

  @Test
  void aFilterByOutcomeFindsWhatWasDenied() throws IOException, InterruptedException {
    try (Chromium browser = ada(Screen.DESK, Scripts.ALLOWED, "/audit?outcome=denied")) {
      assertThat(browser.text())
          .contains("drop table orders")
          .doesNotContain("update orders set status = $1");
      browser.followFirst("a.row");
      assertThat(browser.text())
          .contains("schema changes go through the migration pipeline", "Nothing was committed.");
    }
  }

  @Test
  void whoIsNoAuditorSeesNothing() throws IOException, InterruptedException {
    try (Chromium browser = Chromium.start(Screen.DESK, Scripts.ALLOWED)) {
      browser.open(TestPlane.shared().api().resolve("/audit/operations/" + write));
      browser.signIn(TestPlane.shared().cast().subjectOf("dana"));
      assertThat(browser.text()).contains("only a person of the group").doesNotContain("update");
    }
  }
}
