package dev.countersign.localstack.issuer;

import dev.countersign.localstack.issuer.IssuerConfiguration.PersonEntry;
import dev.countersign.localstack.server.Answer;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page on which one picks whom to sign in as. Plain HTML: every choice is a button of a form,
 * so it works without scripts and on a small screen.
 */
final class SignInPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ground: #f4f5f7; --card: #fff; --ink: #1b1f27;
        --soft: #5c6675; --line: #dfe3e9; --mark: #2f5bd8; --warn: #8a5a00; --warn-ground: #fff6e0; }
      @media (prefers-color-scheme: dark) { :root { --ground: #12151b; --card: #1b2029;
        --ink: #e9ecf2; --soft: #9aa5b5; --line: #303846; --mark: #7d9cff; --warn: #f0c674;
        --warn-ground: #2c2617; } }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.25rem;
        background: var(--ground); color: var(--ink);
        font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
      main { width: 100%; max-width: 27rem; background: var(--card); border: 1px solid var(--line);
        border-radius: 1rem; padding: 1.75rem; box-shadow: 0 12px 40px rgb(20 30 60 / 8%); }
      h1 { margin: 0 0 .25rem; font-size: 1.4rem; letter-spacing: -.01em; }
      p { margin: 0 0 1.25rem; color: var(--soft); overflow-wrap: anywhere; }
      p strong { color: var(--ink); font-weight: 600; }
      form { display: grid; gap: .6rem; }
      button { display: flex; align-items: center; gap: .9rem; width: 100%; min-height: 4rem;
        padding: .65rem .9rem; text-align: left; font: inherit; color: inherit; cursor: pointer;
        background: transparent; border: 1px solid var(--line); border-radius: .75rem; }
      button:hover { border-color: var(--mark); }
      button:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
      button b { display: block; font-weight: 600; }
      button small { display: block; color: var(--soft); font-size: .875rem; }
      .initials { flex: none; display: grid; place-items: center; width: 2.6rem; height: 2.6rem;
        border-radius: 50%; background: var(--mark); color: var(--card); font-weight: 600;
        font-size: .9rem; }
      .cancel { justify-content: center; min-height: 2.75rem; border-color: transparent;
        color: var(--soft); }
      .note { margin: 1.25rem 0 0; padding: .75rem .9rem; border-radius: .6rem; font-size: .875rem;
        color: var(--warn); background: var(--warn-ground); }
      @media (max-width: 30rem) { body { padding: 0; place-items: stretch; }
        main { max-width: none; border: 0; border-radius: 0; padding: 1.5rem 1.1rem; } }
      """;

  private SignInPage() {}

  /** The choice of persons; the form names the pending request and nothing else. */
  static Answer choice(
      String action, String pending, AuthorizationRequest request, List<PersonEntry> persons) {
    String buttons = persons.stream().map(SignInPage::button).collect(Collectors.joining());
    String content =
        """
        <h1>Who is signing in?</h1>
        <p>to continue to <strong>%s</strong></p>
        <form method="post" action="%s">
        <input type="hidden" name="request" value="%s">
        %s<button class="cancel" name="cancel" value="yes">Cancel</button>
        </form>
        <div class="note">Development issuer: it asks for no password and proves nothing.</div>
        """
            .formatted(escape(request.client()), escape(action), escape(pending), buttons);
    return page(200, content, origin(request.redirect()));
  }

  /** A page that says why nobody can be signed in here. */
  static Answer refusal(String sentence) {
    return page(400, "<h1>This sign-in cannot go on</h1><p>" + escape(sentence) + "</p>", "");
  }

  private static String button(PersonEntry person) {
    return """
    <button name="person" value="%s"><span class="initials" aria-hidden="true">%s</span>\
    <span><b>%s</b><small>%s</small></span></button>
    """
        .formatted(
            escape(person.subject()),
            escape(initials(person.name())),
            escape(person.name()),
            escape(person.note()));
  }

  /** The form's answer is a redirect to the application, which browsers count as its action. */
  private static Answer page(int status, String content, String formTarget) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sign in</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
            .formatted(STYLE, content);
    return Answer.of(status, "text/html; charset=utf-8", html)
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self' "
                + formTarget);
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String initials(String name) {
    return List.of(name.strip().split("\\s+", -1)).stream()
        .filter(word -> !word.isEmpty())
        .limit(2)
        .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
        .collect(Collectors.joining());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
