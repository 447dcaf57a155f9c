package dev.countersign.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator may add: a domain, a web ACL, a VPC for execution, an endpoint within a VPC. */
final class OptionalPartsTest {

  private Template ownDomain;
  private Template inside;

  @BeforeEach
  void synthesise() {
    ownDomain = Synthesis.withOwnDomain().duties();
    inside = Synthesis.inside().duties();
  }

  @Test
  void aDomainOfOnesOwnTakesTls12OrNewerAndReplacesTheNameByAws() {
    JsonNode domain = ownDomain.only("AWS::ApiGateway::DomainName");
    assertThat(domain.get("DomainName").asText()).isEqualTo("countersign.example.com");
    assertThat(domain.get("SecurityPolicy").asText()).isEqualTo("TLS_1_2");
    assertThat(domain.get("RegionalCertificateArn").asText()).isEqualTo(Deployments.CERTIFICATE);
    assertThat(
            ownDomain.only("AWS::ApiGateway::RestApi").get("DisableExecuteApiEndpoint").asBoolean())
        .isTrue();
  }

  @Test
  void aWebAclStandsBeforeTheStage() {
    JsonNode association = ownDomain.only("AWS::WAFv2::WebACLAssociation");
    assertThat(association.get("WebACLArn").asText()).isEqualTo(Deployments.WEB_ACL);
    assertThat(Template.text(association.get("ResourceArn")))
        .startsWith("arn:aws:apigateway:eu-central-1::/restapis/")
        .contains("/stages/");
  }

  @Test
  void onlyExecutionIsPlacedInTheVpc() {
    JsonNode placed = ownDomain.properties("AWS::Lambda::Function", "ExecutionFunction");
    assertThat(placed.at("/VpcConfig/SubnetIds").toString())
        .isEqualTo("[\"subnet-0a1b2c3d4e5f60718\",\"subnet-1a1b2c3d4e5f60718\"]");
    assertThat(placed.at("/VpcConfig/SecurityGroupIds").toString())
        .isEqualTo("[\"sg-0a1b2c3d4e5f60718\"]");
    assertThat(ownDomain.properties("AWS::Lambda::Function", "IntakeFunction").has("VpcConfig"))
        .isFalse();
    assertThat(ownDomain.properties("AWS::Lambda::Function", "ApprovalFunction").has("VpcConfig"))
        .isFalse();
  }

  @Test
  void placementGivesExecutionsRoleWhatLambdaAsksAndDeniesItToItsCode() {
    SortedMap<String, SortedSet<Power>> expected = Duties.stated();
    SortedSet<Power> execution = new TreeSet<>(Duties.placement());
    execution.addAll(expected.getOrDefault(Duties.EXECUTION, new TreeSet<>()));
    expected.put(Duties.EXECUTION, execution);
    expected.remove(Duties.API_LOGS);
    assertThat(Roles.powers(ownDomain)).containsExactlyEntriesOf(expected);
  }

  @Test
  void anAccountThatHasALogRoleKeepsIt() {
    assertThat(ownDomain.resources("AWS::ApiGateway::Account")).isEmpty();
  }

  @Test
  void aPrivateApiTakesRequestsFromItsEndpointsOnly() {
    JsonNode api = inside.only("AWS::ApiGateway::RestApi");
    assertThat(api.at("/EndpointConfiguration/Types").toString()).isEqualTo("[\"PRIVATE\"]");
    assertThat(api.at("/EndpointConfiguration/VpcEndpointIds").toString())
        .isEqualTo("[\"vpce-0a1b2c3d4e5f60718\"]");
    JsonNode statements = api.at("/Policy/Statement");
    assertThat(statements).hasSize(1);
    assertThat(statements.get(0).get("Effect").asText()).isEqualTo("Allow");
    assertThat(statements.get(0).at("/Condition/StringEquals/aws:SourceVpce").toString())
        .contains("vpce-0a1b2c3d4e5f60718");
  }
}
