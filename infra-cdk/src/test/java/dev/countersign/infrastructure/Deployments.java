package dev.countersign.infrastructure;

import dev.countersign.infrastructure.DeploymentSettings.Endpoint;
import dev.countersign.infrastructure.DeploymentSettings.LogRole;
import dev.countersign.infrastructure.DeploymentSettings.Mail;
import dev.countersign.infrastructure.DeploymentSettings.Network;
import dev.countersign.infrastructure.DeploymentSettings.Throttling;
import java.util.List;
import java.util.Optional;

/** Settings as an operator could have them. */
final class Deployments {

  static final String ACCOUNT = "123456789012";
  static final String REGION = "eu-central-1";
  static final String CERTIFICATE =
      "arn:aws:acm:eu-central-1:123456789012:certificate/5d1c5a2e-0000-4000-8000-000000000000";
  static final String WEB_ACL =
      "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/front/5d1c5a2e";

  private Deployments() {}

  /** Only what is required. */
  static DeploymentSettings plain() {
    return settings(LogRole.CREATE, Optional.empty(), new Endpoint.Regional(), Optional.empty());
  }

  /** A domain of its own behind a web ACL, and execution in a VPC. */
  static DeploymentSettings withOwnDomain() {
    return settings(
        LogRole.EXISTING,
        Optional.of(
            new Network(
                List.of("subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"),
                List.of("sg-0a1b2c3d4e5f60718"))),
        new Endpoint.OwnDomain("countersign.example.com", CERTIFICATE),
        Optional.of(WEB_ACL));
  }

  /** Reachable from one VPC endpoint only. */
  static DeploymentSettings inside() {
    return settings(
        LogRole.CREATE,
        Optional.empty(),
        new Endpoint.Private(List.of("vpce-0a1b2c3d4e5f60718")),
        Optional.empty());
  }

  private static DeploymentSettings settings(
      LogRole logRole, Optional<Network> network, Endpoint endpoint, Optional<String> webAcl) {
    return new DeploymentSettings(
        ACCOUNT,
        REGION,
        "https://countersign.example.com",
        "[{\"issuer\":\"https://issuer.example.com\"}]",
        "{\"issuer\":\"https://people.example.com\"}",
        "{\"issuer\":\"https://auditors.example.com\"}",
        new Mail("countersign@example.com", "example.com"),
        new Throttling(50, 100),
        logRole,
        network,
        endpoint,
        webAcl);
  }
}
