package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.localstack.apigateway.Route;
import dev.countersign.localstack.lambda.FunctionDefinition;
import dev.countersign.localstack.process.Endpoints;
import dev.countersign.localstack.process.Plane;
import dev.countersign.localstack.process.Schedule;
import dev.countersign.localstack.s3.S3;
import dev.countersign.record.Overdue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The four functions as they are deployed: their packages, their environment, the routes that lead
 * to them, and the schedule of the sweep.
 */
final class PlaneFunctions {

  static final String MAIL_FROM = "countersign@example.com";
  static final String STATE_MACHINE = "approval";
  static final String STATE_MACHINE_ARN =
      "arn:aws:states:us-east-1:000000000000:stateMachine:" + STATE_MACHINE;

  /** Who execution is to Secrets Manager: the access key id that the function host gives it. */
  static final String EXECUTION_READER = "dutyexecution";

  /** The bucket of large answers: execution may write it, intake may give links into it. */
  static final S3.Access RESULTS =
      new S3.Access("results", Set.of(EXECUTION_READER), Set.of("dutyintake"));

  /** Auditors are few, and their readings bounded. */
  private static final int ONE_AUDITOR = 1;

  static final TableNames TABLES = TableNames.prefixed("");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xss2m");

  private final Path repository;
  private final Endpoints endpoints;
  private final Cast cast;
  private final FunctionLimits limits;
  private final Sweeping sweeping;
  private final URI store;

  PlaneFunctions(
      Path repository,
      Endpoints endpoints,
      Cast cast,
      FunctionLimits limits,
      Sweeping sweeping,
      URI store) {
    this.repository = repository;
    this.endpoints = endpoints;
    this.cast = cast;
    this.limits = limits;
    this.sweeping = sweeping;
    this.store = store;
  }

  Plane plane() {
    return new Plane(
        List.of(intake(), approval(), execution(), audit()), routes(), Set.of(), List.of(sweep()));
  }

  private Schedule sweep() {
    return new Schedule("intake", "{\"entry\":\"sweep\"}", sweeping.period());
  }

  private FunctionDefinition intake() {
    Map<String, String> environment = common();
    putTimes(environment);
    putTable(environment, Table.ANSWERS);
    putTable(environment, Table.CATALOGUE);
    environment.put("COUNTERSIGN_RESULTS_BUCKET", RESULTS.bucket());
    environment.put("COUNTERSIGN_STATE_MACHINE", STATE_MACHINE_ARN);
    environment.put("COUNTERSIGN_EXECUTION_FUNCTION", "execution");
    environment.put("COUNTERSIGN_ISSUERS", issuers());
    return function(
        "intake",
        "dev.countersign.intake.IntakeFunction",
        environment,
        limits.intake(),
        Duration.ofSeconds(28));
  }

  private FunctionDefinition approval() {
    Map<String, String> environment = common();
    putTable(environment, Table.APPROVALS);
    environment.put("COUNTERSIGN_SIGN_IN", signIn(Cast.CLIENT, "/sign-in/callback"));
    environment.put("COUNTERSIGN_PUBLIC_URL", endpoints.api().toString());
    environment.put("COUNTERSIGN_MAIL_FROM", MAIL_FROM);
    return function(
        "approval",
        "dev.countersign.approval.ApprovalFunction",
        environment,
        limits.approval(),
        Duration.ofSeconds(20));
  }

  private FunctionDefinition execution() {
    Map<String, String> environment = common();
    putTimes(environment);
    putTable(environment, Table.ANSWERS);
    putTable(environment, Table.CATALOGUE);
    environment.put("COUNTERSIGN_RESULTS_BUCKET", RESULTS.bucket());
    return function(
        "execution",
        "dev.countersign.execution.ExecutionFunction",
        environment,
        limits.execution(),
        limits.executionTimeout());
  }

  private FunctionDefinition audit() {
    Map<String, String> environment = common();
    putTable(environment, Table.ANSWERS);
    putTable(environment, Table.AUDITS);
    environment.put("COUNTERSIGN_ISSUERS", issuers());
    environment.put("COUNTERSIGN_PUBLIC_URL", endpoints.api().toString());
    environment.put("COUNTERSIGN_SIGN_IN", signIn(Cast.AUDIT_CLIENT, "/audit/sign-in/callback"));
    return function(
        "audit",
        "dev.countersign.audit.AuditFunction",
        environment,
        ONE_AUDITOR,
        Duration.ofSeconds(28));
  }

  private Map<String, String> common() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("COUNTERSIGN_LOCAL", "true");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", store.toString());
    putTable(environment, Table.EVIDENCE);
    putTable(environment, Table.POLICY);
    putTable(environment, Table.OPEN);
    return environment;
  }

  private void putTimes(Map<String, String> environment) {
    environment.put(Overdue.LONGEST_RUN, Long.toString(limits.executionTimeout().toSeconds()));
    environment.put(Overdue.GRACE, Long.toString(sweeping.grace().toSeconds()));
  }

  private static void putTable(Map<String, String> environment, Table table) {
    environment.put(table.variable(), TABLES.of(table));
  }

  private FunctionDefinition function(
      String name,
      String handler,
      Map<String, String> environment,
      int processes,
      Duration timeout) {
    return new FunctionDefinition(
        name,
        repository.resolve("functions/" + name + "/target/" + name + ".zip"),
        handler,
        environment,
        512,
        timeout,
        processes,
        FLAGS);
  }

  private static List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/connections", "intake"),
        new Route("GET", "/v1/connections/{connection}/catalogue", "intake"),
        new Route("POST", "/v1/connections/{connection}/sql", "intake"),
        new Route("GET", "/v1/operations/{operation}", "intake"),
        new Route("DELETE", "/v1/operations/{operation}", "intake"),
        new Route("GET", "/approvals/{operation}", "approval"),
        new Route("POST", "/approvals/{operation}", "approval"),
        new Route("GET", "/sign-in/callback", "approval"),
        new Route("POST", "/sign-out", "approval"),
        new Route("GET", "/audit", "audit"),
        new Route("GET", "/audit/operations/{operation}", "audit"),
        new Route("GET", "/audit/sign-in/callback", "audit"),
        new Route("POST", "/audit/sign-out", "audit"),
        new Route("GET", "/v1/audit/export", "audit"));
  }

  private String issuers() {
    ArrayNode issuers = JSON.createArrayNode();
    issuer(issuers.addObject(), "agents", "agent");
    issuer(issuers.addObject(), "people", "person");
    return issuers.toString();
  }

  private void issuer(ObjectNode issuer, String path, String kind) {
    issuer.put("issuer", cast.issuer() + "/" + path);
    issuer.put("keys", cast.issuer() + "/" + path + "/jwks");
    issuer.put("kind", kind);
    issuer.put("audience", cast.audience());
    issuer.putArray("algorithms").add("ES256");
    issuer.put("network", "loopback");
  }

  private String signIn(String client, String redirect) {
    ObjectNode signIn = JSON.createObjectNode();
    String people = cast.issuer() + "/people";
    signIn.put("issuer", people);
    signIn.put("keys", people + "/jwks");
    signIn.put("clientId", client);
    signIn.put("authorize", people + "/authorize");
    signIn.put("token", people + "/token");
    signIn.put("redirect", endpoints.api() + redirect);
    signIn.putArray("algorithms").add("ES256");
    signIn.put("network", "loopback");
    return signIn.toString();
  }
}
