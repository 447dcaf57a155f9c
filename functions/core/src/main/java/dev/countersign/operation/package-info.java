/** What is asked: one text on one connection with a purpose, immutable, named by its digest. */
@NullMarked
package dev.countersign.operation;

import org.jspecify.annotations.NullMarked;
