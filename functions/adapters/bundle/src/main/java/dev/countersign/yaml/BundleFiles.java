package dev.countersign.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.bundle.Bundle;
import dev.countersign.canonical.CanonicalJson;
import dev.countersign.canonical.Digest;
import dev.countersign.canonical.InvalidJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of one bundle, byte for byte as their owners wrote them: what is published, and what
 * its version is the digest of. A file that is not known is refused, so that a misspelt name cannot
 * be missed.
 *
 * @param texts the texts by path within the folder, with {@code /} between its parts
 */
public record BundleFiles(SortedMap<String, String> texts) {

  private static final int MAXIMUM_BYTES = 4 << 20;
  private static final Pattern KNOWN =
      Pattern.compile(
          "policies/[^/]+\\.cedar|(connections|labels)/[^/]+\\.yaml|(roles|people|agents)\\.yaml");

  public BundleFiles {
    for (String path : texts.keySet()) {
      if (!KNOWN.matcher(path).matches()) {
        throw new UnsoundBundle(path, "no such file belongs in a bundle");
      }
    }
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** The canonical JSON of the files: one member for each. */
  public String document() {
    return new String(CanonicalJson.bytes(tree()), StandardCharsets.UTF_8);
  }

  /** The version: the digest of the document. */
  public Digest version() {
    return CanonicalJson.digest(tree());
  }

  /**
   * The files of this document.
   *
   * @throws UnsoundBundle if it is not one
   */
  public static BundleFiles ofDocument(String document) {
    try {
      JsonNode tree = CanonicalJson.parse(document.getBytes(StandardCharsets.UTF_8), MAXIMUM_BYTES);
      if (!tree.isObject() || !tree.valueStream().allMatch(JsonNode::isTextual)) {
        throw new UnsoundBundle("bundle", "the published document is not one text for each file");
      }
      SortedMap<String, String> texts = new TreeMap<>();
      tree.propertyStream().forEach(file -> texts.put(file.getKey(), file.getValue().textValue()));
      return new BundleFiles(texts);
    } catch (InvalidJson e) {
      throw new UnsoundBundle("bundle", "the published document cannot be read", e);
    }
  }

  /**
   * The bundle that the files describe.
   *
   * @throws UnsoundBundle if anything in them is unknown, missing or contradictory
   */
  public Bundle bundle() {
    return new BundleReader(this).read();
  }

  private ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    texts.forEach(tree::put);
    return tree;
  }
}
