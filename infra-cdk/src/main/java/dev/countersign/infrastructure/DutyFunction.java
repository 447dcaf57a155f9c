package dev.countersign.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * One duty's function with the one role that is its own. The role's statements are complete when it
 * is made and closed to later additions, so that what the duty's class lists is all there is.
 *
 * <p>SnapStart works on published versions only, so everything that calls the function calls its
 * alias {@code live}.
 */
final class DutyFunction {

  private final Function function;
  private final Alias live;

  /**
   * How a duty runs.
   *
   * @param description one line for the console
   * @param handler the class that handles its events
   * @param zip its package
   * @param megabytes its memory
   * @param seconds how long one event may take
   */
  record Shape(String description, String handler, Path zip, int megabytes, int seconds) {}

  /** Makes the function within its duty's construct. */
  DutyFunction(
      Construct duty,
      Shape shape,
      Map<String, String> environment,
      List<PolicyStatement> statements) {
    LogGroup logs =
        LogGroup.Builder.create(duty, "Logs")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Role role =
        Role.Builder.create(duty, "Role")
            .description(shape.description())
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(
                Map.of(
                    "duty",
                    PolicyDocument.Builder.create()
                        .statements(
                            Stream.concat(statements.stream(), Stream.of(writesLogs(logs)))
                                .toList())
                        .build()))
            .build();
    this.function =
        Function.Builder.create(duty, "Function")
            .description(shape.description())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.X86_64)
            .handler(shape.handler())
            .code(Code.fromAsset(Packages.present(shape.zip()).toString()))
            .memorySize(shape.megabytes())
            .timeout(Duration.seconds(shape.seconds()))
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .role(role.withoutPolicyUpdates())
            .logGroup(logs)
            .environment(environment)
            // An event that began on the version before a deployment ends on it.
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build())
            .build();
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "callers call a published version");
    this.live =
        Alias.Builder.create(duty, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
  }

  /** The function itself: for its placement, never for calling it. */
  Function function() {
    return function;
  }

  /** What callers call. */
  Alias live() {
    return live;
  }

  private static PolicyStatement writesLogs(LogGroup logs) {
    return Powers.may(
        "WritesItsLog",
        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
        List.of(logs.getLogGroupArn()));
  }
}
