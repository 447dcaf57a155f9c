package dev.countersign.sql;

import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.Node.Name;
import dev.countersign.sql.Node.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A node while it is being read. */
final class Draft {

  private final Kind kind;
  private final int start;
  private final List<Node> children = new ArrayList<>(4);
  private List<Name> names = List.of();
  private Set<Trait> traits = Set.of();

  Draft(Kind kind, int start) {
    this.kind = kind;
    this.start = start;
  }

  Draft add(Node child) {
    children.add(child);
    return this;
  }

  Draft addAll(List<Node> more) {
    children.addAll(more);
    return this;
  }

  Draft name(Token token) {
    List<Name> longer = new ArrayList<>(names);
    longer.add(new Name(token.name(), token.start(), token.end()));
    names = longer;
    return this;
  }

  Draft names(List<Name> all) {
    names = all;
    return this;
  }

  Draft trait(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    traits = more;
    return this;
  }

  boolean has(Kind child) {
    return children.stream().anyMatch(node -> node.kind() == child);
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  int size() {
    return children.size();
  }

  Node only() {
    return children.getFirst();
  }

  Node end(int end) {
    return new Node(kind, start, end, names, traits, children);
  }
}
