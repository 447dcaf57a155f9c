package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import java.util.Optional;

/**
 * Something that a FROM clause reads.
 *
 * @param name the name by which columns refer to it; empty where it has none
 * @param relation the relation of the target that it is; empty for a query, a function or an item
 *     of WITH
 * @param renamed whether its alias gives its columns other names
 */
record Source(String name, Optional<Relation> relation, boolean renamed) {}
