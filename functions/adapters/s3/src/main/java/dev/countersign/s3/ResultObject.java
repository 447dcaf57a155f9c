package dev.countersign.s3;

import dev.countersign.operation.OperationId;

/** Where in the bucket an operation's object is: the id alone says it. */
final class ResultObject {

  private ResultObject() {}

  static String key(OperationId operation) {
    return "results/" + operation.text() + ".jsonl.gz";
  }
}
