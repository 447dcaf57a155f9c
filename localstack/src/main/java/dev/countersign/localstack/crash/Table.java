package dev.countersign.localstack.crash;

/** The tables in which a run leaves its marker, by what the policy asks for. */
enum Table {
  DIRECT("runs_direct"),
  APPROVED("runs_approved"),
  HASTY("runs_hasty");

  private final String relation;

  Table(String relation) {
    this.relation = relation;
  }

  String relation() {
    return relation;
  }
}
