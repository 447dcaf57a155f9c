package dev.countersign.localstack.issuer;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser without scripts does: keeps cookies, sends forms, shows where it is sent. */
final class Browser {

  private static final Pattern PENDING = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  HttpResponse<String> open(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /** Sends a form, with headers as alternating names and values. */
  HttpResponse<String> post(URI address, Map<String, String> form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Parameters.write(form)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** The name of the pending request that the page's form carries. */
  static String pending(HttpResponse<String> page) {
    Matcher matcher = PENDING.matcher(page.body());
    if (!matcher.find()) {
      throw new AssertionError("the page has no form");
    }
    return matcher.group(1);
  }

  /** The parameters of the address that the answer redirects to. */
  static Map<String, List<String>> sentBackWith(HttpResponse<String> answer) {
    URI address = URI.create(answer.headers().firstValue("Location").orElseThrow());
    return Arrays.stream(address.getRawQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.groupingBy(
                pair -> pair[0],
                Collectors.mapping(
                    pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                    Collectors.toList())));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
