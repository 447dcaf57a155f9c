package dev.countersign.infrastructure;

import java.util.List;
import java.util.Optional;

/**
 * What differs from one deployment to the next. It holds no secret: it is printed in templates and
 * read by whoever may read them.
 *
 * @param account the AWS account, twelve digits
 * @param region the AWS region
 * @param publicUrl where agents and approvers reach the plane, without a slash at the end
 * @param issuers the issuers of access tokens, as JSON for intake and audit
 * @param signIn how approvers sign in, as JSON for approval
 * @param auditSignIn how auditors sign in, as JSON for audit
 * @param mail who sends notices
 * @param throttling how many requests the endpoint takes
 * @param apiGatewayLogRole whether the account's role for API Gateway's logs is ours to set
 * @param executionNetwork the subnets from which execution reaches targets; none: no VPC
 * @param endpoint how the endpoint is reached
 * @param webAcl the ARN of the WAF web ACL in front of the endpoint
 */
record DeploymentSettings(
    String account,
    String region,
    String publicUrl,
    String issuers,
    String signIn,
    String auditSignIn,
    Mail mail,
    Throttling throttling,
    LogRole apiGatewayLogRole,
    Optional<Network> executionNetwork,
    Endpoint endpoint,
    Optional<String> webAcl) {

  /**
   * Who sends notices.
   *
   * @param from the sender's address
   * @param identity the verified SES identity that covers it: a domain or an address
   */
  record Mail(String from, String identity) {}

  /**
   * How many requests the endpoint takes, over all callers.
   *
   * @param rate requests per second, in the long run
   * @param burst requests at once
   */
  record Throttling(int rate, int burst) {}

  /** API Gateway writes access logs through one role per account and region. */
  enum LogRole {
    /** The stack creates it and sets it; it is kept when the stack goes. */
    CREATE,
    /** The account has one, which is left alone. */
    EXISTING
  }

  /**
   * Where a function's network interfaces are.
   *
   * @param subnets ids of subnets
   * @param securityGroups ids of security groups
   */
  record Network(List<String> subnets, List<String> securityGroups) {
    Network {
      subnets = List.copyOf(subnets);
      securityGroups = List.copyOf(securityGroups);
    }
  }

  /** How the endpoint is reached. */
  sealed interface Endpoint {

    /** Under the name that AWS gives it; {@code publicUrl} says what is in front. */
    record Regional() implements Endpoint {}

    /**
     * Under a name of one's own, over TLS 1.2 or newer; the name that AWS gives it is switched off.
     *
     * @param name the name
     * @param certificate the ARN of its certificate in the same region
     */
    record OwnDomain(String name, String certificate) implements Endpoint {}

    /**
     * Only from these VPC endpoints.
     *
     * @param vpcEndpoints ids of interface endpoints for {@code execute-api}
     */
    record Private(List<String> vpcEndpoints) implements Endpoint {
      public Private {
        vpcEndpoints = List.copyOf(vpcEndpoints);
      }
    }
  }
}
