package dev.countersign.decide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.canonical.Digest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One policy as it stands in a file.
 *
 * @param file the file
 * @param source its text, annotations included
 * @param annotations its annotations by name
 * @param form its syntax tree, in Cedar's JSON form
 */
record PolicyText(
    String file, String source, SortedMap<String, String> annotations, JsonNode form) {

  PolicyText {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  Optional<String> annotation(String name) {
    return Optional.ofNullable(annotations.get(name));
  }

  Optional<String> id() {
    return annotation("id");
  }

  boolean isForbid() {
    return form.path("effect").asText().equals("forbid");
  }

  /** Whether it is a forbid that approval lifts. */
  boolean asksApprovers() {
    return annotations.containsKey("approvers");
  }

  Digest digest() {
    return Digest.ofText(source);
  }

  PolicyFault fault(String message) {
    return new PolicyFault(file, id(), message);
  }
}
