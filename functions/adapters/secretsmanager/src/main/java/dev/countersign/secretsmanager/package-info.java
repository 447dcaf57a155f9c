/** The credentials of targets in AWS Secrets Manager. */
@NullMarked
package dev.countersign.secretsmanager;

import org.jspecify.annotations.NullMarked;
