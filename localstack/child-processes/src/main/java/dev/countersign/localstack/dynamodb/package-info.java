/** DynamoDB Local as a process of its own, reachable on the loopback address only. */
@NullMarked
package dev.countersign.localstack.dynamodb;

import org.jspecify.annotations.NullMarked;
