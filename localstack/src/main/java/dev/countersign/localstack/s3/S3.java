package dev.countersign.localstack.s3;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.Caller;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The S3 of the local cloud: one bucket on 127.0.0.1, with multipart uploads for those who may
 * write, and GET for those who may read, by their own request or by a presigned link of theirs. It
 * refuses everything else, also what it would have to ignore.
 */
public final class S3 implements AutoCloseable {

  /** The secret access key of every function of the local cloud. */
  static final String FUNCTIONS_SECRET = "local";

  private static final int LARGEST_BODY = 64 << 20;
  private static final Pattern TAG =
      Pattern.compile("<ETag>(?:\"|&quot;)?([0-9a-f]+)(?:\"|&quot;)?</ETag>");
  private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Access access;
  private final Bucket bucket;
  private final InstantSource clock;
  private final LoopbackServer server;

  /**
   * Who may do what.
   *
   * @param bucket the bucket's name
   * @param writers access key ids of those who may upload
   * @param readers access key ids of those who may read, and give links
   */
  public record Access(String bucket, Set<String> writers, Set<String> readers) {

    public Access {
      writers = Set.copyOf(writers);
      readers = Set.copyOf(readers);
    }
  }

  private S3(int port, Path directory, Access access, InstantSource clock) throws IOException {
    this.access = access;
    this.bucket = new Bucket(directory);
    this.clock = clock;
    this.server = LoopbackServer.start(port, this::answer);
  }

  /** Serves the bucket below this directory; port 0 means any free one. */
  public static S3 start(int port, Path directory, Access access, InstantSource clock)
      throws IOException {
    return new S3(port, directory, access, clock);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    byte[] body = RequestBody.read(exchange, LARGEST_BODY).orElse(null);
    try {
      if (body == null) {
        throw new S3Refusal(400, "EntityTooLarge", "the body is larger than this server takes");
      }
      return operate(exchange, S3Request.of(exchange), body);
    } catch (S3Refusal refusal) {
      return Answer.of(refusal.status(), "application/xml", refusal.xml());
    }
  }

  private Answer operate(HttpExchange exchange, S3Request request, byte[] body)
      throws IOException, S3Refusal {
    if (!request.bucket().equals(access.bucket())) {
      throw new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    if (request.method().equals("GET")) {
      return get(exchange, request);
    }
    require(access.writers(), Caller.accessKeyId(exchange));
    requireIntact(exchange, body);
    return switch (request.method()) {
      case "POST" -> post(exchange, request, body);
      case "PUT" -> put(request, body);
      case "DELETE" -> {
        bucket.abort(parameter(request, "uploadId"), request.key());
        yield Answer.empty(204);
      }
      default -> throw new S3Refusal(501, "NotImplemented", "this server does not do that");
    };
  }

  private Answer get(HttpExchange exchange, S3Request request) throws IOException, S3Refusal {
    Optional<String> caller =
        PresignedLink.isOne(request)
            ? Optional.of(
                new PresignedLink(
                        request,
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                            .orElse(""))
                    .signer(FUNCTIONS_SECRET, clock.instant()))
            : Caller.accessKeyId(exchange);
    require(access.readers(), caller);
    Path object =
        bucket
            .find(request.key())
            .orElseThrow(
                () -> new S3Refusal(404, "NoSuchKey", "The specified key does not exist."));
    return Answer.file(200, "application/gzip", object);
  }

  private Answer post(HttpExchange exchange, S3Request request, byte[] body)
      throws IOException, S3Refusal {
    if (request.query().containsKey("uploads")) {
      return xml(
          "<InitiateMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
              .formatted(access.bucket(), request.key(), bucket.begin(request.key())));
    }
    String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (condition != null && !condition.equals("*")) {
      throw new S3Refusal(501, "NotImplemented", "the only condition is `*`");
    }
    bucket.complete(parameter(request, "uploadId"), request.key(), tags(body), condition != null);
    return xml(
        "<CompleteMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key></CompleteMultipartUploadResult>"
            .formatted(access.bucket(), request.key()));
  }

  private Answer put(S3Request request, byte[] body) throws IOException, S3Refusal {
    String number = parameter(request, "partNumber");
    if (!number.matches("[0-9]{1,5}")) {
      throw new S3Refusal(400, "InvalidArgument", "the number of the part is none");
    }
    String tag =
        bucket.take(parameter(request, "uploadId"), request.key(), Integer.parseInt(number), body);
    return Answer.empty(200).with("ETag", '"' + tag + '"');
  }

  private static List<String> tags(byte[] body) {
    List<String> tags = new ArrayList<>();
    Matcher found = TAG.matcher(new String(body, StandardCharsets.UTF_8));
    while (found.find()) {
      tags.add(found.group(1));
    }
    return tags;
  }

  /** The digests that came with the body must be the body's. */
  private static void requireIntact(HttpExchange exchange, byte[] body) throws S3Refusal {
    byte[] digest = sha256(body);
    String signed = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
    if (signed == null || signed.startsWith("STREAMING-")) {
      throw new S3Refusal(501, "NotImplemented", "this server takes no framed bodies");
    }
    String stated = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
    boolean intact =
        (!HEX_DIGEST.matcher(signed).matches() || signed.equals(HexFormat.of().formatHex(digest)))
            && (stated == null || stated.equals(Base64.getEncoder().encodeToString(digest)));
    if (!intact) {
      throw new S3Refusal(400, "BadDigest", "The digest that you stated is not that of the body.");
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void require(Set<String> allowed, Optional<String> caller) throws S3Refusal {
    if (caller.filter(allowed::contains).isEmpty()) {
      throw new S3Refusal(403, "AccessDenied", "Access Denied");
    }
  }

  private static String parameter(S3Request request, String name) throws S3Refusal {
    return Optional.ofNullable(request.query().get(name))
        .orElseThrow(() -> new S3Refusal(501, "NotImplemented", "this server does not do that"));
  }

  private static Answer xml(String element) {
    return Answer.of(
        200, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element);
  }
}
