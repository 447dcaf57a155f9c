package dev.countersign.localstack.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Export;
import dev.countersign.localstack.plane.PersonBrowser.Page;
import dev.countersign.localstack.plane.PlaneClient.Reply;
import dev.countersign.verify.ExportJoin.BrokenPart;
import dev.countersign.verify.Finding;
import dev.countersign.verify.Head;
import dev.countersign.verify.Verifier;
import dev.countersign.yaml.BundleFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the demo tells of the auditor: who may look, what they see, and what they take away. */
final class AuditStory {

  private static final Map<String, String> JSON = Map.of("Accept", "application/json");

  private final LocalPlane plane;
  private final Story story;
  private final PlaneClient ada;

  AuditStory(LocalPlane plane, Story story) {
    this.plane = plane;
    this.story = story;
    this.ada = new PlaneClient(plane.api(), plane.cast().personToken("ada"));
  }

  void tell() throws IOException, InterruptedException {
    others();
    String operation = listed();
    replayed(operation);
    exported();
  }

  private void others() {
    story.step("Only an auditor reads what is recorded");
    for (String path : new String[] {"/audit", "/v1/audit/export"}) {
      story.check(
          "an agent's token, " + path,
          403,
          get(new PlaneClient(plane.api(), plane.cast().agentToken("reporter")), path).status());
      story.check(
          "a DBA's token, " + path,
          403,
          get(new PlaneClient(plane.api(), plane.cast().personToken("dana")), path).status());
      story.check("no token, " + path, 401, get(new PlaneClient(plane.api(), ""), path).status());
    }
    Page dana = signedIn("dana", plane.api().resolve("/audit"));
    story.check("a DBA who signs in sees nothing", 403, dana.status());
  }

  private String listed() {
    story.step("An auditor lists what was done, and finds the approved write");
    Reply list = get(ada, "/audit?who=reporter&connection=orders&outcome=succeeded&table=orders");
    story.check("status", 200, list.status());
    String found = "";
    for (JsonNode row : list.body().path("operations")) {
      boolean fits =
          row.path("requester").asText().equals("reporter")
              && row.path("state").asText().equals("succeeded")
              && row.path("tables").toString().contains("public.orders");
      story.check("a row is what was asked for", fits);
      if (row.path("effect").asText().equals("write")) {
        found = row.path("operation").asText();
      }
    }
    story.check("the write is listed", !found.isEmpty());
    story.tell(
        "%d listed, %d looked at"
            .formatted(
                list.body().path("operations").size(), list.body().path("examined").asInt()));
    return found;
  }

  private void replayed(String operation) {
    story.step("And replays it, step by step");
    URI address = plane.api().resolve("/audit/operations/" + operation);
    Page page = signedIn("ada", address);
    story.check("status", 200, page.status());
    for (String what :
        new String[] {
          "update orders set status = $1 where id = $2",
          "countersigned",
          "Behind the vote stands dana, behind the request olga, sam",
          "UPDATE 1",
          "Cleared by",
          "This reading was recorded before it was shown"
        }) {
      story.check("the page says: " + what, page.text().contains(what));
    }
    Reply again = get(ada, "/audit/operations/" + operation);
    story.check("entries", again.body().path("entries").size() >= 8);
  }

  private void exported() throws IOException, InterruptedException {
    story.step("And takes everything away as one file, with a head to keep");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      Head head = Export.fetch(plane.api(), plane.cast().personToken("ada"), "", file);
      story.check("nothing is wrong with it", List.of(), findings(file.toByteArray(), head));
      byte[] changed = file.toByteArray();
      changed[changed.length / 2] ^= 1;
      story.check("a changed byte is found", !findings(changed, head).isEmpty());
      story.tell(
          "%d bytes; the head is of %d days until %s"
              .formatted(file.size(), head.days().size(), head.until()));
    } catch (BrokenPart e) {
      story.check("the parts join: " + e.getMessage(), false);
    }
  }

  private static List<Finding> findings(byte[] export, Head head) throws IOException {
    List<Finding> findings = new ArrayList<>();
    new Verifier(document -> Optional.of(BundleFiles.ofDocument(document).bundle()))
        .verify(
            new ByteArrayInputStream(export), Optional.of(head), findings::add, operations -> {});
    return findings;
  }

  private Page signedIn(String person, URI address) {
    PersonBrowser browser = new PersonBrowser();
    browser.signIn(plane.cast().subjectOf(person), address);
    return browser.open(address);
  }

  private static Reply get(PlaneClient client, String path) {
    return client.send("GET", path, "", JSON);
  }
}
