package dev.countersign.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The findings of cdk-nag's AWS Solutions rules, each of which is either mended or accepted here
 * with its reason.
 */
final class CdkNagTest {

  /** Rule, resource and compliance: the first three columns of a report. */
  private static final Pattern LINE = Pattern.compile("\"([^\"]*)\",\"([^\"]*)\",\"([^\"]*)\",.*");

  private static final String OWN_AUTHENTICATION =
      "intake and approval verify every token themselves, each by its own issuers";

  /** Why a finding stands, by rule and by the resources that it is about. */
  private static final Map<String, String> ACCEPTED =
      Map.ofEntries(
          Map.entry(
              "IAM5 CountersignPlane/(Intake|Execution|Workflow)/Role/Resource",
              "each wildcard is one that DutySegregationTest lists: this machine's executions,"
                  + " targets' secrets, large answers, delivery of the workflow's log"),
          Map.entry(
              "S1 CountersignEvidence/Results/Resource",
              "what was stored, and who asked for a link, is evidence; access logs are the"
                  + " operator's to switch on, in a bucket of theirs"),
          Map.entry(
              "IAM4 CountersignPlane/PublicApi/Api/CloudWatchRole/Resource",
              "the role is the account's, for the logs of all its APIs"),
          Map.entry(
              "SF1 CountersignPlane/Workflow/Machine/Resource",
              "faults are logged; what happened is evidence, not log"),
          Map.entry(
              "SF2 CountersignPlane/Workflow/Machine/Resource",
              "traces would be a second record outside the duties' separation"),
          Map.entry(
              "APIG2 CountersignPlane/PublicApi/Api/Resource",
              "the duties validate requests and answer with problem details"),
          Map.entry(
              "APIG3 CountersignPlane/PublicApi/Api/DeploymentStage.live/Resource",
              "a web ACL is the operator's to name"),
          Map.entry(
              "APIG6 CountersignPlane/PublicApi/Api/DeploymentStage.live/Resource",
              "the execution log would hold queries, headers and bodies"),
          Map.entry("APIG4 CountersignPlane/PublicApi/Api/Default/.*", OWN_AUTHENTICATION),
          Map.entry("COG4 CountersignPlane/PublicApi/Api/Default/.*", OWN_AUTHENTICATION));

  private List<Finding> findings;

  /** What a report says about one resource. */
  private record Finding(String rule, String resource, String compliance) {

    /** A rule that could not be judged counts as a finding too. */
    boolean stands() {
      return !compliance.equals("Compliant");
    }

    String text() {
      return rule.replaceFirst("AwsSolutions-", "") + " " + resource;
    }
  }

  @BeforeEach
  void readReports() throws IOException {
    Synthesis synthesis = Synthesis.plain();
    List<Finding> read = new ArrayList<>();
    for (String stack : List.of(Plane.EVIDENCE, Plane.DUTIES)) {
      Path report = synthesis.file("AwsSolutions-" + stack + "-NagReport.csv");
      for (String line : Files.readAllLines(report)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          read.add(new Finding(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
      }
    }
    findings = read;
  }

  @Test
  void theRulesWereAppliedToTheFunctionsRoles() {
    assertThat(findings)
        .contains(
            new Finding(
                "AwsSolutions-IAM5", "CountersignPlane/Approval/Role/Resource", "Compliant"));
  }

  @Test
  void everyFindingIsAcceptedWithAReason() {
    assertThat(findings.stream().filter(Finding::stands).map(Finding::text))
        .allMatch(text -> ACCEPTED.keySet().stream().anyMatch(text::matches));
  }

  @Test
  void nothingIsAcceptedThatIsNotFound() {
    Map<String, Long> found = new TreeMap<>();
    for (Entry<String, String> accepted : ACCEPTED.entrySet()) {
      found.put(
          accepted.getKey(),
          findings.stream()
              .filter(Finding::stands)
              .filter(finding -> finding.text().matches(accepted.getKey()))
              .count());
    }
    assertThat(found.values()).allMatch(count -> count > 0, "found");
  }
}
