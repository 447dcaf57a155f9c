package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.List;
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

  /** Whether a relation with masked columns was among them, or a view that reads one. */
  boolean foundMasked() {
    return foundMasked;
  }

  /** A relation in FROM; it becomes a source of the scope. */
  void relation(Node named, Scope scope) throws CannotBeMasked {
    refuseOpenSample(named);
    Optional<Node> alias = named.child(Kind.ALIAS);
    if (isWithItem(named, scope)) {
      scope.addOther(alias.orElse(named).lastName());
      return;
    }
    Relation relation = known.relation(named);
    Optional<String> table = derived(relation, named);
    if (table.isEmpty()) {
      scope.addOther(alias.orElse(named).lastName());
      fullName(named, relation);
      return;
    }
    String name = alias.map(Node::lastName).orElse(relation.name().name());
    List<String> renamed =
        alias.flatMap(node -> node.child(Kind.COLUMN_LIST)).stream()
            .flatMap(list -> list.names().stream())
            .map(Name::text)
            .toList();
    scope.addDerived(new Source(name, relation, renamed));
    splices.replace(named.start(), named.end(), table.get() + " " + alias(alias, relation));
  }

  /** {@code TABLE name}, which is {@code select * from name}. */
  void table(Node command, Scope scope) throws CannotBeMasked {
    Node named = command.children().getFirst();
    if (isWithItem(named, scope)) {
      return;
    }
    Relation relation = known.relation(named);
    Optional<String> table = derived(relation, named);
    if (table.isEmpty()) {
      fullName(named, relation);
      return;
    }
    splices.replace(
        command.start(),
        command.end(),
        "select * from " + table.get() + " " + alias(Optional.empty(), relation));
  }

  /** The derived table, if the relation needs one. */
  private Optional<String> derived(Relation relation, Node named) throws CannotBeMasked {
    Optional<ViewBody> body = known.body(relation);
    if (!known.isMasked(relation)) {
      foundMasked |= body.isPresent();
      return body.map(view -> "(" + view.text() + ")");
    }
    foundMasked = true;
    if (named.child(Kind.TABLESAMPLE).isPresent()) {
      throw new CannotBeMasked(
          MaskRefusal.STORAGE,
          "masked columns decide which rows of relation `"
              + relation.name()
              + "` share a page, by which samples are taken; it cannot be sampled");
    }
    return Optional.of(MaskedTable.query(relation, known, body, named.is(Trait.ONLY)));
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

  /** What a sample is taken by could hold a query or a call; nobody needs that. */
  private static void refuseOpenSample(Node named) throws CannotBeMasked {
    Optional<Node> sample = named.child(Kind.TABLESAMPLE);
    if (sample.isEmpty()) {
      return;
    }
    if (sample.get().names().size() > 1) {
      throw new CannotBeMasked(
          MaskRefusal.NOT_BUILT_IN, "only the built-in sampling methods can be followed");
    }
    if (!sample.get().children().stream().allMatch(RelationRewrite::isConstant)) {
      throw new CannotBeMasked(
          MaskRefusal.UNSUPPORTED_FORM, "TABLESAMPLE takes constants and parameters only");
    }
  }

  private static boolean isConstant(Node node) {
    return node.kind() == Kind.LITERAL || node.kind() == Kind.PARAMETER;
  }
}
