package dev.countersign.dynamodb;

import dev.countersign.canonical.Digest;
import dev.countersign.operation.OperationId;
import dev.countersign.record.EvidenceKind;
import dev.countersign.record.EvidenceTooLarge;
import dev.countersign.record.StoredAnswer;
import dev.countersign.record.UnreadableEvidence;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shape of the table {@code answers}: one masked answer an operation, by {@code operation}.
 * DynamoDB deletes an item some time after {@code expires}, so {@code expires-at} is what readers
 * judge by.
 */
final class AnswersTable {

  static final String OPERATION = "operation";
  static final String EXPIRES = "expires";

  private static final String EXPIRES_AT = "expires-at";
  private static final String DIGEST = "digest";
  private static final int MAXIMUM_COMPRESSED = 350 * 1024;
  private static final int MAXIMUM_BYTES = 64 << 20;

  private AnswersTable() {}

  static Map<String, AttributeValue> key(OperationId operation) {
    return Map.of(OPERATION, AttributeValue.fromS(operation.text()));
  }

  static Map<String, AttributeValue> item(StoredAnswer answer) {
    // A text of n characters has at most 3 n bytes.
    if (answer.document().length() > MAXIMUM_BYTES / 3) {
      throw new EvidenceTooLarge("an answer", MAXIMUM_BYTES / 3);
    }
    Map<String, AttributeValue> document = StoredText.of(answer.document());
    if (StoredText.size(document) > MAXIMUM_COMPRESSED) {
      throw new EvidenceTooLarge("a compressed answer", MAXIMUM_COMPRESSED);
    }
    Map<String, AttributeValue> item = new TreeMap<>(key(answer.operation()));
    item.putAll(document);
    item.put(DIGEST, AttributeValue.fromS(answer.digest().text()));
    item.put(EXPIRES_AT, AttributeValue.fromS(answer.expiresAt().toString()));
    item.put(EXPIRES, Expiry.attribute(answer.expiresAt()));
    return item;
  }

  static StoredAnswer answer(OperationId operation, Map<String, AttributeValue> item) {
    try {
      return new StoredAnswer(
          operation,
          StoredText.in(item, MAXIMUM_BYTES),
          new Digest(text(item, DIGEST)),
          Instant.parse(text(item, EXPIRES_AT)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new UnreadableEvidence(EvidenceKind.FINISHED.key(operation), e);
    }
  }

  /** The document that an item holds, unless it says that it has expired. */
  static Optional<String> kept(Map<String, AttributeValue> item, Instant now) {
    return hasExpired(item, now)
        ? Optional.empty()
        : Optional.of(StoredText.kept(item, MAXIMUM_BYTES));
  }

  private static boolean hasExpired(Map<String, AttributeValue> item, Instant now) {
    try {
      return !now.isBefore(Instant.parse(text(item, EXPIRES_AT)));
    } catch (IOException | DateTimeException e) {
      // What was changed is not taken for what has expired.
      return false;
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) throws IOException {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::s)
        .orElseThrow(() -> new IOException("the item has no `" + name + "`"));
  }
}
