/** A shop's database to try the plane on: realistic, invented, and the same at each start. */
@NullMarked
package dev.countersign.localstack.shop;

import org.jspecify.annotations.NullMarked;
