package dev.countersign.stepfunctions;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Clients of Step Functions as the duties need them. */
public final class StepFunctionsClients {

  private StepFunctionsClients() {}

  /**
   * A client with short time-outs, configured by the SDK's own environment variables. Every call
   * may be repeated.
   */
  public static SfnClient create() {
    return SfnClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(
            configuration -> configuration.apiCallTimeout(Duration.ofSeconds(10)))
        .build();
  }
}
