package dev.countersign.localstack.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person's browser without a screen: it follows redirects, keeps cookies by host, and fills in
 * forms, which is all that the pages need, since they run no script.
 */
public final class PersonBrowser {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final String FORM_ACTION = "action=\"";
  private static final int MOST_REDIRECTS = 8;

  private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

  /**
   * A page.
   *
   * @param status the HTTP status
   * @param address where it is
   * @param html its text
   */
  public record Page(int status, URI address, String html) {

    /** The hidden fields of its forms. */
    public Map<String, String> hiddenFields() {
      Map<String, String> fields = new LinkedHashMap<>();
      Matcher matcher = HIDDEN.matcher(html);
      while (matcher.find()) {
        fields.put(matcher.group(1), unescape(matcher.group(2)));
      }
      return fields;
    }

    /** Its text with every escape undone, as a person reads it. */
    public String text() {
      return unescape(html);
    }

    private static String unescape(String text) {
      return text.replace("&#x3D;", "=")
          .replace("&#39;", "'")
          .replace("&#x27;", "'")
          .replace("&#x60;", "`")
          .replace("&quot;", "\"")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&");
    }
  }

  /** Opens an address and follows where it leads. */
  public Page open(URI address) {
    return follow(send("GET", address, Map.of()), address);
  }

  /** Sends a form and follows where it leads. */
  public Page submit(URI address, Map<String, String> fields) {
    return follow(send("POST", address, fields), address);
  }

  /**
   * Signs in with this subject at the issuer, on the way to a page of the plane.
   *
   * @throws IllegalStateException if no page to sign in on came
   */
  public void signIn(String subject, URI link) {
    Page choice = open(link);
    int from = choice.html().indexOf(FORM_ACTION) + FORM_ACTION.length();
    int to = choice.html().indexOf('"', from);
    if (choice.status() != 200 || from < FORM_ACTION.length() || to < from) {
      throw new IllegalStateException("no page to sign in on came, but " + choice.status());
    }
    Map<String, String> fields = new LinkedHashMap<>(choice.hiddenFields());
    fields.put("person", subject);
    submit(choice.address().resolve(choice.html().substring(from, to)), fields);
  }

  /** Posts a verdict on what the page shows, and says whether the plane counted it. */
  public boolean vote(URI link, String verdict, String reason) {
    Map<String, String> fields = new LinkedHashMap<>(open(link).hiddenFields());
    fields.put("verdict", verdict);
    fields.put("reason", reason);
    HttpResponse<String> response = send("POST", link, fields);
    return response.statusCode() == 303
        && response.headers().firstValue("location").filter(link.getPath()::equals).isPresent();
  }

  private Page follow(HttpResponse<String> first, URI start) {
    HttpResponse<String> response = first;
    URI address = start;
    for (int hop = 0; hop < MOST_REDIRECTS && response.statusCode() / 100 == 3; hop++) {
      address = address.resolve(response.headers().firstValue("location").orElseThrow());
      response = send("GET", address, Map.of());
    }
    return new Page(response.statusCode(), address, response.body());
  }

  private HttpResponse<String> send(String method, URI address, Map<String, String> fields) {
    Map<String, String> jar =
        cookies.computeIfAbsent(address.getAuthority(), host -> new LinkedHashMap<>());
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(35));
    if (!jar.isEmpty()) {
      request.header(
          "Cookie",
          jar.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (method.equals("POST")) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response.headers().allValues("set-cookie").forEach(cookie -> keep(cookie, jar));
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException("`" + address.getAuthority() + "` does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a page", e);
    }
  }

  private static void keep(String cookie, Map<String, String> jar) {
    String pair = cookie.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    if (cookie.contains("Max-Age=0")) {
      jar.remove(name);
    } else {
      jar.put(name, pair.substring(pair.indexOf('=') + 1));
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
