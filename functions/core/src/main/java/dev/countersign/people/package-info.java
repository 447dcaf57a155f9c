/** Who answers for whom: persons, agents, groups, and the controllers behind a principal. */
@NullMarked
package dev.countersign.people;

import org.jspecify.annotations.NullMarked;
