package dev.countersign.localstack;

import dev.countersign.localstack.server.Options;
import dev.countersign.verify.ExportJoin;
import dev.countersign.verify.ExportJoin.BrokenPart;
import dev.countersign.verify.Head;
import dev.countersign.verify.HeadText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

      exit status: 0 it is written, 2 wrong usage, or the plane or a file cannot be used
      """;

  private static final List<String> FILTERS =
      List.of("from", "to", "who", "connection", "session", "outcome", "table");
  private static final Set<String> OPTIONS =
      Stream.concat(Stream.of("url", "token-file", "head"), FILTERS.stream())
          .map(name -> "--" + name)
          .collect(Collectors.toUnmodifiableSet());
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  /** RFC 6750, 2.1. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

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
  public static void main(String[] arguments) throws InterruptedException {
    try {
      Options options = Options.parse(arguments, OPTIONS, Set.of("--help"));
      if (options.has("--help")) {
        System.out.print(HELP);
        return;
      }
      Export export = new Export(address(options.get("--url")), token(options.get("--token-file")));
      export.write(query(options), options.find("--head").map(Path::of));
    } catch (IllegalArgumentException e) {
      fail(e.getMessage() + "; see --help");
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
    }
  }

  private static URI address(String url) {
    try {
      URI address = new URI(url);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (!web || address.getHost() == null) {
        throw new URISyntaxException(url, "not of the web");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("`" + url + "` is no address of a plane", e);
    }
  }

  private static String token(String file) {
    try {
      String token = Files.readString(Path.of(file)).strip();
      if (!TOKEN.matcher(token).matches()) {
        throw new IllegalArgumentException("the file `" + file + "` holds no access token");
      }
      return token;
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("the token file `" + file + "` cannot be read", e);
    }
  }

  private void write(String query, Optional<Path> headFile)
      throws IOException, InterruptedException {
    OutputStream output = new BufferedOutputStream(System.out);
    try {
      Head head = fetch(query, output);
      output.flush();
      if (headFile.isPresent()) {
        keep(head, headFile.get());
      }
      System.err.printf(
          "exported; the head counts the %d operations until %s, what is newer is for a later one%n",
          head.total().operations(), head.until());
    } catch (BrokenPart e) {
      fail(e.getMessage() + "; what was written is no whole export");
    }
  }

  private static void keep(Head head, Path file) throws IOException {
    try {
      Files.writeString(file, HeadText.write(head));
    } catch (IOException e) {
      throw new IOException(
          "the export is written, but its head cannot be, to `"
              + file
              + "`; `./countersign verify --print-head` makes it of the export",
          e);
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
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException("no plane answers at `" + plane + "`; see --url", e);
    }
  }

  private static String query(Options options) {
    String query =
        FILTERS.stream()
            .flatMap(name ->
                options.find("--" + name).stream()
                    .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static void fail(String sentence) {
    System.err.println("export: " + sentence);
    System.exit(2);
  }
}
