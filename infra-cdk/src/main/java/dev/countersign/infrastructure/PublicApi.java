package dev.countersign.infrastructure;

import dev.countersign.infrastructure.DeploymentSettings.Endpoint;
import dev.countersign.infrastructure.DeploymentSettings.LogRole;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.DomainNameOptions;
import software.amazon.awscdk.services.apigateway.EndpointConfiguration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.SecurityPolicy;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.IVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAttributes;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * The public endpoint: a REST API that knows each route by name and has no catch-all. It passes
 * tokens on and judges none: intake and approval authenticate, each by its own issuers.
 */
final class PublicApi extends Construct {

  /** The longest that a REST API waits without a raised quota. */
  private static final Duration PATIENCE = Duration.seconds(29);

  /**
   * One line per request. The route's template stands for the path, and neither query nor body is
   * there: a query can hold a sign-in code.
   */
  private static final String ACCESS_LOG =
      """
      {"requestId":"$context.requestId","time":"$context.requestTimeEpoch",\
      "sourceIp":"$context.identity.sourceIp","method":"$context.httpMethod",\
      "route":"$context.resourcePath","status":"$context.status",\
      "functionStatus":"$context.integrationStatus",\
      "milliseconds":"$context.responseLatency","bytes":"$context.responseLength"}\
      """;

  private final RestApi api;

  PublicApi(
      Construct scope, DeploymentSettings settings, Alias intake, Alias approval, Alias audit) {
    super(scope, "PublicApi");
    RestApi.Builder builder =
        RestApi.Builder.create(this, "Api")
            .restApiName("countersign")
            .description("Countersign: operations for agents, approvals for people")
            .cloudWatchRole(settings.apiGatewayLogRole() == LogRole.CREATE)
            .defaultMethodOptions(
                MethodOptions.builder().authorizationType(AuthorizationType.NONE).build())
            .deployOptions(stage(settings.throttling()));
    if (settings.apiGatewayLogRole() == LogRole.CREATE) {
      // Other APIs of the account may have come to rely on it.
      builder.cloudWatchRoleRemovalPolicy(RemovalPolicy.RETAIN);
    }
    reach(builder, settings.endpoint());
    this.api = builder.build();
    operations(integration(intake));
    approvals(integration(approval));
    audits(integration(audit));
    settings.webAcl().ifPresent(this::protect);
  }

  private void operations(LambdaIntegration intake) {
    route("GET", "/v1/connections", intake);
    route("GET", "/v1/connections/{connection}/catalogue", intake);
    route("POST", "/v1/connections/{connection}/sql", intake);
    route("GET", "/v1/operations/{operation}", intake);
    route("DELETE", "/v1/operations/{operation}", intake);
  }

  private void approvals(LambdaIntegration approval) {
    route("GET", "/approvals/{operation}", approval);
    route("POST", "/approvals/{operation}", approval);
    route("GET", "/sign-in/callback", approval);
    route("POST", "/sign-out", approval);
  }

  private void audits(LambdaIntegration audit) {
    route("GET", "/audit", audit);
    route("GET", "/audit/operations/{operation}", audit);
    route("GET", "/audit/sign-in/callback", audit);
    route("POST", "/audit/sign-out", audit);
    route("GET", "/v1/audit/export", audit);
  }

  private void route(String method, String path, LambdaIntegration integration) {
    api.getRoot().resourceForPath(path).addMethod(method, integration);
  }

  private static LambdaIntegration integration(Alias function) {
    return LambdaIntegration.Builder.create(function)
        .proxy(true)
        .allowTestInvoke(false)
        .timeout(PATIENCE)
        .build();
  }

  private StageOptions stage(DeploymentSettings.Throttling throttling) {
    LogGroup accessLog =
        LogGroup.Builder.create(this, "AccessLog")
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    return StageOptions.builder()
        .stageName("live")
        .throttlingRateLimit(throttling.rate())
        .throttlingBurstLimit(throttling.burst())
        .accessLogDestination(new LogGroupLogDestination(accessLog))
        .accessLogFormat(AccessLogFormat.custom(ACCESS_LOG))
        // The execution log would hold queries, headers and bodies.
        .loggingLevel(MethodLoggingLevel.OFF)
        .dataTraceEnabled(false)
        .metricsEnabled(true)
        .build();
  }

  private void reach(RestApi.Builder builder, Endpoint endpoint) {
    switch (endpoint) {
      case Endpoint.Regional _ -> builder.endpointConfiguration(endpoint(EndpointType.REGIONAL));
      case Endpoint.OwnDomain domain ->
          builder
              .endpointConfiguration(endpoint(EndpointType.REGIONAL))
              .disableExecuteApiEndpoint(true)
              .domainName(
                  DomainNameOptions.builder()
                      .domainName(domain.name())
                      .certificate(
                          Certificate.fromCertificateArn(this, "Certificate", domain.certificate()))
                      .endpointType(EndpointType.REGIONAL)
                      .securityPolicy(SecurityPolicy.TLS_1_2)
                      .build());
      case Endpoint.Private inside ->
          builder
              .endpointConfiguration(
                  EndpointConfiguration.builder()
                      .types(List.of(EndpointType.PRIVATE))
                      .vpcEndpoints(inside.vpcEndpoints().stream().map(this::vpcEndpoint).toList())
                      .build())
              .policy(only(inside.vpcEndpoints()));
    }
  }

  private static EndpointConfiguration endpoint(EndpointType type) {
    return EndpointConfiguration.builder().types(List.of(type)).build();
  }

  private IVpcEndpoint vpcEndpoint(String id) {
    return InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(
        this,
        "Endpoint-" + id,
        InterfaceVpcEndpointAttributes.builder().vpcEndpointId(id).port(443).build());
  }

  private static PolicyDocument only(List<String> vpcEndpoints) {
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .sid("FromTheseEndpointsOnly")
                    .principals(List.of(new AnyPrincipal()))
                    .actions(List.of("execute-api:Invoke"))
                    .resources(List.of("execute-api:/*"))
                    .conditions(Map.of("StringEquals", Map.of("aws:SourceVpce", vpcEndpoints)))
                    .build()))
        .build();
  }

  private void protect(String webAcl) {
    CfnWebACLAssociation.Builder.create(this, "Protection")
        .resourceArn(api.getDeploymentStage().getStageArn())
        .webAclArn(webAcl)
        .build();
  }
}
