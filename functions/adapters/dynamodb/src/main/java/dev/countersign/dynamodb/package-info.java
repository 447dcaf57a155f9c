/**
 * What Countersign keeps in DynamoDB: evidence with the answers, catalogues, policy bundles, and
 * what the approval duty holds while somebody decides. {@code EvidenceTable} says how evidence is
 * laid out, {@code DynamoDbEvidenceLog} what may be relied on.
 */
@NullMarked
package dev.countersign.dynamodb;

import org.jspecify.annotations.NullMarked;
