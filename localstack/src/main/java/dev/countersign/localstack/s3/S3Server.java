package dev.countersign.localstack.s3;

import dev.countersign.localstack.server.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** Runs {@link S3} as a process of its own. */
public final class S3Server {

  /** The line that tells that it is ready begins with this; its URL follows. */
  public static final String READY_PREFIX = "s3 listening on ";

  private static final String HELP =
      """
      Serves one bucket of S3 on 127.0.0.1, for multipart uploads and presigned links.

        --directory DIR  where objects are kept
        --bucket NAME    the bucket
        --writers LIST   access key ids of those who may upload, separated by commas
        --readers LIST   access key ids of those who may read and give links
        --port N         the port; 0, the default, means any free one
        --help           this text
      """;

  private S3Server() {}

  public static void main(String[] arguments) throws IOException {
    Options options =
        Options.parse(
            arguments,
            Set.of("--directory", "--bucket", "--writers", "--readers", "--port"),
            Set.of("--help"));
    if (options.has("--help")) {
      System.out.print(HELP);
      return;
    }
    S3 server =
        S3.start(
            options.port("--port"),
            Path.of(options.get("--directory")),
            new S3.Access(
                options.get("--bucket"),
                Set.of(options.get("--writers").split(",", -1)),
                Set.of(options.get("--readers").split(",", -1))),
            InstantSource.system());
    System.out.println(READY_PREFIX + server.uri());
  }
}
