package dev.countersign.approval;

import static dev.countersign.approval.ApprovalScene.ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.countersign.approval.ProxyEvent.Response;
import dev.countersign.canonical.Digest;
import dev.countersign.execute.DryRun;
import dev.countersign.execute.NoEstimate;
import dev.countersign.execute.TargetFault;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Append;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import dev.countersign.record.SampleEvidence;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of approval, through the function's own entry. */
class ApprovalControllerTest {

  private static final String PAGE = "/approvals/" + ID;

  private final ApplicationContext context = ApplicationContext.run();
  private final ApprovalScene scene = context.getBean(ApprovalScene.class);
  private final ApprovalFunction function = new ApprovalFunction(context);
  private final List<Entry> before = scene.log.read(ID);

  @AfterEach
  void close() {
    context.close();
  }

  private Map<String, String> form(String session) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("form-token", scene.formToken(session));
    form.put("digest", ApprovalScene.SHOWN.text());
    form.put("reason", "looked at it");
    form.put("verdict", "approve");
    return form;
  }

  private void nothingHasChanged() {
    assertThat(scene.log.read(ID)).isEqualTo(before);
  }

  private Response refused(ProxyEvent event, int status) throws IOException {
    Response response = event.sendTo(function);
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    isGuarded(response);
    nothingHasChanged();
    return response;
  }

  private static void isGuarded(Response response) {
    assertThat(response.headers("Cache-Control")).containsExactly("no-store");
    assertThat(response.headers("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers("X-Frame-Options")).containsExactly("DENY");
    assertThat(response.headers("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "script-src");
  }

  @Test
  void withoutASessionThePageLeadsToTheIssuerAndChangesNothing() throws IOException {
    Response response = refused(ProxyEvent.get(PAGE), 302);
    assertThat(response.headers("Location"))
        .singleElement()
        .asString()
        .startsWith("https://id.example.com/authorize?")
        .contains("code_challenge_method=S256", "prompt=login");
    isHardCookie(response, ApprovalController.COOKIES.signIn());
  }

  @Test
  void aRequestLeavesNoBeanBehind() throws IOException {
    refused(ProxyEvent.get(PAGE), 302);
    assertThat(context.containsBean(Context.class)).isFalse();
  }

  private static void isHardCookie(Response response, String name) {
    assertThat(response.headers("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith(name + "=")
        .startsWith("__Host-")
        .contains("; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax;")
        .doesNotContain("Domain");
  }

  @Test
  void aGetChangesNothingWhateverItCarries() throws IOException {
    String session = scene.signIn("carol");
    ProxyEvent event = ProxyEvent.get(PAGE).session(session);
    form(session).forEach(event::query);
    Response response = refused(event, 200);
    assertThat(response.body()).contains("UPDATE shop.orders", "4711", "alice, bob");
  }

  private void estimated(Optional<Long> rows, Optional<NoEstimate> withheld) {
    scene.log.append(
        Append.of(
            EvidenceCodec.encode(
                ApprovalScene.ID,
                new Evidence.Estimated(
                    rows, withheld, Optional.empty(), scene.clock.instant(), List.of()))));
  }

  private void begun() {
    scene.log.append(
        Append.of(
            EvidenceCodec.encode(
                ApprovalScene.ID, new Evidence.Tried("b0b", scene.clock.instant(), List.of()))));
  }

  private void tried(DryRun dryRun) {
    begun();
    scene.log.append(
        Append.of(
            EvidenceCodec.encode(
                ApprovalScene.ID,
                new Evidence.Estimated(
                    Optional.of(12L),
                    Optional.empty(),
                    Optional.of(dryRun),
                    scene.clock.instant(),
                    List.of()))));
  }

  private String page(String person) throws IOException {
    Response response = ProxyEvent.get(PAGE).session(scene.signIn(person)).sendTo(function);
    assertThat(response.status()).isEqualTo(200);
    return response.body();
  }

  @Test
  void thePlannersGuessIsShownAsAGuess() throws IOException {
    assertThat(page("carol")).doesNotContain("<dt>Rows</dt>");
    estimated(Optional.of(1_234_567L), Optional.empty());
    assertThat(page("carol"))
        .contains("about 1,234,567 rows", "The planner's guess", "email (shop.customers.email)");
  }

  @Test
  void whatTheWriteExposesIsSaidFirstInPlainWords() throws IOException {
    String page = page("carol");
    assertThat(page)
        .contains(
            "It uses values that the requester may not know",
            "shop.customers.email decides which rows are touched: how many and which they are tells"
                + " of its values.");
    assertThat(page.indexOf("may not know")).isLessThan(page.indexOf("What will run, exactly"));
  }

  @Test
  void whichParametersAreTheKeyOfTheMasksIsSaid() throws IOException {
    OperationId keyed = new OperationId("op-00000000000000000000000000000002");
    scene.log.append(Append.of(EvidenceCodec.encode(keyed, SampleEvidence.withMaskKey(keyed))));
    Response response =
        ProxyEvent.get("/approvals/" + keyed).session(scene.signIn("carol")).sendTo(function);
    assertThat(response.body())
        .contains("$3 and $4 are the key of the masks. Execution binds it; no record holds it.");
    assertThat(page("carol")).doesNotContain("the key of the masks");
  }

  @Test
  void onlyTheLabelsOfColumnsTouchedAreThoseTouched() throws IOException {
    assertThat(page("carol"))
        .contains("<dt>Labels touched</dt><dd>email (shop.customers.email)</dd>")
        .contains("<dt>Masked columns</dt><dd>shop.customers.email, shop.customers.phone</dd>");
  }

  @Test
  void nothingIsSaidOfADryRunThatWasNotMade() throws IOException {
    estimated(Optional.of(12L), Optional.empty());
    assertThat(page("carol")).doesNotContain("dry run", "Dry run");
  }

  @Test
  void theCountOfADryRunIsShownWithWhatItDid() throws IOException {
    tried(new DryRun(Optional.of(1_100L), Optional.empty()));
    assertThat(page("carol"))
        .contains(
            "about 12 rows",
            "A dry run: it touched 1,100 rows.",
            "It fired triggers and took locks",
            "was rolled back",
            "Rows that triggers, rules or cascades change are not in the number.");
  }

  @ParameterizedTest
  @EnumSource(TargetFault.Kind.class)
  void aDryRunThatFailedIsSaidBySqlstateAndKeepsNobodyFromVoting(TargetFault.Kind kind)
      throws IOException {
    tried(new DryRun(Optional.empty(), Optional.of(new TargetFault(kind, "57014"))));
    assertThat(page("carol"))
        .contains("A dry run: it did not come to its end: ", "(SQLSTATE 57014)", "Nothing of it")
        .contains("Approve this operation");
  }

  @Test
  void aDryRunOfWhichNothingIsKnownIsSaidToo() throws IOException {
    tried(new DryRun(Optional.empty(), Optional.empty()));
    assertThat(page("carol")).contains("it was begun, and what it came to is not known");
  }

  @Test
  void aDryRunOfWhichNothingMoreIsRecordedIsShownAsBegun() throws IOException {
    begun();
    assertThat(page("carol"))
        .contains("it was begun, and what it came to is not known", "Nothing of it was committed.")
        .contains("Approve this operation")
        .doesNotContain("<dt>Rows</dt>");
    for (String person : List.of("alice", "bob")) {
      assertThat(page(person)).doesNotContain("ry run");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  void whoAnswersForTheRequesterIsShownNoDryRun(String person) throws IOException {
    tried(new DryRun(Optional.of(1_100L), Optional.empty()));
    assertThat(page(person)).doesNotContain("1,100", "A dry run");
  }

  @ParameterizedTest
  @EnumSource(NoEstimate.class)
  void whyThereIsNoGuessIsSaid(NoEstimate why) throws IOException {
    estimated(Optional.empty(), Optional.of(why));
    assertThat(page("carol")).contains("No guess: ").doesNotContain("about", "The planner's guess");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob"})
  void whoAnswersForTheRequesterIsShownNoGuess(String person) throws IOException {
    estimated(Optional.of(1_234_567L), Optional.empty());
    assertThat(page(person))
        .contains("UPDATE shop.orders")
        .doesNotContain("1,234,567", "<dt>Rows</dt>");
  }

  @Test
  void whoHasVotedStillSeesTheGuess() throws IOException {
    estimated(Optional.of(1_234_567L), Optional.empty());
    String session = scene.signIn("carol");
    ProxyEvent.post(PAGE, form(session)).session(session).sendTo(function);
    assertThat(page("carol")).contains("1,234,567");
  }

  @Test
  void aVoteOfASecondPersonIsTaken() throws IOException {
    String session = scene.signIn("carol");
    Response response = ProxyEvent.post(PAGE, form(session)).session(session).sendTo(function);
    assertThat(response.status()).isEqualTo(303);
    assertThat(response.headers("Location")).containsExactly(PAGE);
    isGuarded(response);
    assertThat(scene.file().votes())
        .singleElement()
        .satisfies(vote -> assertThat(vote.approver()).isEqualTo("carol"));
  }

  @Test
  void aVoteWithoutASessionIsRefused() throws IOException {
    String session = scene.signIn("carol");
    refused(ProxyEvent.post(PAGE, form(session)), 401);
    refused(ProxyEvent.post(PAGE, form(session)).session("guessed"), 401);
  }

  @Test
  void aSessionEndsAfterTenMinutes() throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    scene.clock.set(scene.clock.instant().plus(Duration.ofMinutes(10)));
    refused(ProxyEvent.post(PAGE, form).session(session), 401);
  }

  @Test
  void aBearerTokenIsNoSession() throws IOException {
    String session = scene.signIn("carol");
    refused(ProxyEvent.post(PAGE, form(session)).header("Authorization", "Bearer " + session), 401);
    refused(ProxyEvent.get(PAGE).header("Authorization", "Bearer " + session), 302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "guessed", "of-another-session"})
  void aFormWithoutTheSessionsTokenIsRefused(String token) throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    form.put(
        "form-token",
        token.equals("of-another-session") ? scene.formToken(scene.signIn("dave")) : token);
    refused(ProxyEvent.post(PAGE, form).session(session), 403);
    form.remove("form-token");
    refused(ProxyEvent.post(PAGE, form).session(session), 403);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, https://elsewhere.example",
    "Origin, https://plane.example.com.elsewhere.example",
    "Origin, http://plane.example.com",
    "Origin, null"
  })
  void aFormFromElsewhereIsRefusedEvenWithTheToken(String header, String value) throws IOException {
    String session = scene.signIn("carol");
    refused(ProxyEvent.post(PAGE, form(session)).session(session).header(header, value), 403);
  }

  @Test
  void aFormThatTheBrowserSaysIsOursIsTaken() throws IOException {
    String session = scene.signIn("carol");
    Response response =
        ProxyEvent.post(PAGE, form(session))
            .session(session)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Origin", ApprovalScene.PLANE)
            .sendTo(function);
    assertThat(response.status()).isEqualTo(303);
  }

  @ParameterizedTest
  @CsvSource({
    "reason, ''",
    "reason, '   '",
    "verdict, ''",
    "verdict, APPROVE",
    "digest, ''",
    "digest, sha256:00"
  })
  void anIncompleteBallotIsRefused(String field, String value) throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    form.put(field, value);
    refused(ProxyEvent.post(PAGE, form).session(session), 400);
    form.remove(field);
    refused(ProxyEvent.post(PAGE, form).session(session), 400);
  }

  @Test
  void anEmptyFormIsRefused() throws IOException {
    String session = scene.signIn("carol");
    refused(ProxyEvent.post(PAGE, Map.of()).session(session), 400);
    refused(ProxyEvent.post("/sign-out", Map.of()).session(session), 400);
  }

  @Test
  void aReasonHasAtMostAThousandCharacters() throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    form.put("reason", "x".repeat(1_001));
    refused(ProxyEvent.post(PAGE, form).session(session), 400);
    form.put("reason", "x".repeat(1_000));
    assertThat(ProxyEvent.post(PAGE, form).session(session).sendTo(function).status())
        .isEqualTo(303);
  }

  @Test
  void aVoteOnOtherContentIsRefused() throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    form.put("digest", Digest.ofText("another page").text());
    refused(ProxyEvent.post(PAGE, form).session(session), 409);
  }

  @Test
  void whoAnswersForTheRequesterIsRefusedWithTheReason() throws IOException {
    String session = scene.signIn("alice");
    Response response = refused(ProxyEvent.post(PAGE, form(session)).session(session), 403);
    assertThat(response.body()).contains("alice");
  }

  @Test
  void whatIsNoOperationIsNotFound() throws IOException {
    String session = scene.signIn("carol");
    String other = "/approvals/op-ffffffffffffffffffffffffffffffff";
    refused(ProxyEvent.get(other).session(session), 404);
    refused(ProxyEvent.get("/approvals/everything").session(session), 404);
    refused(ProxyEvent.post(other, form(session)).session(session), 404);
  }

  @Test
  void aSignInThatWasNotBegunHereIsRefused() throws IOException {
    ProxyEvent callback =
        ProxyEvent.get("/sign-in/callback").query("code", "c").query("state", "s");
    refused(callback, 400);
    Response begun = ProxyEvent.get(PAGE).sendTo(function);
    String cookie = begun.headers("Set-Cookie").getFirst().split(";", 2)[0];
    refused(callback.header("Cookie", cookie), 403);
    // It could be used once, and was.
    refused(callback.header("Cookie", cookie), 400);
  }

  @Test
  void signingOutNeedsTheFormsTokenAndEndsTheSession() throws IOException {
    String session = scene.signIn("carol");
    Map<String, String> form = form(session);
    refused(ProxyEvent.post("/sign-out", Map.of("form-token", "guessed")).session(session), 403);
    Response response = refused(ProxyEvent.post("/sign-out", form).session(session), 200);
    isHardCookie(response, ApprovalController.COOKIES.session());
    assertThat(response.headers("Set-Cookie").getFirst()).contains("Max-Age=0");
    refused(ProxyEvent.post(PAGE, form).session(session), 401);
  }

  @Test
  void aFaultIsAPageThatSaysNothingOfIt() throws IOException {
    String session = scene.signIn("carol");
    scene.storeIsDown = true;
    Response response = refused(ProxyEvent.post(PAGE, form(session)).session(session), 503);
    assertThat(response.headers("Retry-After")).containsExactly("2");
    assertThat(response.body()).doesNotContain("eu-west-1", "Exception", "evidence");
  }
}
