package dev.countersign.mask;

import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationName;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rewrites the queries of views that read masked columns, as a read of the same text would be. Each
 * is rewritten once for a statement.
 */
final class ViewBodies {

  /** Views on views can grow without end; no statement needs more. */
  private static final int LONGEST = 256 * 1024;

  private final Known known;
  private final Map<RelationName, ViewBody> done = new TreeMap<>();
  private final Set<RelationName> open = new TreeSet<>();

  ViewBodies(Known known) {
    this.known = known;
  }

  ViewBody of(Relation view) throws CannotBeMasked {
    ViewBody found = done.get(view.name());
    if (found != null) {
      return found;
    }
    if (!open.add(view.name())) {
      throw refused(view, "it reads itself");
    }
    ViewBody body = rewritten(view);
    open.remove(view.name());
    done.put(view.name(), body);
    return body;
  }

  private ViewBody rewritten(Relation view) throws CannotBeMasked {
    Optional<Node> root =
        MaskPlanner.root(view.definition()).filter(node -> node.kind() == Kind.QUERY);
    if (root.isEmpty()) {
      throw refused(view, "its query cannot be read");
    }
    try {
      ReadRewrite rewrite = new ReadRewrite(view.definition(), known);
      String text = rewrite.rewrite(root.get());
      if (text.length() > LONGEST) {
        throw refused(view, "its query is too long");
      }
      MaskedFlow flow = new MaskedFlow(known, view.definition());
      return new ViewBody(text, flow.of(root.get()), flow.uses());
    } catch (CannotBeMasked e) {
      throw refused(view, e.sentence());
    }
  }

  private static CannotBeMasked refused(Relation view, String why) {
    return new CannotBeMasked(
        MaskRefusal.INDIRECT_RELATION,
        "view `" + view.name() + "` reads masked columns and cannot be followed: " + why);
  }
}
