package dev.countersign.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/**
 * What the app synthesises for given settings: both templates, and cdk-nag's findings about them.
 * The packages are small stand-ins, so that this module's tests need no other module's build.
 */
record Synthesis(Template evidence, Template duties, Path folder) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Used where the repository's own definition is not there. */
  private static final String SMALLEST_DEFINITION =
      """
      {"StartAt": "Notify", "States": {
        "Notify": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"FunctionName": "${ApprovalFunction}"}, "Next": "Execute"},
        "Execute": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"FunctionName": "${ExecutionFunction}"}, "End": true}}}
      """;

  /** Made once, read by many tests. */
  private static final class Plain {
    static final Synthesis MADE = of(Deployments.plain());
  }

  private static final class WithOwnDomain {
    static final Synthesis MADE = of(Deployments.withOwnDomain());
  }

  private static final class Inside {
    static final Synthesis MADE = of(Deployments.inside());
  }

  private static final class Node {
    static final boolean ANSWERS = nodeAnswers();
  }

  /**
   * The deployment with only what is required. Skips the calling test where there is no Node:
   * called before each test and not before all, since Surefire does not count the tests of a class
   * that is skipped as a whole.
   */
  static Synthesis plain() {
    assumeNode();
    return Plain.MADE;
  }

  /** The deployment with a domain, a web ACL and a VPC; skips as {@link #plain()} does. */
  static Synthesis withOwnDomain() {
    assumeNode();
    return WithOwnDomain.MADE;
  }

  /** The deployment within a VPC; skips as {@link #plain()} does. */
  static Synthesis inside() {
    assumeNode();
    return Inside.MADE;
  }

  private static Synthesis of(DeploymentSettings settings) {
    try {
      Path target = repository().resolve("infra-cdk").resolve("target");
      Path folder = Files.createTempDirectory(Files.createDirectories(target), "synthesis");
      App app =
          new App(
              AppProps.builder()
                  .analyticsReporting(false)
                  .outdir(folder.resolve("assembly").toString())
                  .build());
      new Plane(app, settings, packages(folder));
      Aspects.of(app).add(AwsSolutionsChecks.Builder.create().build());
      app.synth();
      return new Synthesis(
          template(folder, Plane.EVIDENCE), template(folder, Plane.DUTIES), folder);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** The assembly's file of this name. */
  Path file(String name) {
    return folder.resolve("assembly").resolve(name);
  }

  private static Template template(Path folder, String stack) throws IOException {
    JsonNode json =
        MAPPER.readTree(folder.resolve("assembly").resolve(stack + ".template.json").toFile());
    return new Template(json);
  }

  private static Packages packages(Path folder) throws IOException {
    Path definition = Packages.in(repository()).workflow();
    if (!Files.isRegularFile(definition)) {
      definition = Files.writeString(folder.resolve("flow.json"), SMALLEST_DEFINITION);
    }
    return new Packages(
        zip(folder, "intake"),
        zip(folder, "approval"),
        zip(folder, "execution"),
        zip(folder, "audit"),
        definition);
  }

  private static Path repository() {
    return Path.of(System.getProperty("countersign.repository"));
  }

  private static Path zip(Path folder, String duty) throws IOException {
    return Files.writeString(folder.resolve(duty + ".zip"), "a stand-in for " + duty);
  }

  private static void assumeNode() {
    Assumptions.assumeTrue(Node.ANSWERS, "Node, which the CDK runs on, is not on the PATH");
  }

  private static boolean nodeAnswers() {
    try {
      Process node =
          new ProcessBuilder("node", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return node.waitFor(30, TimeUnit.SECONDS) && node.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
