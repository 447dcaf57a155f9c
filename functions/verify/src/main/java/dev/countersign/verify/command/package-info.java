/**
 * The command {@code verify}: checks an export on the machine of whoever holds it. It is no duty:
 * it is deployed nowhere and has no role.
 */
@NullMarked
package dev.countersign.verify.command;

import org.jspecify.annotations.NullMarked;
