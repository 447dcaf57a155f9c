package dev.countersign.localstack.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that show what was sent. Everything that came from outside is escaped; of a mail only
 * its text part is shown, in which web links can be followed.
 */
final class MailPage {

  /** Neither scripts nor anything from elsewhere, whatever a mail may hold. */
  static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]");

  private MailPage() {}

  static String list(List<Mail> mails) {
    StringBuilder items = new StringBuilder();
    for (Mail mail : mails) {
      items.append(
          """
          <li><a href="/mails/%s">
            <span class="to">%s</span>
            <strong>%s</strong>
            <time>%s</time>
          </a></li>
          """
              .formatted(
                  escape(mail.id()),
                  escape(String.join(", ", mail.to())),
                  escape(mail.subject()),
                  time(mail.received())));
    }
    String body =
        mails.isEmpty()
            ? "<p class=\"none\">Nothing was sent yet. This page looks again by itself.</p>"
            : "<ul class=\"mails\">" + items + "</ul>";
    return page(
        "Mail", "<h1>Mail</h1><p class=\"lead\">What the plane sent, newest first.</p>" + body);
  }

  static String one(Mail mail) {
    String text = mail.text().isEmpty() ? "(This mail has no text part.)" : mail.text();
    String body =
        """
        <p><a class="back" href="/mails">All mails</a></p>
        <article>
          <h1>%s</h1>
          <dl>
            <dt>From</dt><dd>%s</dd>
            <dt>To</dt><dd>%s</dd>
            <dt>Sent</dt><dd><time>%s</time></dd>
          </dl>
          <div class="text">%s</div>
        </article>
        """
            .formatted(
                escape(mail.subject()),
                escape(mail.from()),
                escape(String.join(", ", mail.to())),
                time(mail.received()),
                linked(text));
    return page(mail.subject(), body);
  }

  static String missing() {
    return page(
        "No such mail",
        "<h1>No such mail</h1><p class=\"lead\">It was never sent, or forgotten since."
            + " <a href=\"/mails\">All mails</a></p>");
  }

  private static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s · Countersign local mail</title>
      <link rel="stylesheet" href="/style.css">
    </head>
    <body>
      <header><span>Countersign</span> local mail</header>
      <main>%s</main>
    </body>
    </html>
    """
        .formatted(escape(title), body);
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Escapes a text and makes its links followable. */
  static String linked(String text) {
    StringBuilder html = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int from = 0;
    while (link.find()) {
      String url = escape(link.group());
      html.append(escape(text.substring(from, link.start())));
      html.append("<a rel=\"noopener noreferrer\" href=\"").append(url).append("\">");
      html.append(url).append("</a>");
      from = link.end();
    }
    return html.append(escape(text.substring(from))).toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
