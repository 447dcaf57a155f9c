package dev.countersign.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import dev.countersign.people.Account;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a listing is asked for.
 *
 * @param limit how many items at the most
 * @param after the name of the last item of the page before; empty for the first page
 */
record Page(int limit, Optional<List<String>> after) {

  /** How many items a page has if its caller does not say. */
  static final int USUAL = 100;

  /** How many items a page has at the most. */
  static final int MOST = 200;

  private static final int MOST_CHARACTERS = 2_048;

  Page {
    after = after.map(List::copyOf);
  }

  /**
   * The listing that a token belongs to: handed to another caller, or for another listing, it is
   * none.
   *
   * @param caller for whom it is
   * @param path what is listed
   */
  record Listing(Account caller, String path) {

    private String mark() {
      return Digest.ofText(caller + "\n" + path).hex().substring(0, 32);
    }

    /**
     * The opaque text by which a listing goes on behind the item of this name. It is not secret: it
     * names an item that its caller was shown.
     */
    String token(List<String> name) {
      ObjectNode token = JsonNodeFactory.instance.objectNode();
      token.put("listing", mark());
      ArrayNode after = token.putArray("after");
      name.forEach(after::add);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(CanonicalJson.bytes(token));
    }

    /** The name behind which to go on; empty if no page of this listing gave the token. */
    Optional<List<String>> after(String token, int parts) {
      if (token.length() > MOST_CHARACTERS) {
        return Optional.empty();
      }
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        JsonNode read = CanonicalJson.parse(bytes, MOST_CHARACTERS);
        List<String> name = new ArrayList<>();
        read.path("after").forEach(part -> name.add(part.asText()));
        boolean ours = name.size() == parts && token(name).equals(token);
        return ours ? Optional.of(name) : Optional.empty();
      } catch (IllegalArgumentException | InvalidJson e) {
        return Optional.empty();
      }
    }
  }
}
