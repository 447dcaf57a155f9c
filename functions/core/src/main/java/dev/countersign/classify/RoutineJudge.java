package dev.countersign.classify;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.RelationName;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the body of a function in SQL as any other statement: it has no effect if it is a read that
 * uses built-in routines, types and operators only. The session in which it will run may look up
 * names elsewhere, so each relation must be named with its schema.
 */
public final class RoutineJudge {

  private final Classifier classifier = new Classifier();
  private final Catalogue catalogue;

  /** A judge of routines of the target that this was surveyed on. */
  public RoutineJudge(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The relations that a body reads; empty if it is not known to be free of effects. */
  public Optional<SortedSet<RelationName>> reads(String body) {
    Classification found = classifier.classify(body, catalogue);
    if (found.effect() != Effect.READ || !isQueryThatNamesSchemas(body)) {
      return Optional.empty();
    }
    SortedSet<RelationName> reads = new TreeSet<>();
    found.relations().forEach(use -> reads.add(use.relation()));
    return Optional.of(reads);
  }

  private static boolean isQueryThatNamesSchemas(String body) {
    return SqlText.of(body) instanceof SqlText.Lexed text
        && SqlParser.parse(text) instanceof SqlParser.ParsedStatement parsed
        && parsed.root().kind() == Node.Kind.QUERY
        && NamedRelations.of(parsed.root()).stream().allMatch(node -> node.names().size() == 2)
        && !tells(parsed.root());
  }

  /** Whether it may call, also as {@code x.f}, what tells more than its text names. */
  private static boolean tells(Node node) {
    boolean call =
        switch (node.kind()) {
          case FUNCTION, FIELD, COLUMN -> !node.names().isEmpty();
          default -> false;
        };
    return (call && TellingFunctions.contains(node.lastName()))
        || node.children().stream().anyMatch(RoutineJudge::tells);
  }
}
