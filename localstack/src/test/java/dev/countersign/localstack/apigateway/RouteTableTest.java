package dev.countersign.localstack.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTableTest {

  private static final RouteTable ROUTES =
      new RouteTable(
          List.of(
              new Route("GET", "/", "root"),
              new Route("ANY", "/{proxy+}", "rest"),
              new Route("POST", "/v1/connections/{connection}/sql", "intake"),
              new Route("GET", "/v1/connections/fixed/sql", "fixed"),
              new Route("GET", "/v1/operations/{id}", "poll"),
              new Route("ANY", "/approve/{proxy+}", "approval")));

  @ParameterizedTest
  @CsvSource({
    "GET,    /,                          root,     {}",
    "POST,   /v1/connections/shop/sql,   intake,   {connection=shop}",
    "POST,   /v1/connections/a%2Fb/sql,  intake,   {connection=a%2Fb}",
    "POST,   /v1/connections/shop/sql/,  intake,   {connection=shop}",
    "GET,    /v1/connections/fixed/sql,  fixed,    {}",
    "GET,    /v1/operations/7,           poll,     {id=7}",
    "DELETE, /approve/a/b,               approval, {proxy=a/b}",
    "GET,    /other/x/,                  rest,     {proxy=other/x}",
    "PATCH,  /approve,                   rest,     {proxy=approve}",
  })
  void theMostSpecificResourceWins(String method, String path, String function, String parameters) {
    assertThat(ROUTES.find(method, path))
        .hasValueSatisfying(match -> {
          assertThat(match.route().function()).isEqualTo(function);
          assertThat(match.pathParameters()).hasToString(parameters);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /v1/connections/shop/sql",
    "POST, /v1/connections/fixed/sql",
    "POST, /",
    "GET,  http://127.0.0.1/v1/operations/7",
  })
  void aMethodThatTheMostSpecificResourceLacksIsNotSoughtElsewhere(String method, String path) {
    assertThat(ROUTES.find(method, path)).isEmpty();
  }

  @Test
  void aRouteThatCouldNotBeCreatedIsRefused() {
    assertThatThrownBy(() -> new Route("GET", "/{proxy+}/more", "f"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Route("get", "/a", "f"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Route("GET", "a", "f"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new RouteTable(List.of(new Route("GET", "/a", "f"), new Route("GET", "/a", "g"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
