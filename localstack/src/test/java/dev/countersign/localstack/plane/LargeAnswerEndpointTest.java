package dev.countersign.localstack.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.Digest;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * An answer that no response can hold comes masked by a link, through the packaged functions. With
 * {@code -Dcountersign.large.rows=2000000} it is 200 MB of values.
 */
class LargeAnswerEndpointTest {

  private static final int ROWS = Integer.getInteger("countersign.large.rows", 100_000);

  private static Reply ended(PlaneClient client, Reply reply) {
    Reply last = reply;
    while (last.status() == 202) {
      last = client.poll(last.operation(), 20);
    }
    return last;
  }

  private static HttpResponse<byte[]> fetch(URI link) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static BufferedReader lines(byte[] object) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(new ByteArrayInputStream(object)), StandardCharsets.UTF_8));
  }

  @Test
  void aLargeAnswerComesByALinkAndIsWhatItsEndRecords() throws IOException, InterruptedException {
    PlaneClient client = TestPlane.reporter();
    long begin = System.nanoTime();

    Reply reply =
        ended(
            client,
            client.sql(
                "large",
                "select n, md5(n::text), md5((n * 7)::text), md5((n * 11)::text)"
                    + " from generate_series(1, "
                    + ROWS
                    + ") n",
                List.of(),
                "?wait=20"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode result = reply.body().path("result");
    System.out.printf(
        "%,d rows, %,d bytes compressed, %.1f s%n",
        result.path("rows").asInt(),
        result.path("bytes").asInt(),
        (System.nanoTime() - begin) / 1e9);
    assertThat(result.path("rows").asInt()).isEqualTo(ROWS);
    assertThat(reply.body().path("truncated").asBoolean(true)).isFalse();
    HttpResponse<byte[]> object = fetch(URI.create(result.path("url").asText()));
    assertThat(object.statusCode()).isEqualTo(200);
    assertThat(object.body()).hasSize(result.path("bytes").asInt());
    assertThat(Digest.of(object.body()).text()).isEqualTo(result.path("digest").asText());
    try (BufferedReader lines = lines(object.body())) {
      assertThat(lines.readLine()).startsWith("{\"columns\":[{\"name\":\"n\",\"type\":\"integer\"");
      assertThat(lines.readLine()).startsWith("[\"1\",\"c4ca4238a0b923820dcc509a6f75849b\"");
      assertThat(lines.lines().count()).isEqualTo(ROWS - 1L);
    }
    Reply again = client.poll(reply.operation(), 0);
    assertThat(again.body().path("result").path("digest")).isEqualTo(result.path("digest"));
    assertThat(fetch(URI.create(again.body().at("/result/url").asText())).statusCode())
        .isEqualTo(200);
    PlaneClient other =
        new PlaneClient(TestPlane.shared().api(), TestPlane.shared().cast().agentToken("deployer"));
    assertThat(other.poll(reply.operation(), 0).status()).isEqualTo(404);
  }

  @Test
  void whatIsMaskedIsMaskedInALargeAnswerToo() throws IOException, InterruptedException {
    PlaneClient client = TestPlane.reporter();

    Reply reply =
        ended(
            client,
            client.sql(
                "large",
                "select c.email, n, md5(n::text), md5((n * 7)::text), md5((n * 11)::text)"
                    + " from customers c cross join generate_series(1, 50) n where c.id <= 2000",
                List.of(),
                "?wait=20"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    byte[] object = fetch(URI.create(reply.body().at("/result/url").asText())).body();
    try (BufferedReader lines = lines(object)) {
      assertThat(lines.readLine())
          .contains("{\"name\":\"email\",\"type\":\"text\",\"masked\":true}");
      assertThat(lines.lines())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("[\"masked@masked.invalid\","));
    }
  }
}
