package dev.countersign.mail;

import dev.countersign.approve.Notices;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.Message;

/**
 * Sends notices as plain text mail.
 *
 * <p>Source: Amazon SES API v2 reference, SendEmail.
 */
public final class SesNotices implements Notices {

  private final SesV2Client client;
  private final String from;

  /**
   * Notices from this address.
   *
   * @param client how SES is reached
   * @param from an address that SES has verified
   */
  public SesNotices(SesV2Client client, String from) {
    this.client = client;
    this.from = from;
  }

  /** A client with short time-outs, configured by the SDK's own environment variables. */
  public static SesV2Client newClient() {
    return SesV2Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(5)))
        .build();
  }

  @Override
  public void send(Notice notice) {
    Message message =
        Message.builder()
            .subject(utf8(notice.subject()))
            .body(Body.builder().text(utf8(notice.text())).build())
            .build();
    try {
      client.sendEmail(request ->
          request
              .fromEmailAddress(from)
              .destination(destination -> destination.toAddresses(notice.to()))
              .content(EmailContent.builder().simple(message).build()));
    } catch (SdkException e) {
      throw new NoticeNotSent(e);
    }
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }
}
