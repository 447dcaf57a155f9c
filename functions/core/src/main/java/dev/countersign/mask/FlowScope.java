package dev.countersign.mask;

import dev.countersign.mask.FlowColumns.FlowColumn;
import dev.countersign.mask.FlowColumns.Rest;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Trait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the names at one place of a read mean, as far as masked columns go. */
final class FlowScope {

  private final @Nullable FlowScope outer;
  private final Map<String, FlowColumns> withItems = new HashMap<>();
  private final Map<String, FlowColumns> sources = new HashMap<>();
  private final Map<String, Boolean> columns = new HashMap<>();
  private final Set<String> maskedWindows = new HashSet<>();
  private boolean namelessMasked;

  private FlowScope(@Nullable FlowScope outer) {
    this.outer = outer;
  }

  static FlowScope outermost() {
    return new FlowScope(null);
  }

  FlowScope inner() {
    return new FlowScope(this);
  }

  /** What a query in FROM sees that is not LATERAL: nothing of what stands beside it. */
  FlowScope around() {
    FlowScope around = new FlowScope(outer);
    around.withItems.putAll(withItems);
    return around;
  }

  void addWithItem(String name, FlowColumns item) {
    withItems.put(name, item);
  }

  Optional<FlowColumns> withItem(String name) {
    FlowColumns item = withItems.get(name);
    return item != null || outer == null ? Optional.ofNullable(item) : outer.withItem(name);
  }

  /** A source, and the columns that can be named without it. */
  void addSource(String name, FlowColumns source) {
    sources.merge(name, source, FlowColumns::and);
    for (FlowColumn column : source.known()) {
      if (column.name().isEmpty()) {
        namelessMasked |= column.masked();
      } else {
        columns.merge(column.name(), column.masked(), Boolean::logicalOr);
      }
    }
    namelessMasked |= source.rest() == Rest.MASKED;
  }

  void addMaskedWindow(String name) {
    maskedWindows.add(name);
  }

  boolean isMaskedWindow(String name) {
    return maskedWindows.contains(name) || (outer != null && outer.isMaskedWindow(name));
  }

  /** The columns of the source that qualifies a star; nothing known of one that is not there. */
  FlowColumns source(String name) {
    FlowColumns source = sources.get(name);
    if (source != null) {
      return source;
    }
    return outer == null ? FlowColumns.unknown(true) : outer.source(name);
  }

  /** Whether this column, whole row or routine of a row may be computed from masked columns. */
  boolean isMasked(Node column) {
    int parts = column.names().size();
    if (column.is(Trait.ALL_COLUMNS)) {
      return source(column.lastName()).anyMasked();
    }
    if (parts == 1) {
      return isMasked(column.lastName());
    }
    return source(column.names().get(parts - 2).text()).isMasked(column.lastName());
  }

  private boolean isMasked(String name) {
    Boolean here = columns.get(name);
    if (here != null) {
      return here;
    }
    FlowColumns row = sources.get(name);
    if (namelessMasked || (row != null && row.anyMasked())) {
      return true;
    }
    return row == null && outer != null && outer.isMasked(name);
  }
}
