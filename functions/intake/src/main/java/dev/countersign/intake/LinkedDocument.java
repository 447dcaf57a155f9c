package dev.countersign.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.record.Delivery;
import dev.countersign.record.ResultLinks;
import dev.countersign.record.ResultLinks.Link;

/**
 * An answer as its requester gets it: the stored document, and where its rows are an object of
 * their own, a link to that, made anew each time.
 */
final class LinkedDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LinkedDocument() {}

  static String of(Delivery delivery, ResultLinks links) {
    String document = delivery.answer().document();
    return delivery.result().isPresent()
        ? linked(document, links.to(delivery.answer().operation()))
        : document;
  }

  private static String linked(String document, Link link) {
    try {
      ObjectNode answer = JSON.readValue(document, ObjectNode.class);
      answer
          .withObject("/result")
          .put("url", link.url().toString())
          .put("urlExpiresAt", link.expiresAt().toString());
      return answer.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored answer is no JSON object", e);
    }
  }
}
