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

  /** The deployment with only what is required: made once, read by many tests. */
  private static final class Plain {
    static final Synthesis OF_THE_PLAIN_DEPLOYMENT = of(Deployments.plain());
  }

  /** Skips the calling test class where there is no Node, which the CDK runs on. */
  static Synthesis plain() {
    assumeNode();
    return Plain.OF_THE_PLAIN_DEPLOYMENT;
  }

  static Synthesis of(DeploymentSettings settings) {
    assumeNode();
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
        zip(folder, "intake"), zip(folder, "approval"), zip(folder, "execution"), definition);
  }

  private static Path repository() {
    return Path.of(System.getProperty("countersign.repository"));
  }

  private static Path zip(Path folder, String duty) throws IOException {
    return Files.writeString(folder.resolve(duty + ".zip"), "a stand-in for " + duty);
  }

  private static void assumeNode() {
    Assumptions.assumeTrue(nodeAnswers(), "Node, which the CDK runs on, is not on the PATH");
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
