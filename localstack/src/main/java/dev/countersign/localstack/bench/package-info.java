/** What the plane costs beside asking the target directly, measured on this machine. */
@NullMarked
package dev.countersign.localstack.bench;

import org.jspecify.annotations.NullMarked;
