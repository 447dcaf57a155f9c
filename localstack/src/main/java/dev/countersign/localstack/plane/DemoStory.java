package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.plane.PersonBrowser.Page;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story that the demo tells: each step says what a person would want to see, and checks it. */
public final class DemoStory {

  private static final String CONNECTION = "orders";
  private static final String UPDATE = "update orders set status = $1 where id = $2";

  private static final Duration MAIL_PATIENCE = Duration.ofSeconds(20);
  private static final Duration MAIL_PAUSE = Duration.ofMillis(200);

  private final LocalPlane plane;
  private final Story story;
  private final PlaneClient reporter;

  /** The story of this plane, told here. */
  public DemoStory(LocalPlane plane, Story story) {
    this.plane = plane;
    this.story = story;
    this.reporter = new PlaneClient(plane.api(), plane.cast().agentToken("reporter"));
  }

  /** Tells it from the beginning to the end. */
  public void tell() throws IOException, InterruptedException {
    maskedRead();
    whatIsNeverARead();
    denied();
    identity();
    approvedWrite();
    refusedWrite();
    exposingWrite();
    expiredWrite();
    cancelled();
    idempotency();
    badInput();
    new AuditStory(plane, story).tell();
    functionsRanFromTheirPackages();
  }

  private void maskedRead() {
    story.step("An agent reads customers; e-mail and phone come masked");
    Reply reply =
        reporter.sql(
            CONNECTION,
            "select id, full_name, email, phone, country from customers order by id limit 3",
            List.of(),
            "");
    story.check("status", 200, reply.status());
    for (JsonNode row : reply.body().path("rows")) {
      story.tell(row.toString());
      story.check(
          "e-mail and phone are masked",
          row.path(2).asText() + " " + row.path(3).asText(),
          "masked@masked.invalid +12025550100");
      story.check("the name is not", !row.path(1).asText().contains("masked"));
    }
    story.check("rows", 3, reply.body().path("rows").size());
    story.step("A condition sees masks too: it finds nobody, and the answer says why");
    Reply where =
        reporter.sql(CONNECTION, "select id from customers where email like 'a%'", List.of(), "");
    story.check("status", 200, where.status());
    story.check("rows", 0, where.body().path("rows").size());
    story.check(
        "masks decided a condition", "condition", where.body().path("maskedIn").path(0).asText());
    story.step("A column that tells where a row is stored is refused, with the reason");
    Reply stored = reporter.sql(CONNECTION, "select ctid from customers", List.of(), "");
    story.check("status", 403, stored.status());
    story.check("type", "cannot-be-masked", stored.problem());
    story.tell(stored.body().path("detail").asText());
    story.step("An ordinary question over unlabelled columns runs");
    Reply join =
        reporter.sql(
            CONNECTION,
            "select c.country, count(*) as orders from customers c join orders o on o.customer_id ="
                + " c.id where c.country <> $1 group by c.country order by orders desc, c.country"
                + " limit 3",
            List.of("DE"),
            "");
    story.check("status", 200, join.status());
    join.body().path("rows").forEach(row -> story.tell(row.toString()));
  }

  private void whatIsNeverARead() {
    story.step("What cannot be read, two statements in one, and unknown functions are never reads");
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("two statements", "select 1; delete from orders");
    texts.put("not SQL", "selec everything");
    texts.put("a function that is not on the list", "select pg_sleep(5)");
    texts.put("a write in WITH", "with d as (delete from orders returning id) select * from d");
    long before = plane.shop().count("select count(*) from orders");
    texts.forEach((what, text) -> {
      Reply reply = reporter.sql(CONNECTION, text, List.of(), "");
      story.check(what + " does not run", reply.status() == 403 || reply.status() == 202);
      story.tell(
          reply.status()
              + " "
              + reply.body().path("detail").asText(reply.body().path("state").asText()));
    });
    story.check("orders in the target", before, plane.shop().count("select count(*) from orders"));
  }

