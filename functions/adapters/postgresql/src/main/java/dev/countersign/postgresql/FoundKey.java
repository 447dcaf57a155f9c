package dev.countersign.postgresql;

import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.KeyConstraint.Kind;
import dev.countersign.catalogue.RelationName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key constraint as far as it is read: a row of the survey for each of its columns. */
final class FoundKey {

  private String name = "";
  private Kind kind = Kind.UNIQUE;
  private Optional<RelationName> other = Optional.empty();
  private final List<String> columns = new ArrayList<>();
  private final List<String> otherColumns = new ArrayList<>();

  void add(ResultSet row) throws SQLException {
    name = row.getString("conname");
    kind = kind(row.getString("contype"));
    columns.add(row.getString("attname"));
    if (kind == Kind.FOREIGN_KEY) {
      other = Optional.of(new RelationName(row.getString("nspname"), row.getString("relname")));
      otherColumns.add(row.getString("other"));
    }
  }

  private static Kind kind(String contype) {
    return switch (contype) {
      case "p" -> Kind.PRIMARY_KEY;
      case "u" -> Kind.UNIQUE;
      case "f" -> Kind.FOREIGN_KEY;
      default -> throw new IllegalStateException("no kind of key is `" + contype + "`");
    };
  }

  KeyConstraint complete() {
    return new KeyConstraint(
        name,
        kind,
        columns,
        other.map(relation -> new KeyConstraint.Reference(relation, otherColumns)));
  }
}
