package dev.countersign.localstack.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the body of a SendEmail request, with simple or raw content, as the mail that it sends. */
final class Submission {

  /** A request that SES would refuse as malformed. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Malformed(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private Submission() {}

  static Mail read(byte[] body, String id, Instant now) throws IOException, Malformed {
    JsonNode request;
    try {
      request = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Malformed("the request is not json");
    }
    JsonNode content = request.path("Content");
    Mail mail =
        content.has("Raw")
            ? raw(request, content.get("Raw"), id, now)
            : simple(request, content.path("Simple"), id, now);
    if (mail.from().isBlank() || mail.to().isEmpty()) {
      throw new Malformed("a sender and a destination are needed");
    }
    return mail;
  }

  private static Mail simple(JsonNode request, JsonNode content, String id, Instant now)
      throws Malformed {
    JsonNode parts = content.path("Body");
    if (!content.path("Subject").has("Data") || !(parts.has("Text") || parts.has("Html"))) {
      throw new Malformed("a subject and a body are needed");
    }
    return new Mail(
        id,
        now,
        request.path("FromEmailAddress").asText(""),
        destinations(request),
        content.path("Subject").path("Data").asText(),
        parts.path("Text").path("Data").asText(""),
        parts.path("Html").path("Data").asText(""));
  }

  private static Mail raw(JsonNode request, JsonNode content, String id, Instant now)
      throws IOException, Malformed {
    try {
      byte[] source = Base64.getDecoder().decode(content.path("Data").asText(""));
      MimeMessage message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
      List<String> to = destinations(request);
      String from = request.path("FromEmailAddress").asText("");
      return new Mail(
          id,
          now,
          from.isEmpty() ? String.join(", ", addresses(message.getFrom())) : from,
          to.isEmpty() ? recipients(message) : to,
          message.getSubject() == null ? "" : message.getSubject(),
          part(message, "text/plain"),
          part(message, "text/html"));
    } catch (MessagingException | IllegalArgumentException e) {
      throw new Malformed("the raw message cannot be read");
    }
  }

  private static List<String> destinations(JsonNode request) {
    return Stream.of("ToAddresses", "CcAddresses", "BccAddresses")
        .flatMap(kind -> request.path("Destination").path(kind).valueStream())
        .map(JsonNode::asText)
        .toList();
  }

  private static List<String> recipients(Message message) throws MessagingException {
    return addresses(message.getAllRecipients());
  }

  private static List<String> addresses(Address @Nullable [] addresses) {
    return addresses == null
        ? List.of()
        : new ArrayList<>(Arrays.stream(addresses).map(Address::toString).toList());
  }

  /** The first part of a type, wherever it stands, or nothing. */
  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent() instanceof String text ? text : "";
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int at = 0; at < parts.getCount(); at++) {
        String found = part(parts.getBodyPart(at), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
