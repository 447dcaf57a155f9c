package dev.countersign.localstack.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;

final class MailSinkTest {

  private MailSink sink;
  private SesV2Client client;

  @BeforeEach
  void start() throws IOException {
    sink = MailSink.start(0, Set.of("plane@countersign.example", "trusted.example"));
    client =
        SesV2Client.builder()
            .endpointOverride(sink.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sink.close();
  }

  @Test
  void aSimpleMailIsKeptAndFoundByItsRecipient() throws Exception {
    String id =
        send("Countersign <plane@countersign.example>", "Bo@people.example", "Hello", "text");
    send("plane@countersign.example", "other@people.example", "Second", "text");

    JsonNode mails = json("/mails.json?to=bo%40people.example");
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).get("id").asText()).isEqualTo(id);
    assertThat(mails.get(0).get("subject").asText()).isEqualTo("Hello");
    assertThat(mails.get(0).get("text").asText()).isEqualTo("text");
    assertThat(json("/mails.json")).hasSize(2);
    assertThat(json("/mails.json").get(0).get("subject").asText()).isEqualTo("Second");
  }

  @Test
  void aRawMailIsReadWithItsParts() throws Exception {
    String source =
        """
        From: Countersign <plane@countersign.example>\r
        To: bo@people.example\r
        Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r
        MIME-Version: 1.0\r
        Content-Type: multipart/alternative; boundary=x\r
        \r
        --x\r
        Content-Type: text/plain; charset=UTF-8\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        Gr=C3=BC=C3=9Fe\r
        --x\r
        Content-Type: text/html; charset=UTF-8\r
        \r
        <p>hi</p>\r
        --x--\r
        """;
    client.sendEmail(mail ->
        mail.content(content -> content.raw(raw -> raw.data(SdkBytes.fromUtf8String(source)))));

    JsonNode mail = json("/mails.json?to=bo@people.example").get(0);
    assertThat(mail.get("subject").asText()).isEqualTo("Grüße");
    assertThat(mail.get("text").asText()).isEqualTo("Grüße");
    assertThat(mail.get("html").asText()).isEqualTo("<p>hi</p>");
    assertThat(mail.get("from").asText()).contains("plane@countersign.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"any@trusted.example", "PLANE@countersign.example"})
  void aVerifiedAddressOrDomainMaySend(String sender) {
    assertThat(send(sender, "bo@people.example", "s", "t")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other@countersign.example",
        "plane@countersign.example <evil@elsewhere.example>",
        "a@sub.trusted.example",
        "trusted.example"
      })
  void anUnverifiedSenderIsRejectedAndNothingIsKept(String sender) throws Exception {
    assertThatThrownBy(() -> send(sender, "bo@people.example", "s", "t"))
        .isInstanceOf(MessageRejectedException.class)
        .hasMessageContaining("Email address is not verified");
    assertThat(json("/mails.json")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json",
        "{}",
        "{\"FromEmailAddress\":\"plane@countersign.example\",\"Content\":{\"Simple\":{\"Subject\":{\"Data\":\"s\"},"
            + "\"Body\":{\"Text\":{\"Data\":\"t\"}}}}}",
        "{\"Content\":{\"Raw\":{\"Data\":\"###\"}}}",
      })
  void aMalformedRequestIsRefused(String body) throws Exception {
    HttpResponse<String> response =
        exchange(
            HttpRequest.newBuilder(sink.uri().resolve("/v2/email/outbound-emails"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).hasValue("BadRequestException");
  }

  @Test
  void thePagesEscapeEverythingAndForbidScripts() throws Exception {
    String id =
        send(
            "plane@countersign.example",
            "\"<script>\"@people.example",
            "<script>alert(1)</script>",
            "see http://127.0.0.1:1/approve/7?a=1&b=2. <img src=x onerror=alert(1)> \"'");

    for (String path : new String[] {"/mails", "/mails/" + id}) {
      HttpResponse<String> page = get(path);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("<script").doesNotContain("<img");
      assertThat(page.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
      assertThat(page.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    }
    assertThat(get("/mails/" + id).body())
        .contains(
            "<a rel=\"noopener noreferrer\" href=\"http://127.0.0.1:1/approve/7?a=1&amp;b=2\">"
                + "http://127.0.0.1:1/approve/7?a=1&amp;b=2</a>. &lt;img");
  }

  @Test
  void aMailThatIsNotThereHasAPageThatSaysSo() throws Exception {
    assertThat(get("/mails/none").statusCode()).isEqualTo(404);
    assertThat(get("/style.css").headers().firstValue("Content-Type"))
        .hasValue("text/css; charset=utf-8");
  }

  @Test
  void onlyTheLastMailsAreKept() {
    Mailbox mailbox = new Mailbox(2);
    for (String id : new String[] {"1", "2", "3"}) {
      mailbox.add(new Mail(id, Instant.EPOCH, "a@a.example", List.of("b@b.example"), "s", "t", ""));
    }
    assertThat(mailbox.all()).extracting(Mail::id).containsExactly("3", "2");
  }

  private String send(String from, String to, String subject, String text) {
    return client
        .sendEmail(mail ->
            mail.fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(to))
                .content(content ->
                    content.simple(simple ->
                        simple
                            .subject(part -> part.data(subject))
                            .body(body -> body.text(part -> part.data(text))))))
        .messageId();
  }

  private JsonNode json(String target) throws Exception {
    return new ObjectMapper().readTree(get(target).body());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return exchange(HttpRequest.newBuilder(URI.create(sink.uri() + target)).build());
  }

  private static HttpResponse<String> exchange(HttpRequest request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
