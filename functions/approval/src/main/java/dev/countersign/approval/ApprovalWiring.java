package dev.countersign.approval;

import dev.countersign.authenticate.SignIn;
import dev.countersign.browser.Browser;
import dev.countersign.browser.OwnForms;
import dev.countersign.dynamodb.DynamoDbBundles;
import dev.countersign.dynamodb.DynamoDbClients;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbSessionStore;
import dev.countersign.dynamodb.DynamoDbTaskTokens;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.environment.Environment;
import dev.countersign.mail.SesNotices;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.oidc.HttpKeySource;
import dev.countersign.record.Duty;
import dev.countersign.stepfunctions.StepFunctionsClients;
import dev.countersign.stepfunctions.StepFunctionsWaitingWorkflow;
import dev.countersign.yaml.BundleFiles;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds the duty from the function's environment. */
@Factory
final class ApprovalWiring {

  private final Environment environment = Environment.ofProcess();
  private final InstantSource clock = InstantSource.system();
  private final TableNames tables = TableNames.fromEnvironment(System.getenv());
  private final DynamoDbClient client = DynamoDbClients.repeating();

  @Singleton
  SignIn signIn() {
    String configuration = environment.require("COUNTERSIGN_SIGN_IN");
    return environment.isLocal() ? SignIn.local(configuration) : SignIn.deployed(configuration);
  }

  @Singleton
  Approval approval(SignIn signIn) {
    return new Approval(
        new SeparateIssuers(
            new DynamoDbBundles(
                client, tables, document -> BundleFiles.ofDocument(document).bundle(), clock),
            signIn.issuer()),
        new DynamoDbEvidenceLog(DynamoDbClients.tryingOnce(), tables, clock),
        new DynamoDbTaskTokens(client, tables, clock),
        new StepFunctionsWaitingWorkflow(StepFunctionsClients.create()),
        new SesNotices(SesNotices.newClient(), environment.require("COUNTERSIGN_MAIL_FROM")),
        new NoticeText(environment.require("COUNTERSIGN_PUBLIC_URL")),
        clock);
  }

  @Singleton
  ApprovalTask task(Approval approval) {
    return new ApprovalTask(approval);
  }

  @Singleton
  Browser browser() {
    return new Browser(
        new DynamoDbSessionStore(client, tables, Table.APPROVALS, clock), Duty.APPROVAL, clock);
  }

  /** A public client with PKCE: there is no secret of it to keep. */
  @Singleton
  AuthorizationCodeFlow flow(SignIn signIn) {
    return new AuthorizationCodeFlow(signIn, Optional.empty(), new HttpKeySource(clock), clock);
  }

  @Singleton
  OwnForms forms() {
    return new OwnForms(environment.require("COUNTERSIGN_PUBLIC_URL"));
  }

  @Singleton
  Pages pages() {
    return new Pages();
  }
}
