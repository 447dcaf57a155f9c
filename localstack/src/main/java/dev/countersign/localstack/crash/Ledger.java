package dev.countersign.localstack.crash;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what everybody outside was told. */
final class Ledger {

  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final Queue<Vouched> vouched = new ConcurrentLinkedQueue<>();

  void add(Told one) {
    told.add(one);
  }

  void add(Vouched one) {
    vouched.add(one);
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  List<Vouched> vouched() {
    return List.copyOf(vouched);
  }
}
