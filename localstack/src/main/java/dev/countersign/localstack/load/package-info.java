/** The plane at and beyond its capacity: what it answers, how fast, and what memory it takes. */
@NullMarked
package dev.countersign.localstack.load;

import org.jspecify.annotations.NullMarked;
