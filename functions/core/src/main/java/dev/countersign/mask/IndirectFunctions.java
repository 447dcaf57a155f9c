package dev.countersign.mask;

import java.util.List;
import java.util.Set;

/**
 * Built-in functions that read relations, settings, files or statistics that no part of the text
 * names, so that no rewriting reaches what they read. A second line behind the classifier's list of
 * the functions that a read may call.
 */
final class IndirectFunctions {

  private static final Set<String> NAMES =
      Set.of("current_setting", "nextval", "set_config", "setval", "ts_rewrite", "ts_stat");

  private static final List<String> STARTS = List.of("pg_", "lo_", "has_", "txid_", "dblink");

  /** Of those, what many a column begins with, and no function of one argument that matters. */
  private static final List<String> ORDINARY_STARTS = List.of("lo_", "has_", "txid_", "dblink");

  private IndirectFunctions() {}

  static boolean contains(String name) {
    return NAMES.contains(name)
        || name.contains("_to_xml")
        || (!name.equals("pg_typeof") && STARTS.stream().anyMatch(name::startsWith));
  }

  /** Whether {@code x.name} may call one. */
  static boolean containsField(String name) {
    return contains(name) && ORDINARY_STARTS.stream().noneMatch(name::startsWith);
  }
}
