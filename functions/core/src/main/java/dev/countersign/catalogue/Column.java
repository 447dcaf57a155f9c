package dev.countersign.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a relation.
 *
 * @param name the name, as the catalogue spells it
 * @param type the type as the target formats it, such as {@code character varying(40)}
 * @param nullable whether it may hold NULL
 * @param generated whether the target computes it from other columns
 * @param comment the comment that the target keeps with it; empty where there is none
 */
public record Column(
    String name, String type, boolean nullable, boolean generated, String comment) {

  /** Only a type that is not built in is formatted with its schema. */
  private static final Pattern OWN_TYPE =
      Pattern.compile(
          "(\"(?:[^\"]|\"\")+\"|[^\".\\[( ]+)\\.(\"(?:[^\"]|\"\")+\"|[^\".\\[( ]+)(?:[\\[(].*)?");

  /** A column without a comment. */
  public Column(String name, String type, boolean nullable, boolean generated) {
    this(name, type, nullable, generated, "");
  }

  /** Its type, or what it is an array of, if that is not built in. */
  public Optional<PlainType> ownType() {
    return Optional.of(OWN_TYPE.matcher(type))
        .filter(Matcher::matches)
        .map(parts -> new PlainType(unquoted(parts.group(1)), unquoted(parts.group(2))));
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
