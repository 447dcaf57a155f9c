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

  private static final List<String> STARTS = List.of("pg_", "lo_", "txid_", "dblink");

  private static final String RIGHTS = "has_";

  private IndirectFunctions() {}

  /** Whether its name is that of one that tells of rights, or else of many a column. */
  static boolean tellsOfRights(String name) {
    return name.startsWith(RIGHTS);
  }

  static boolean contains(String name) {
    return NAMES.contains(name)
        || tellsOfRights(name)
        || name.contains("_to_xml")
        || (!name.equals("pg_typeof") && STARTS.stream().anyMatch(name::startsWith));
  }
}
