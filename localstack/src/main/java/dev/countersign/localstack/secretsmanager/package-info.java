/** Secrets for the local cloud behind the wire protocol of AWS Secrets Manager. */
@NullMarked
package dev.countersign.localstack.secretsmanager;

import org.jspecify.annotations.NullMarked;
