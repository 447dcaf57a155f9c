package dev.countersign.localstack.process;

import dev.countersign.localstack.mail.MailSink;
import dev.countersign.localstack.secretsmanager.SecretsFile;
import dev.countersign.localstack.secretsmanager.SecretsManager;
import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs Secrets Manager and the mail sink in one process, each on a port of its own. */
public final class SecretsAndMail {

  /** The line that tells that both are ready begins with this; their two URLs follow. */
  static final String READY_PREFIX = "secretsmanager and mail listening on ";

  private static final String HELP =
      """
      Serves Secrets Manager and SES v2 (which delivers nothing) on 127.0.0.1.

        --secrets FILE     the secrets and who may read them, as JSON: an object of names and
                           values, "secrets", and one of access key ids and names, "readers"
        --senders LIST     addresses and domains that may send, separated by commas
        --secrets-port N   the port of Secrets Manager; 0, the default, means any free one
        --mail-port N      the port of the mail sink, its page at /mails; the same
        --help             this text
      """;

  private SecretsAndMail() {}

  public static void main(String[] arguments) throws IOException {
    Options options =
        Options.parse(
            arguments,
            Set.of("--secrets", "--senders", "--secrets-port", "--mail-port"),
            Set.of("--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    Set<String> senders =
        Arrays.stream(options.get("--senders").split(",", -1))
            .filter(sender -> !sender.isBlank())
            .collect(Collectors.toUnmodifiableSet());
    SecretsManager secrets =
        SecretsManager.start(
            options.port("--secrets-port"), SecretsFile.read(Path.of(options.get("--secrets"))));
    MailSink mail = MailSink.start(options.port("--mail-port"), senders);
    System.out.println(READY_PREFIX + secrets.uri() + " " + mail.uri());
  }
}
