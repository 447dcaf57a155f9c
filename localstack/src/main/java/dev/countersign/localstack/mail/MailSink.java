package dev.countersign.localstack.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.countersign.localstack.server.Answer;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.server.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The SES of the local cloud: takes SendEmail from verified senders on 127.0.0.1, delivers nothing,
 * and shows the last mails at {@code /mails} and, as JSON, at {@code /mails.json} ({@code ?to=}
 * asks for one recipient's).
 */
public final class MailSink implements AutoCloseable {

  private static final int BODY_LIMIT = 10 * 1024 * 1024;
  private static final int KEPT = 200;

  private final Set<String> verified;
  private final Mailbox mailbox = new Mailbox(KEPT);
  private final byte[] style;
  private final LoopbackServer server;

  private MailSink(int port, Set<String> verified) throws IOException {
    this.verified =
        verified.stream()
            .map(identity -> identity.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.style = style();
    this.server = LoopbackServer.start(port, this::answer);
  }

  /** Starts with the identities, addresses or domains, that may send. */
  public static MailSink start(int port, Set<String> verified) throws IOException {
    return new MailSink(port, verified);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    return switch (exchange.getRequestMethod() + " " + path) {
      case "POST /v2/email/outbound-emails" -> send(exchange);
      case "GET /" -> Answer.empty(302).with("Location", "/mails");
      case "GET /mails" -> page(200, MailPage.list(mailbox.all())).with("Refresh", "5");
      case "GET /mails.json" -> Answer.json(200, json(asked(exchange)));
      case "GET /style.css" -> Answer.of(200, "text/css; charset=utf-8", style);
      default -> one(exchange.getRequestMethod(), path);
    };
  }

  private Answer send(HttpExchange exchange) throws IOException {
    Optional<byte[]> body = RequestBody.read(exchange, BODY_LIMIT);
    if (body.isEmpty()) {
      return refused("BadRequestException", "the message is too large");
    }
    Mail mail;
    try {
      mail = Submission.read(body.get(), UUID.randomUUID().toString(), Instant.now());
    } catch (Submission.Malformed e) {
      return refused("BadRequestException", e.reason());
    }
    if (!Addresses.isVerified(mail.from(), verified)) {
      return refused(
          "MessageRejected",
          "Email address is not verified. The following identities failed the check in region"
              + " US-EAST-1: "
              + mail.from());
    }
    mailbox.add(mail);
    return Answer.json(200, JsonNodeFactory.instance.objectNode().put("MessageId", mail.id()));
  }

  private static Answer refused(String type, String message) {
    return Answer.json(400, JsonNodeFactory.instance.objectNode().put("message", message))
        .with("x-amzn-ErrorType", type);
  }

  private Answer one(String method, String path) {
    String prefix = "/mails/";
    if (!method.equals("GET") || !path.startsWith(prefix)) {
      return page(404, MailPage.missing());
    }
    return mailbox
        .find(path.substring(prefix.length()))
        .map(mail -> page(200, MailPage.one(mail)))
        .orElseGet(() -> page(404, MailPage.missing()));
  }

  private static Answer page(int status, String html) {
    return Answer.of(status, "text/html; charset=utf-8", html)
        .with("Content-Security-Policy", MailPage.POLICY)
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-store");
  }

  private List<Mail> asked(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query != null && query.startsWith("to=")
        ? mailbox.to(URLDecoder.decode(query.substring("to=".length()), StandardCharsets.UTF_8))
        : mailbox.all();
  }

  private static JsonNode json(List<Mail> mails) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Mail mail : mails) {
      ObjectNode node = list.addObject();
      node.put("id", mail.id()).put("received", mail.received().toString());
      node.put("from", mail.from());
      mail.to().forEach(node.putArray("to")::add);
      node.put("subject", mail.subject()).put("text", mail.text()).put("html", mail.html());
    }
    return list;
  }

  private static byte[] style() {
    try (InputStream content = MailSink.class.getResourceAsStream("style.css")) {
      if (content == null) {
        throw new IllegalStateException("the style sheet of the mail pages is missing");
      }
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
