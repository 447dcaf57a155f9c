package dev.countersign.audit;

import dev.countersign.authenticate.Issuers;
import dev.countersign.authenticate.SignIn;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.browser.Browser;
import dev.countersign.browser.Entrance;
import dev.countersign.browser.OwnForms;
import dev.countersign.dynamodb.DynamoDbBundles;
import dev.countersign.dynamodb.DynamoDbClients;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbOperationIndex;
import dev.countersign.dynamodb.DynamoDbSessionStore;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.dynamodb.TableNames.Table;
import dev.countersign.environment.Environment;
import dev.countersign.oidc.AuthorizationCodeFlow;
import dev.countersign.oidc.HttpKeySource;
import dev.countersign.record.Duty;
import dev.countersign.yaml.BundleFiles;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Builds the duty from the function's environment. */
@Factory
final class AuditWiring {

  private final Environment environment = Environment.ofProcess();
  private final InstantSource clock = InstantSource.system();
  private final TableNames tables = TableNames.fromEnvironment(System.getenv());
  private final DynamoDbClient client = DynamoDbClients.repeating();

  @Singleton
  DynamoDbBundles bundles() {
    return new DynamoDbBundles(
        client, tables, document -> BundleFiles.ofDocument(document).bundle(), clock);
  }

  @Singleton
  Audit audit(DynamoDbBundles bundles) {
    DynamoDbEvidenceLog log = new DynamoDbEvidenceLog(DynamoDbClients.tryingOnce(), tables, clock);
    return new Audit(
        bundles,
        bundles,
        log,
        log,
        new Search(new DynamoDbOperationIndex(client, tables)),
        clock,
        new SecureRandom());
  }

  @Singleton
  Door door(DynamoDbBundles bundles) {
    String issuers = environment.require("COUNTERSIGN_ISSUERS");
    return new Door(
        new TokenVerifier(
            environment.isLocal() ? Issuers.local(issuers) : Issuers.deployed(issuers),
            new HttpKeySource(clock),
            clock),
        bundles);
  }

  /** A public client with PKCE: there is no secret of it to keep. */
  @Singleton
  Entrance entrance() {
    String configuration = environment.require("COUNTERSIGN_SIGN_IN");
    SignIn signIn =
        environment.isLocal() ? SignIn.local(configuration) : SignIn.deployed(configuration);
    return new Entrance(
        new Browser(
            new DynamoDbSessionStore(client, tables, Table.AUDITS, clock), Duty.AUDIT, clock),
        AuditController.COOKIES,
        new AuthorizationCodeFlow(signIn, Optional.empty(), new HttpKeySource(clock), clock),
        new OwnForms(environment.require("COUNTERSIGN_PUBLIC_URL")));
  }

  @Singleton
  Pages pages() {
    return new Pages();
  }
}
