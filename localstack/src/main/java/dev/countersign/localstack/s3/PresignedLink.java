package dev.countersign.localstack.s3;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a link as S3 does: its signature over method, path, parameters and host, and its time.
 *
 * <p>Source: Amazon S3 API reference, "Authenticating Requests: Using Query Parameters (AWS
 * Signature Version 4)".
 */
final class PresignedLink {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SIGNATURE = "X-Amz-Signature";
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?<key>[^/]+)/(?<scope>(?<day>[0-9]{8})/(?<region>[^/]+)/s3/aws4_request)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final S3Request request;
  private final String host;

  PresignedLink(S3Request request, String host) {
    this.request = request;
    this.host = host;
  }

  static boolean isOne(S3Request request) {
    return request.query().containsKey("X-Amz-Algorithm");
  }

  /**
   * The access key id of who signed it.
   *
   * @param secret the secret that belongs to every key here
   * @throws S3Refusal if it is not signed with that, or is over
   */
  String signer(String secret, Instant now) throws S3Refusal {
    Matcher credential = CREDENTIAL.matcher(parameter("X-Amz-Credential"));
    if (!parameter("X-Amz-Algorithm").equals(ALGORITHM)
        || !parameter("X-Amz-SignedHeaders").equals("host")
        || !credential.matches()) {
      throw malformed();
    }
    String signature =
        hex(
            mac(
                signingKey(secret, credential.group("day"), credential.group("region")),
                toBeSigned(credential.group("scope"))));
    if (!MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.US_ASCII),
        parameter(SIGNATURE).getBytes(StandardCharsets.UTF_8))) {
      throw new S3Refusal(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided.");
    }
    requireTime(now);
    return credential.group("key");
  }

  private void requireTime(Instant now) throws S3Refusal {
    try {
      Instant begins = TIME.parse(parameter("X-Amz-Date"), Instant::from);
      Duration holds = Duration.ofSeconds(Long.parseLong(parameter("X-Amz-Expires")));
      if (holds.compareTo(LONGEST) > 0) {
        throw malformed();
      }
      if (now.isAfter(begins.plus(holds))) {
        throw new S3Refusal(403, "AccessDenied", "Request has expired");
      }
    } catch (DateTimeException | NumberFormatException e) {
      throw malformed();
    }
  }

  private String toBeSigned(String scope) throws S3Refusal {
    Map<String, String> signed = new TreeMap<>();
    request.query().forEach((name, value) -> signed.put(encoded(name), encoded(value)));
    signed.remove(SIGNATURE);
    String canonical =
        String.join(
            "\n",
            request.method(),
            request.path(),
            signed.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&")),
            "host:" + host,
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    return String.join("\n", ALGORITHM, parameter("X-Amz-Date"), scope, hex(sha256(canonical)));
  }

  private String parameter(String name) throws S3Refusal {
    return Optional.ofNullable(request.query().get(name)).orElseThrow(PresignedLink::malformed);
  }

  private static S3Refusal malformed() {
    return new S3Refusal(
        400, "AuthorizationQueryParametersError", "The query parameters are not as they must be.");
  }

  /** As RFC 3986 encodes everything but its unreserved characters. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (one & 0xff);
      boolean unreserved =
          character < 128
              && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
      encoded.append(
          unreserved
              ? String.valueOf(character)
              : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
    }
    return encoded.toString();
  }

  private static byte[] signingKey(String secret, String day, String region) {
    byte[] ofDay = mac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), day);
    return mac(mac(mac(ofDay, region), "s3"), "aws4_request");
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
