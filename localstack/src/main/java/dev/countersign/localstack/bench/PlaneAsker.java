package dev.countersign.localstack.bench;

import dev.countersign.localstack.plane.PlaneClient;

/** Asks through the plane: one HTTP request, until its masked answer is here. */
final class PlaneAsker implements Load.Client {

  private static final int SERVED = 200;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final PlaneClient client;
  private final Question question;

  PlaneAsker(PlaneClient client, Question question) {
    this.client = client;
    this.question = question;
  }

  @Override
  public boolean ask() {
    PlaneClient.Reply reply =
        client.sql("orders", question.statement(), question.parameters(), "?wait=20");
    if (reply.status() == TOO_MANY || reply.status() == UNAVAILABLE) {
      return false;
    }
    if (reply.status() != SERVED || reply.body().path("rows").size() != question.rows()) {
      throw new IllegalStateException(
          "the plane answered " + reply.status() + " " + reply.problem());
    }
    return true;
  }
}
