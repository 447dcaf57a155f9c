package dev.countersign.setup;

import dev.countersign.catalogue.RelationName;

/**
 * Names as the server reads them: always in quotes, so that none can be taken for anything else.
 */
public final class Identifiers {

  private Identifiers() {}

  /** The name in quotes. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The relation's full name in quotes. */
  public static String quoted(RelationName name) {
    return quoted(name.schema()) + "." + quoted(name.name());
  }
}
