package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Trait;
import java.util.Optional;

/** Puts full names, and derived tables for relations with masked columns, in place of names. */
final class RelationRewrite {

  private final Known known;
  private final Splices splices;
  private boolean foundMasked;

  RelationRewrite(Known known, Splices splices) {
    this.known = known;
    this.splices = splices;
  }

  /** Whether a relation with masked columns was among them. */
  boolean foundMasked() {
    return foundMasked;
  }

  /** A relation in FROM; it becomes a source of the scope. */
  void relation(Node named, Scope scope) throws CannotBeMasked {
    Optional<Node> alias = named.child(Kind.ALIAS);
    refuseOpenSample(named);
    if (isWithItem(named, scope)) {
      String name = alias.map(Node::lastName).orElse(named.lastName());
      scope.addSource(new Source(name, Optional.empty(), false));
      return;
    }
    Relation relation = known.relation(named);
    boolean renamed = alias.flatMap(node -> node.child(Kind.COLUMN_LIST)).isPresent();
    String name = alias.map(Node::lastName).orElse(relation.name().name());
    scope.addSource(new Source(name, Optional.of(relation), renamed));
    if (!known.isMasked(relation.name())) {
      fullName(named, relation);
      return;
    }
    foundMasked = true;
    if (renamed) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM,
          "relation `"
              + relation.name()
              + "` has masked columns; do not rename its columns in its alias");
    }
    String table = MaskedTable.query(relation, known, named.is(Trait.ONLY), sample(named));
    splices.replace(named.start(), named.end(), table + " " + alias(alias, relation));
  }

  /**
   * {@code TABLE name}, which is {@code select * from name}. The relation, if it has masked
   * columns.
   */
  Optional<Relation> table(Node command, Scope scope) throws CannotBeMasked {
    Node named = command.children().getFirst();
    if (isWithItem(named, scope)) {
      return Optional.empty();
    }
    Relation relation = known.relation(named);
    if (!known.isMasked(relation.name())) {
      fullName(named, relation);
      return Optional.empty();
    }
    foundMasked = true;
    String table = MaskedTable.query(relation, known, named.is(Trait.ONLY), "");
    splices.replace(
        command.start(),
        command.end(),
        "select * from " + table + " " + alias(Optional.empty(), relation));
    return Optional.of(relation);
  }

  private static boolean isWithItem(Node named, Scope scope) {
    return named.names().size() == 1 && scope.isWithItem(named.lastName());
  }

  private void fullName(Node named, Relation relation) {
    splices.replace(
        named.names().getFirst().start(),
        named.names().getLast().end(),
        MaskedTable.qualified(relation));
  }

  private String alias(Optional<Node> alias, Relation relation) {
    return alias
        .map(node -> splices.slice(node.start(), node.end()))
        .orElse("as " + MaskedTable.quoted(relation.name().name()));
  }

  private String sample(Node named) {
    return named
        .child(Kind.TABLESAMPLE)
        .map(node -> splices.slice(node.start(), node.end()))
        .orElse("");
  }

  /** What a sample is taken by could hold a query or a call; nobody needs that. */
  private static void refuseOpenSample(Node named) throws CannotBeMasked {
    Optional<Node> sample = named.child(Kind.TABLESAMPLE);
    boolean open =
        sample.isPresent()
            && (sample.get().names().size() > 1
                || !sample.get().children().stream().allMatch(RelationRewrite::isConstant));
    if (open) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM, "TABLESAMPLE takes constants and parameters only");
    }
  }

  private static boolean isConstant(Node node) {
    return node.kind() == Kind.LITERAL || node.kind() == Kind.PARAMETER;
  }
}