  private void denied() {
    story.step("A change of the schema is denied in the policy's own words");
    Reply reply = reporter.sql(CONNECTION, "drop table orders", List.of(), "");
    story.check("status", 403, reply.status());
    story.check("media type", "application/problem+json", reply.contentType());
    story.check("type", "denied-by-policy", reply.problem());
    story.check(
        "message",
        "schema changes go through the migration pipeline",
        reply.body().path("detail").asText());
  }

  private void identity() {
    story.step("Tokens are checked strictly");
    for (String fault :
        List.of("expired", "wrong-audience", "other-key", "unsigned", "wrong-type")) {
      String token = plane.cast().oddToken("agents", plane.cast().agentSubject("reporter"), fault);
      Reply reply = new PlaneClient(plane.api(), token).sql(CONNECTION, "select 1", List.of(), "");
      story.check(fault, 401, reply.status());
    }
    Reply none = new PlaneClient(plane.api(), "").sql(CONNECTION, "select 1", List.of(), "");
    story.check("no token", 401, none.status());
  }

  private void approvedWrite() throws IOException, InterruptedException {
    story.step("A write waits for a second person");
    String before = plane.shop().text("select status from orders where id = 17");
    Reply asked = reporter.sql(CONNECTION, UPDATE, List.of("countersigned", "17"), "");
    story.check("status", 202, asked.status());
    story.check("Location", Optional.of("/v1/operations/" + asked.operation()), asked.location());
    story.check("Retry-After is there", asked.retryAfter().isPresent());
    story.check("state", "waiting-for-approval", asked.body().path("state").asText());
    story.check(
        "nothing has changed",
        before,
        plane.shop().text("select status from orders where id = 17"));
    Reply again = reporter.sql(CONNECTION, UPDATE, List.of("countersigned", "17"), "");
    story.check(
        "the same request again finds the same operation", asked.operation(), again.operation());
    URI link = plane.api().resolve("/approvals/" + asked.operation());

    story.step("The DBAs get a mail; who answers for the agent does not");
    story.check("Dana gets the link", isMailed("dana.ruiz@example.com", link));
    story.check("Mei gets the link", isMailed("mei.tan@example.com", link));
    story.check(
        "Sam, who operates the agent, gets none", "", plane.mailTo("sam.okafor@example.com"));

    story.step("Link scanners open the link a hundred times");
    for (int visit = 0; visit < 100; visit++) {
      new PersonBrowser().open(link);
    }
    story.check(
        "state",
        "waiting-for-approval",
        reporter.poll(asked.operation(), 0).body().path("state").asText());

    story.step("Whoever answers for the agent is refused, by the condition of the write");
    for (String person : List.of("olga", "sam")) {
      Page refused =
          vote(signIn(person, link), link, "approve", Optional.of(signedInForm("dana", link)));
      story.check(person + " is refused", 403, refused.status());
      story.tell(sentence(refused));
    }

    story.step("No token reaches the vote, an agent's least of all");
    Reply byAgent =
        reporter.send("POST", "/approvals/" + asked.operation(), "verdict=approve", Map.of());
    story.check("status", 401, byAgent.status());

    story.step("Dana sees exactly what would run, and approves");
    PersonBrowser dana = signIn("dana", link);
    Page page = dana.open(link);
    story.check("the page shows the statement", page.text().contains(UPDATE));
    story.check(
        "and the parameters", page.text().contains("countersigned") && page.text().contains("17"));
    story.check("and who answers for the requester", page.text().contains("olga, sam"));
    Page voted = vote(dana, link, "approve", Optional.empty());
    story.check("status", 200, voted.status());
    Reply answer = reporter.poll(asked.operation(), 20);
    story.check("the agent's poll is answered", 200, answer.status());
    story.check("command", "UPDATE 1", answer.body().path("command").asText());
    story.check(
        "the order in the target",
        "countersigned",
        plane.shop().text("select status from orders where id = 17"));
    story.check(
        "it ran once",
        1L,
        plane.shop().count("select count(*) from orders where status = 'countersigned'"));
    Reply other =
        new PlaneClient(plane.api(), plane.cast().agentToken("deployer"))
            .poll(asked.operation(), 0);
    story.check("another agent learns nothing of it", 404, other.status());
  }

