package dev.countersign.localstack.plane;

import dev.countersign.bundle.Bundle;
import dev.countersign.decide.Policy;
import dev.countersign.dynamodb.BundlePublisher;
import dev.countersign.dynamodb.DynamoDbTables;
import dev.countersign.localstack.child.ChildProcess;
import dev.countersign.localstack.child.JavaCommand;
import dev.countersign.localstack.dynamodb.DynamoDbLocal;
import dev.countersign.localstack.process.LocalCloud;
import dev.countersign.localstack.process.Stores;
import dev.countersign.operation.ConnectionName;
import dev.countersign.yaml.BundleFiles;
import dev.countersign.yaml.BundleFolder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The whole plane on this machine: the shop database, the development issuer, the local cloud, and
 * the packaged functions on it, with a published bundle and a surveyed target. Everything is a
 * process of its own, listens on 127.0.0.1, and ends when this is closed.
 */
public final class LocalPlane implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final List<String> SMALL =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  private final PlaneOptions options;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Cast cast;
  private final Shop shop;
  private final LocalCloud cloud;
  private final URI issuer;
  private final String bundleDocument;

  private LocalPlane(PlaneOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.options = options;
    this.progress = progress;
    Files.createDirectories(options.directory());
    try {
      this.shop = Shop.await(startShop(), options.directory().resolve("shop-passwords.json"));
      options.preparation().accept(shop);
      this.issuer = URI.create("http://127.0.0.1:" + freePort());
      BundleFiles files = bundleFiles();
      this.bundleDocument = files.document();
      Bundle bundle = files.bundle();
      progress.accept("%d sound policies".formatted(Policy.of(bundle).digests().size()));
      this.cast = Cast.of(bundle, issuer);
      this.cloud = LocalCloud.start(storesToStart(), progress);
      started.push(cloud);
      startIssuer();
      publish(files);
      cloud.run(
          new PlaneFunctions(
                  options.repository(),
                  cloud.endpoints(),
                  cast,
                  options.limits(),
                  options.sweeping(),
                  options.store().apply(cloud.endpoints().dynamoDb()))
              .plane());
      Setup setup = new Setup(cloud.endpoints());
      setup.createStateMachine(options.repository().resolve("statemachines/approval.asl.json"));
      for (ConnectionName connection : bundle.connections().keySet()) {
        if (!options.unsurveyed().contains(connection.text())) {
          int relations = setup.survey(connection.text());
          progress.accept("surveyed `" + connection + "`: " + relations + " relations");
        }
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything; progress comes as lines. */
  public static LocalPlane start(PlaneOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    return new LocalPlane(options, progress);
  }

  /** Where the plane is reached. */
  public URI api() {
    return cloud.endpoints().api();
  }

  /** Where the functions are invoked. */
  public URI lambda() {
    return cloud.endpoints().lambda();
  }

  /** Where mails are read. */
  public URI mails() {
    return cloud.endpoints().mail();
  }

  /** The cloud that it runs on. */
  LocalCloud cloud() {
    return cloud;
  }

  /** Who takes part, and their tokens. */
  public Cast cast() {
    return cast;
  }

  /** The shop's database, for looking at it from outside the plane. */
  public Shop shop() {
    return shop;
  }

  /** The texts of all mails to this address; empty if there is none. */
  public String mailTo(String address) throws IOException, InterruptedException {
    return new Setup(cloud.endpoints()).mailTo(address);
  }

  /** What the function host says of its functions, as JSON. */
  public String functions() throws IOException, InterruptedException {
    return new Setup(cloud.endpoints()).functions();
  }

  /** Where the store is, for looking at them from outside the plane. */
  public URI store() {
    return cloud.endpoints().dynamoDb();
  }

  /** The document of the bundle that is published. */
  public String bundleDocument() {
    return bundleDocument;
  }

  /** The names and process ids of the local cloud's services. */
  public Map<String, Long> services() {
    return cloud.processes();
  }

  /** Starts a service of the local cloud again as it was, whether or not it still runs. */
  public void restart(String service) throws IOException, InterruptedException {
    cloud.restart(service);
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        // The others must end all the same.
        progress.accept("a process did not stop: " + e.getMessage());
      }
    }
  }

  private ChildProcess startShop() throws IOException {
    return startChild(
        "shop",
        "dev.countersign.localstack.shop.ShopDatabase",
        "shop listening on ",
        "--port",
        "0",
        "--directory",
        options.directory().resolve("shop").toString(),
        "--passwords",
        options.directory().resolve("shop-passwords.json").toString());
  }

  private void startIssuer() throws IOException, InterruptedException {
    Path configuration = options.directory().resolve("issuer.json");
    Files.writeString(configuration, cast.issuerConfiguration(cloud.endpoints().api()));
    startChild(
            "issuer",
            "dev.countersign.localstack.issuer.DevelopmentIssuerCommand",
            "issuer listening on ",
            "--port",
            Integer.toString(issuer.getPort()),
            "--configuration",
            configuration.toString())
        .awaitReady(START_LIMIT);
    progress.accept("issuer ready at " + issuer);
  }

  private ChildProcess startChild(String name, String main, String readyPrefix, String... arguments)
      throws IOException {
    ChildProcess child =
        ChildProcess.start(
            new JavaCommand(
                name,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)),
                SMALL,
                main,
                List.of(arguments),
                options.directory().resolve("logs").resolve(name + ".log")),
            readyPrefix);
    started.push(child);
    return child;
  }

  private BundleFiles bundleFiles() {
    return BundleFolder.read(
        options.bundle(),
        Map.of(
            "ISSUER_PEOPLE",
            issuer + "/people",
            "ISSUER_AGENTS",
            issuer + "/agents",
            "SHOP_PORT",
            Integer.toString(shop.port()),
            "SHOP_DATABASE",
            shop.database()));
  }

  private Stores storesToStart() {
    return new Stores(
        options.directory().resolve("cloud"),
        DynamoDbLocal.librariesIn(options.repository()),
        options.durable(),
        shop.secrets(PlaneFunctions.EXECUTION_READER),
        Set.of(PlaneFunctions.MAIL_FROM),
        PlaneFunctions.RESULTS,
        options.apiPort());
  }

  private void publish(BundleFiles files) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(cloud.endpoints().dynamoDb())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "local")))
            .build()) {
      DynamoDbTables.create(client, PlaneFunctions.TABLES);
      new BundlePublisher(client, PlaneFunctions.TABLES)
          .publish(files.document(), Optional.empty());
    }
    progress.accept("published bundle " + files.version());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
