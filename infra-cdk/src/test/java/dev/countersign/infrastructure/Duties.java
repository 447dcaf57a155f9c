package dev.countersign.infrastructure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each duty may do, as the design states it: plain data, written apart from the code that
 * builds the roles. A power that is added there must be added here, where it is seen.
 */
final class Duties {

  static final String INTAKE = "IntakeRole";
  static final String APPROVAL = "ApprovalRole";
  static final String EXECUTION = "ExecutionRole";
  static final String AUDIT = "AuditRole";
  static final String WORKFLOW = "WorkflowRole";
  static final String API_LOGS = "PublicApiCloudWatchRole";

  static final String EVIDENCE = "${Evidence.Arn}";
  static final String ANSWERS = "${Answers.Arn}";
  static final String RESULTS = "${Results.Arn}/results/*";
  static final String CATALOGUE = "${Catalogue.Arn}";
  static final String POLICY = "${Policy.Arn}";
  static final String OPEN = "${Open.Arn}";
  static final String APPROVALS = "${ApprovalApprovals.Arn}";
  static final String AUDITS = "${AuditAudits.Arn}";
  static final String APPROVAL_LIVE = "${ApprovalLive}";
  static final String EXECUTION_LIVE = "${ExecutionLive}";
  static final String MACHINE =
      "arn:aws:states:eu-central-1:123456789012:stateMachine:countersign-approval";
  static final String MACHINE_EXECUTIONS =
      "arn:aws:states:eu-central-1:123456789012:execution:countersign-approval:*";
  static final String TARGET_SECRETS =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:countersign/target/*";
  static final String MAIL_IDENTITY = "arn:aws:ses:eu-central-1:123456789012:identity/example.com";

  /** Why a power is on every resource, by action. Nothing else may be. */
  static final Map<String, String> ON_EVERY_RESOURCE = onEveryResource();

  private Duties() {}

  /** All roles of the plane and all that each may do. */
  static SortedMap<String, SortedSet<Power>> stated() {
    return new TreeMap<>(
        Map.of(
            INTAKE, intake(),
            APPROVAL, approval(),
            EXECUTION, execution(),
            AUDIT, audit(),
            WORKFLOW, workflow(),
            API_LOGS,
                powers(
                    List.of(
                        may(
                            "arn:aws:iam::aws:policy/service-role/"
                                + "AmazonAPIGatewayPushToCloudWatchLogs",
                            "managed policy")))));
  }

  /** What execution has besides where it is placed in a VPC. */
  static SortedSet<Power> placement() {
    SortedSet<Power> powers = new TreeSet<>();
    for (String action :
        new String[] {
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses"
        }) {
      powers.add(new Power("Allow", action, "*", ""));
      powers.add(
          new Power(
              "Deny",
              action,
              "*",
              "ArnLike lambda:SourceFunctionArn="
                  + "[arn:aws:lambda:eu-central-1:123456789012:function:*]"));
    }
    return powers;
  }

  private static SortedSet<Power> intake() {
    return powers(
        List.of(
            may(POLICY, "dynamodb:GetItem"),
            may(CATALOGUE, "dynamodb:GetItem"),
            may(ANSWERS, "dynamodb:GetItem", "dynamodb:BatchGetItem"),
            may(RESULTS, "s3:GetObject"),
            readEvidence(),
            may(EVIDENCE, "dynamodb:BatchGetItem"),
            writeEvidenceUnder("intake"),
            may(OPEN, "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"),
            may(OPEN + "/index/by-look-at", "dynamodb:Query"),
            may(MACHINE, "states:StartExecution"),
            may(MACHINE_EXECUTIONS, "states:StopExecution"),
            may(EXECUTION_LIVE, "lambda:InvokeFunction"),
            log("${IntakeLogs.Arn}")));
  }

  private static SortedSet<Power> approval() {
    return powers(
        List.of(
            may(POLICY, "dynamodb:GetItem"),
            readEvidence(),
            may(EVIDENCE + "/index/by-approver-group", "dynamodb:Query"),
            writeEvidenceUnder("approval"),
            may(OPEN, "dynamodb:PutItem", "dynamodb:DeleteItem"),
            may(
                APPROVALS,
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem"),
            may(MACHINE, "states:SendTaskSuccess", "states:SendTaskFailure"),
            Stream.of(
                new Power(
                    "Allow",
                    "ses:SendEmail",
                    MAIL_IDENTITY,
                    "StringEquals ses:FromAddress=[countersign@example.com]")),
            log("${ApprovalLogs.Arn}")));
  }

  private static SortedSet<Power> execution() {
    return powers(
        List.of(
            may(POLICY, "dynamodb:GetItem"),
            readEvidence(),
            writeEvidenceUnder("execution"),
            may(OPEN, "dynamodb:DeleteItem"),
            may(ANSWERS, "dynamodb:PutItem"),
            may(RESULTS, "s3:PutObject", "s3:AbortMultipartUpload"),
            may(CATALOGUE, "dynamodb:GetItem", "dynamodb:PutItem"),
            may(TARGET_SECRETS, "secretsmanager:GetSecretValue"),
            log("${ExecutionLogs.Arn}")));
  }

  private static SortedSet<Power> audit() {
    return powers(
        List.of(
            may(POLICY, "dynamodb:GetItem"),
            may(ANSWERS, "dynamodb:GetItem"),
            may(EVIDENCE, "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"),
            may(EVIDENCE + "/index/by-day", "dynamodb:Query"),
            may(EVIDENCE + "/index/by-requester", "dynamodb:Query"),
            may(EVIDENCE + "/index/by-outcome", "dynamodb:Query"),
            writeEvidenceUnder("audit"),
            may(AUDITS, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"),
            log("${AuditLogs.Arn}")));
  }

  private static SortedSet<Power> workflow() {
    return powers(
        List.of(
            may(APPROVAL_LIVE, "lambda:InvokeFunction"),
            may(EXECUTION_LIVE, "lambda:InvokeFunction"),
            may(
                "*",
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery")));
  }

  private static Map<String, String> onEveryResource() {
    String logDelivery = "Step Functions asks it of a machine that logs; it knows no resources";
    String placement =
        "Lambda asks it of a function in a VPC; the function's own code is denied it";
    Map<String, String> reasons = new TreeMap<>();
    workflow().stream()
        .filter(power -> power.resource().equals("*"))
        .forEach(power -> reasons.put(power.action(), logDelivery));
    placement().forEach(power -> reasons.put(power.action(), placement));
    return reasons;
  }

  private static Stream<Power> readEvidence() {
    return may(EVIDENCE, "dynamodb:GetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem");
  }

  private static Stream<Power> writeEvidenceUnder(String duty) {
    return Stream.of(
        new Power(
            "Allow",
            "dynamodb:PutItem",
            EVIDENCE,
            "ForAllValues:StringLike dynamodb:LeadingKeys=["
                + duty
                + "#*] and Null dynamodb:LeadingKeys=[false]"));
  }

  private static Stream<Power> log(String group) {
    return may(group, "logs:CreateLogStream", "logs:PutLogEvents");
  }

  private static Stream<Power> may(String resource, String... actions) {
    return Arrays.stream(actions).map(action -> new Power("Allow", action, resource, ""));
  }

  private static SortedSet<Power> powers(List<Stream<Power>> powers) {
    return powers.stream().flatMap(some -> some).collect(Collectors.toCollection(TreeSet::new));
  }
}