  private void refusedWrite() {
    story.step("An approver refuses, with a reason");
    Reply asked = reporter.sql(CONNECTION, UPDATE, List.of("lost", "18"), "");
    URI link = plane.api().resolve("/approvals/" + asked.operation());
    vote(signIn("mei", link), link, "refuse", Optional.empty());
    Reply answer = reporter.poll(asked.operation(), 20);
    story.check("status", 403, answer.status());
    story.check("type", "refused-by-approver", answer.problem());
    story.check(
        "nothing ran", 0L, plane.shop().count("select count(*) from orders where status = 'lost'"));
  }

  private void exposingWrite() throws IOException, InterruptedException {
    story.step("A write that would copy masked values is refused: nobody may be asked about it");
    Reply copying =
        reporter.sql(
            CONNECTION, "update customers set full_name = email where id = 1", List.of(), "");
    story.check("status", 403, copying.status());
    story.check("type", "cannot-be-masked", copying.problem());
    story.tell(copying.body().path("detail").asText());

    story.step("One that chooses rows by masked addresses waits for two DBAs");
    Reply asked =
        reporter.sql(
            CONNECTION,
            "update customers set newsletter = false where id < $1 and email like '%@%' returning"
                + " id",
            List.of("4"),
            "");
    story.check("status", 202, asked.status());
    story.check(
        "the agent is told what it exposes",
        "public.customers.email in condition",
        asked.body().at("/exposes/0/column").asText()
            + " in "
            + asked.body().at("/exposes/0/in").asText());
    URI link = plane.api().resolve("/approvals/" + asked.operation());
    story.check("Dana gets the link", isMailed("dana.ruiz@example.com", link));
    PersonBrowser dana = signIn("dana", link);
    String page = dana.open(link).text();
    story.check(
        "the page says what the rows tell",
        page.contains(
            "decides which rows are touched: how many and which they are tells of its values"));
    vote(dana, link, "approve", Optional.empty());
    story.check(
        "one approval, enough for a write, is not enough for this",
        "waiting-for-approval",
        reporter.poll(asked.operation(), 0).body().path("state").asText());
    vote(signIn("mei", link), link, "approve", Optional.empty());
    Reply answer = reporter.poll(asked.operation(), 20);
    story.check("the agent's poll is answered", 200, answer.status());
    story.check("command", "UPDATE 3", answer.body().path("command").asText());
    answer
        .body()
        .path("rows")
        .forEach(row -> story.check("RETURNING is withheld", "***", row.path(0).asText()));
  }

  private void expiredWrite() {
    story.step("Nobody votes, and the request expires (here after 5 seconds)");
    Reply asked =
        reporter.sql(CONNECTION, "update products set name = name where id = $1", List.of("1"), "");
    story.check("status", 202, asked.status());
    Reply answer = reporter.poll(asked.operation(), 20);
    story.check("status", 410, answer.status());
    story.check("type", "approval-expired", answer.problem());
    URI link = plane.api().resolve("/approvals/" + asked.operation());
    Page late =
        vote(signIn("dana", link), link, "approve", Optional.of(signedInForm("dana", link)));
    story.check("a late vote does not count", late.status() != 200);
  }

  private void cancelled() {
    story.step("A request is withdrawn before anybody has approved it");
    Reply asked = reporter.sql(CONNECTION, UPDATE, List.of("withdrawn", "19"), "");
    Reply cancel = reporter.cancel(asked.operation());
    story.check("status", 409, cancel.status());
    story.check("type", "cancelled", cancel.problem());

    story.step("A running operation is stopped on the target");
    Reply running =
        reporter.sql(
            CONNECTION,
            "select count(*) from orders a cross join orders b where a.id + b.id < $1",
            List.of("7"),
            "?wait=1");
    story.check("it runs", 202, running.status());
    reporter.cancel(running.operation());
    Reply stopped = reporter.poll(running.operation(), 20);
    story.check("type", "cancelled", stopped.problem());
    story.check(
        "statements of the plane that run on the target",
        0L,
        plane
            .shop()
            .count(
                "select count(*) from pg_stat_activity where application_name = 'countersign' and"
                    + " state = 'active'"));
  }

