package dev.countersign.infrastructure;

import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * The CDK app: reads the deployment's settings from the context key {@code countersign} and
 * synthesises both stacks. It looks nothing up, so it needs neither credentials nor a network.
 */
public final class CountersignApp {

  /** The CDK's command line starts the app in this module's folder. */
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private CountersignApp() {}

  /** Synthesises what the CDK command line asked for; ends with 1 if the settings are wrong. */
  public static void main(String[] arguments) {
    App app = new App(AppProps.builder().analyticsReporting(false).build());
    try {
      DeploymentSettings settings =
          ContextSettings.read(app.getNode().tryGetContext(ContextSettings.KEY));
      new Plane(app, settings, Packages.in(REPOSITORY));
    } catch (InvalidSettings fault) {
      System.err.println("countersign: " + fault.getMessage());
      System.exit(1);
    }
    app.synth();
  }
}
