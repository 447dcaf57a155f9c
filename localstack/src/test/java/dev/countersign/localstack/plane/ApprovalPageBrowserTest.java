package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.browser.Chromium;
import dev.countersign.localstack.browser.Screen;
import dev.countersign.localstack.browser.Scripts;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on which an approver decides, in a real browser. */
class ApprovalPageBrowserTest {

  private static final String UPDATE = "update orders set status = $1 where id = $2";
  private static final String PURPOSE = "ticket 8812: the parcel has left the warehouse";
  private static final Path PICTURES = Path.of("target", "pictures");

  @ParameterizedTest
  @EnumSource(Screen.class)
  void everythingThatAnApproverNeedsIsInSight(Screen screen)
      throws IOException, InterruptedException {
    String order = Integer.toString(screen.width());
    URI link = askFor("shipped", order);
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "dana", link);
      browser.picture(PICTURES.resolve("approval-" + word(screen) + ".png"));
      assertThat(browser.width()).as("width of the page").isLessThanOrEqualTo(screen.width());
      assertThat(browser.text())
          .contains(UPDATE, "shipped", order, PURPOSE, "reporter", "olga, sam", "public.orders");
      assertThat(browser.one("button.approve").isDisplayed()).isTrue();
      assertThat(browser.one("button.refuse").isDisplayed()).isTrue();
      assertThat(browser.one("textarea[name=reason]").isDisplayed()).isTrue();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void theImpactIsInSight(Screen screen) throws IOException, InterruptedException {
    String body =
        "{\"statement\":\"update customers set newsletter = false, email = '-' \",\"purpose\":\"%s\"}"
            .formatted("a wish of width " + screen.width());
    Reply asked = TestPlane.reporter().send("POST", "/v1/connections/orders/sql", body, Map.of());
    assertThat(asked.status()).isEqualTo(202);
    RecordedEvidence.awaitEstimate(asked.operation());
    URI link = TestPlane.shared().api().resolve("/approvals/" + asked.operation());
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "dana", link);
      browser.picture(PICTURES.resolve("impact-" + word(screen) + ".png"));
      assertThat(browser.text())
          .containsPattern("about [0-9,]+ rows")
          .contains("The planner's guess", "email (public.customers.email)", "It has no WHERE");
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "olga", link);
      assertThat(browser.text()).contains("It has no WHERE").doesNotContain("guess");
    }
    assertThat(
            TestPlane.reporter()
                .send("DELETE", "/v1/operations/" + asked.operation(), "", Map.of())
                .status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void whatAWriteExposesIsInSight(Screen screen) throws IOException, InterruptedException {
    String body =
        "{\"statement\":\"update customers set newsletter = false where email like '%@example.org'\","
            + "\"purpose\":\"addresses that bounce, width "
            + screen.width()
            + "\"}";
    Reply asked = TestPlane.reporter().send("POST", "/v1/connections/orders/sql", body, Map.of());
    assertThat(asked.status()).isEqualTo(202);
    RecordedEvidence.awaitEstimate(asked.operation());
    URI link = TestPlane.shared().api().resolve("/approvals/" + asked.operation());
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "dana", link);
      browser.picture(PICTURES.resolve("exposure-" + word(screen) + ".png"));
      assertThat(browser.text())
          .containsIgnoringCase("It uses values that the requester may not know")
          .contains(
              "public.customers.email decides which rows are touched: how many and which they are"
                  + " tells of its values.",
              "exposures-need-two-dbas: 2 of dba",
              "No guess: it reads a column that is masked for the requester");
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
    assertThat(
            TestPlane.reporter()
                .send("DELETE", "/v1/operations/" + asked.operation(), "", Map.of())
                .status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void theCountOfADryRunIsInSightOfApproversAlone(Screen screen)
      throws IOException, InterruptedException {
    String status = "tried-" + screen.width();
    URI link = askForFortyOrders(status);
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "dana", link);
      browser.picture(PICTURES.resolve("dry-run-" + word(screen) + ".png"));
      assertThat(browser.text())
          .contains("A dry run: it touched 40 rows.", "It fired triggers and took locks")
          .contains("triggers, rules or cascades change are not in the number");
      assertThat(browser.one("button.approve").isDisplayed()).isTrue();
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "olga", link);
      assertThat(browser.text()).doesNotContain("dry run", "40 rows");
    }
    assertThat(
            TestPlane.shared()
                .shop()
                .text("select count(*) from orders where status = '" + status + "'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void aDryRunThatWasBegunIsInSightOfApproversAlone(Screen screen)
      throws IOException, InterruptedException {
    URI link = askForFortyOrders("begun-" + screen.width());
    RecordedEvidence.loseEstimate(operation(link));
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "dana", link);
      browser.picture(PICTURES.resolve("dry-run-begun-" + word(screen) + ".png"));
      assertThat(browser.text())
          .contains("A dry run: it was begun, and what it came to is not known.")
          .contains("Nothing of it was committed.")
          .doesNotContain("40 rows");
      assertThat(browser.one("button.approve").isDisplayed()).isTrue();
      assertThat(browser.width()).isLessThanOrEqualTo(screen.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
    try (Chromium browser = Chromium.start(screen, Scripts.ALLOWED)) {
      signIn(browser, "olga", link);
      assertThat(browser.text()).doesNotContainIgnoringCase("dry run");
    }
  }

  @ParameterizedTest
  @EnumSource(Scripts.class)
  void anApproverSignsInAndApproves(Scripts scripts) throws IOException, InterruptedException {
    String status = "approved-with-scripts-" + scripts.name().toLowerCase(Locale.ROOT);
    URI link = askFor(status, "22");
    try (Chromium browser = Chromium.start(Screen.DESK, scripts)) {
      signIn(browser, "mei", link);
      assertThat(browser.one(".chip").getText()).isEqualTo("waiting-for-approval");
      browser.one("textarea[name=reason]").sendKeys("checked with the customer");
      browser.follow("button.approve");
      assertThat(browser.address()).isEqualTo(link);
      assertThat(browser.one(".chip").getText()).isIn("approved", "running", "succeeded");
      assertThat(browser.text()).contains("mei", "checked with the customer");
      assertThat(browser.all("button.approve")).isEmpty();
      assertThat(browser.consoleErrors()).isEmpty();
    }
    Reply answer = TestPlane.reporter().poll(operation(link), 20);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(TestPlane.shared().shop().text("select status from orders where id = 22"))
        .isEqualTo(status);
  }

  @Test
  void whoAnswersForTheRequesterSeesWhyTheirVoteWouldNotCount()
      throws IOException, InterruptedException {
    URI link = askFor("seen-by-olga", "23");
    try (Chromium browser = Chromium.start(Screen.PHONE, Scripts.ALLOWED)) {
      signIn(browser, "olga", link);
      browser.picture(PICTURES.resolve("approval-conflict.png"));
      assertThat(browser.text()).containsIgnoringCase("Your vote would not count");
      assertThat(browser.all("button.approve")).isEmpty();
      assertThat(browser.width()).isLessThanOrEqualTo(Screen.PHONE.width());
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  /** Asks for a change of forty orders, and waits until the dry run of it is recorded. */
  private static URI askForFortyOrders(String status) throws IOException, InterruptedException {
    String body =
        ("{\"statement\":\"update orders set status = '%s' where id between 101 and 140\","
                + "\"purpose\":\"%s\"}")
            .formatted(status, PURPOSE);
    Reply asked = TestPlane.reporter().send("POST", "/v1/connections/orders/sql", body, Map.of());
    assertThat(asked.status()).isEqualTo(202);
    RecordedEvidence.awaitEstimate(asked.operation());
    return TestPlane.shared().api().resolve("/approvals/" + asked.operation());
  }

  private static URI askFor(String status, String order) throws IOException, InterruptedException {
    String body =
        "{\"statement\":\"%s\",\"parameters\":[\"%s\",\"%s\"],\"purpose\":\"%s\"}"
            .formatted(UPDATE, status, order, PURPOSE);
    Reply asked = TestPlane.reporter().send("POST", "/v1/connections/orders/sql", body, Map.of());
    assertThat(asked.status()).isEqualTo(202);
    return TestPlane.shared().api().resolve("/approvals/" + asked.operation());
  }

  private static void signIn(Chromium browser, String person, URI link)
      throws IOException, InterruptedException {
    browser.open(link);
    browser.signIn(TestPlane.shared().cast().subjectOf(person));
    assertThat(browser.address()).isEqualTo(link);
  }

  private static String operation(URI link) {
    return link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
  }

  private static String word(Screen screen) {
    return screen.name().toLowerCase(Locale.ROOT);
  }
}