  private void idempotency() {
    story.step("An Idempotency-Key names one request");
    Map<String, String> key = Map.of("Idempotency-Key", "demo-1");
    Reply first = reporter.sql(CONNECTION, "select 1 as one", List.of(), "", key);
    Reply second = reporter.sql(CONNECTION, "select 1 as one", List.of(), "", key);
    Reply other = reporter.sql(CONNECTION, "select 2 as two", List.of(), "", key);
    story.check("the same request finds the same operation", first.operation(), second.operation());
    story.check("other content is refused", 422, other.status());
  }

  private void badInput() {
    story.step("Bad input gets a clear problem");
    story.check(
        "not JSON",
        "not-json",
        reporter.send("POST", "/v1/connections/orders/sql", "{", Map.of()).problem());
    story.check(
        "an unknown field",
        "unknown-field",
        reporter
            .send("POST", "/v1/connections/orders/sql", "{\"sql\":\"select 1\"}", Map.of())
            .problem());
    story.check(
        "an unknown connection",
        "unknown-connection",
        reporter.sql("nowhere", "select 1", List.of(), "").problem());
    story.check(
        "a parameter too many",
        "parameters",
        reporter.sql(CONNECTION, "select 1", List.of("x"), "").problem());
    story.check(
        "a parameter of another type",
        "parameters",
        reporter
            .sql(CONNECTION, "select id from orders where id = $1", List.of("x"), "")
            .problem());
  }

  private void functionsRanFromTheirPackages() throws IOException, InterruptedException {
    story.step("Every function ran from its packaged zip");
    JsonNode functions = new ObjectMapper().readTree(plane.functions());
    for (JsonNode function : functions) {
      story.tell(
          "%s: %d invocations from %s"
              .formatted(
                  function.path("name").asText(),
                  function.path("invocations").asLong(),
                  function.path("sha256").asText()));
      story.check(
          function.path("name").asText() + " ran from a zip",
          function.path("zip").asText().endsWith(function.path("name").asText() + ".zip")
              && function.path("invocations").asLong() > 0);
    }
    story.check("functions", 4, functions.size());
  }

  /** The workflow sends mails by itself, so this asks for a while. */
  private boolean isMailed(String address, URI link) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(MAIL_PATIENCE);
    while (!plane.mailTo(address).contains(link.toString())) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(MAIL_PAUSE);
    }
    return true;
  }

  private PersonBrowser signIn(String person, URI link) {
    PersonBrowser browser = new PersonBrowser();
    browser.signIn(plane.cast().subjectOf(person), link);
    return browser;
  }

  /** The fields of the form that this person is shown: above all the digest of what they see. */
  private Map<String, String> signedInForm(String person, URI link) {
    return signIn(person, link).open(link).hiddenFields();
  }

  /** Posts a verdict, with the voter's own form token and, if given, another form's digest. */
  private static Page vote(
      PersonBrowser browser, URI link, String verdict, Optional<Map<String, String>> otherForm) {
    Map<String, String> fields = new LinkedHashMap<>(browser.open(link).hiddenFields());
    otherForm
        .map(form -> form.getOrDefault("digest", ""))
        .ifPresent(digest -> fields.put("digest", digest));
    fields.put("verdict", verdict);
    fields.put("reason", "seen in the demo");
    return browser.submit(link, fields);
  }

  private static String sentence(Page page) {
    int from = page.text().indexOf("<section>") + "<section>".length();
    int to = page.text().indexOf("</section>");
    return from < to ? page.text().substring(from, to).strip() : "";
  }
}
