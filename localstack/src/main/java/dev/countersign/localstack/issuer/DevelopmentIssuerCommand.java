package dev.countersign.localstack.issuer;

import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs {@link DevelopmentIssuer} as a process of its own, until it is ended. */
public final class DevelopmentIssuerCommand {

  private static final String HELP =
      """
      An OpenID provider for development, on 127.0.0.1. It proves nothing: never use it in earnest.

        --port N               where to listen; 0 for any free port
        --configuration FILE   who is known, as JSON:
          {"audience": "the plane",
           "clients": [{"id": "countersign", "redirects": ["http://127.0.0.1:1/signed-in"]}],
           "persons": [{"subject": "anna-4711", "name": "Anna Berg", "note": "database team"}],
           "agents": [{"subject": "agent-1", "client": "reporting", "secret": "its secret"}]}
        --help                 this text

      People sign in at /people/authorize (authorization code with PKCE), agents get tokens at
      /agents/token (client credentials; also: ttl in seconds, act with the subjects of a chain).
      Keys are at /people/jwks and /agents/jwks. POST issuer, subject and fault to
      /development/tokens for a token with a fault: none, expired, not-yet-valid, wrong-audience,
      wrong-issuer, wrong-type, other-key, unknown-key, unsigned, sender-bound.
      """;

  private static final Set<String> NAMED = Set.of("--port", "--configuration");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private DevelopmentIssuerCommand() {}

  /** Takes the options that {@code --help} shows. */
  public static void main(String[] arguments) {
    try {
      Options options = Options.parse(arguments, NAMED, Set.of("--help"));
      if (options.has("--help")) {
        System.out.print(HELP);
        return;
      }
      // The server's threads keep the process alive after this method returns.
      DevelopmentIssuer issuer =
          DevelopmentIssuer.start(port(options), configuration(options), InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(issuer::close, "issuer-stop"));
      System.out.println("issuer listening on " + issuer.address());
    } catch (IllegalArgumentException fault) {
      System.err.println(fault.getMessage() + "; see --help");
      System.exit(2);
    } catch (IOException fault) {
      System.err.println("the port cannot be used: " + fault.getMessage());
      System.exit(2);
    }
  }

  private static int port(Options options) {
    String text = options.get("--port");
    if (!PORT.matcher(text).matches()) {
      throw new IllegalArgumentException("`--port` is not a number");
    }
    return Integer.parseInt(text);
  }

  private static String configuration(Options options) {
    Path file = Path.of(options.get("--configuration"));
    try {
      return Files.readString(file);
    } catch (IOException _) {
      throw new IllegalArgumentException("`" + file + "` cannot be read");
    }
  }
}
