package dev.countersign.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.operation.ConnectionName;
import java.util.List;

/** A page of connections as JSON. */
final class ConnectionsDocument {

  private final Page.Listing listing;
  private final Page page;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final ArrayNode connections = document.putArray("connections");
  private String last = "";
  private boolean full;

  ConnectionsDocument(Page.Listing listing, Page page) {
    this.listing = listing;
    this.page = page;
  }

  /** Adds a connection; one that does not fit is what says that there is a next page. */
  void add(ConnectionName name) {
    if (connections.size() == page.limit()) {
      full = true;
      document.put("next", listing.token(List.of(last)));
      return;
    }
    last = name.text();
    connections
        .addObject()
        .put("connection", name.text())
        .put("dialect", "postgresql")
        .put("sql", "/v1/connections/" + name + "/sql")
        .put("catalogue", "/v1/connections/" + name + "/catalogue");
  }

  boolean isFull() {
    return full;
  }

  String text() {
    return document.toString();
  }
}
