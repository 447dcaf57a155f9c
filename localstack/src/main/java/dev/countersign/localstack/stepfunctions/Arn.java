package dev.countersign.localstack.stepfunctions;

import java.util.regex.Pattern;

/** The names of state machines and executions in the one account and region of the local cloud. */
final class Arn {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";

  private static final String PREFIX = "arn:aws:states:" + REGION + ":" + ACCOUNT + ":";

  /**
   * What AWS forbids in names: blanks, brackets, wildcards, quotes, separators, control characters.
   */
  private static final Pattern NAME =
      Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

  private static final Pattern MACHINE =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]*:\\d{12}:stateMachine:[^:]{1,80}");
  private static final Pattern EXECUTION =
      Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]*:\\d{12}:execution:[^:]{1,80}:[^:]{1,80}");

  private Arn() {}

  static String machine(String name) {
    return PREFIX + "stateMachine:" + name;
  }

  static String execution(String machineName, String name) {
    return PREFIX + "execution:" + machineName + ":" + name;
  }

  static String requireName(String name) throws ApiError {
    if (!NAME.matcher(name).matches()) {
      throw new ApiError("InvalidName", "Invalid Name: '%s'".formatted(name));
    }
    return name;
  }

  static String requireMachine(String arn) throws ApiError {
    return require(MACHINE, arn);
  }

  static String requireExecution(String arn) throws ApiError {
    return require(EXECUTION, arn);
  }

  private static String require(Pattern pattern, String arn) throws ApiError {
    if (!pattern.matcher(arn).matches()) {
      throw new ApiError("InvalidArn", "Invalid Arn: '%s'".formatted(arn));
    }
    return arn;
  }
}
