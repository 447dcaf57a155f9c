package dev.countersign.histories;

import java.time.Duration;

/** What is asked. Each statement takes the number of its request as its one parameter. */
enum Kind {
  /** Permitted. */
  READ("orders", "select id, status from public.orders where id = $1"),
  /** A write that needs no approval. */
  NOTE("scratch", "update public.notes set seen = true where id = $1"),
  /** A write that one DBA approves. */
  ONE("orders", "update public.orders set status = 'paid' where id = $1"),
  /** A write that two DBAs approve. */
  TWO("orders", "update public.orders set status = $1"),
  /** Never permitted. */
  SCHEMA("orders", "drop table public.orders");

  final String connection;
  final String statement;

  Kind(String connection, String statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /** How long approvers have. */
  Duration expiresAfter() {
    return this == TWO ? Duration.ofHours(1) : Duration.ofHours(4);
  }
}
