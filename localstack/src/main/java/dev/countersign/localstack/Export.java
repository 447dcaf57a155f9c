package dev.countersign.localstack;

import dev.countersign.verify.ExportJoin;
import dev.countersign.verify.ExportJoin.BrokenPart;
import dev.countersign.verify.Head;
import dev.countersign.verify.HeadText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fetches the evidence that a plane has recorded, part by part, and writes it as one export; the
 * head to keep goes to a file of its own.
 */
public final class Export {

  private static final String HELP =
      """
      usage: ./countersign export --url URL --token-file FILE [--head FILE] [FILTER ...] > EXPORT

        --url URL          where the plane is reached
        --token-file FILE  holds an access token of a person with the auditor's role
        --head FILE        writes the head of the export: keep it where nobody who runs the plane can write
        --from, --to TIME  a day or an instant in UTC (default: everything until now)
        --who, --connection, --session, --outcome, --table TEXT
                           only these operations

      Writes one export in JSON Lines to the output. `./countersign verify` checks it, against an earlier head if it
      is given one.
      """;

  private static final List<String> OWN = List.of("url", "token-file", "head");
  private static final List<String> FILTERS =
      List.of("from", "to", "who", "connection", "session", "outcome", "table");
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI plane;
  private final String token;

  private Export(URI plane, String token) {
    this.plane = plane;
    this.token = token;
  }

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int index = 0; index < words.size(); index += 2) {
      String name = words.get(index).replaceFirst("^--", "");
      boolean known = FILTERS.contains(name) || OWN.contains(name);
      if (!known || index + 1 == words.size()) {
        fail("`" + words.get(index) + "` is no option, or lacks its value; see --help");
      }
      options.put(name, words.get(index + 1));
    }
    if (!options.containsKey("url") || !options.containsKey("token-file")) {
      fail("`--url` and `--token-file` are required; see --help");
    }
    String token = Files.readString(Path.of(options.getOrDefault("token-file", ""))).strip();
    Export export = new Export(URI.create(options.getOrDefault("url", "")), token);
    OutputStream output = new BufferedOutputStream(System.out);
    try {
      Head head = export.fetch(query(options), output);
      output.flush();
      if (options.containsKey("head")) {
        Files.writeString(Path.of(options.getOrDefault("head", "")), HeadText.write(head));
      }
      System.err.printf(
          "exported; the head counts the %d operations until %s, what is newer is for a later one%n",
          head.total().operations(), head.until());
    } catch (BrokenPart e) {
      fail(e.getMessage() + "; what was written is no whole export");
    }
  }

  /**
   * Fetches everything that a query finds and writes it as one export.
   *
   * @param plane where the plane is reached
   * @param token an access token of an auditor
   * @param query the filters as a query of an address; empty for everything
   * @param output where the export goes
   * @return the head to keep
   */
  public static Head fetch(URI plane, String token, String query, OutputStream output)
      throws IOException, InterruptedException, BrokenPart {
    return new Export(plane, token).fetch(query, output);
  }

  private Head fetch(String query, OutputStream output)
      throws IOException, InterruptedException, BrokenPart {
    ExportJoin join = new ExportJoin(output);
    Optional<URI> address = Optional.of(plane.resolve("/v1/audit/export" + query));
    while (address.isPresent()) {
      HttpResponse<byte[]> response = send(address.get());
      if (response.statusCode() != 200) {
        throw new IOException(
            "the plane answered "
                + response.statusCode()
                + ": "
                + new String(response.body(), StandardCharsets.UTF_8));
      }
      join.add(response.body());
      URI here = address.get();
      address =
          response
              .headers()
              .firstValue("link")
              .map(NEXT::matcher)
              .filter(Matcher::find)
              .map(next -> here.resolve(next.group(1)));
    }
    return join.end();
  }

  private HttpResponse<byte[]> send(URI address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String query(Map<String, String> options) {
    String query =
        options.entrySet().stream()
            .filter(option -> FILTERS.contains(option.getKey()))
            .map(option ->
                option.getKey()
                    + "="
                    + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static void fail(String sentence) {
    System.err.println("export: " + sentence);
    System.exit(2);
  }
}
