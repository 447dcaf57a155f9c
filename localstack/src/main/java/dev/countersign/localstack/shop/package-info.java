/**
 * The target of the local cloud: a PostgreSQL server with the database of an invented shop, the
 * same content each time it is made.
 */
@NullMarked
package dev.countersign.localstack.shop;

import org.jspecify.annotations.NullMarked;
