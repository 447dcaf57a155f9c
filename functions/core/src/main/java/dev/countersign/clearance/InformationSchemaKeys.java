package dev.countersign.clearance;

import static dev.countersign.clearance.ConstantRows.aliased;
import static dev.countersign.clearance.ConstantRows.literal;
import static dev.countersign.clearance.ConstantRows.row;

import dev.countersign.catalogue.KeyConstraint;
import dev.countersign.catalogue.RelationName;
import java.util.ArrayList;
import java.util.List;

/**
 * The views of the information schema that tell of primary keys, unique constraints and foreign
 * keys, as derived tables of constants. Checks are not told of: they may quote a value.
 *
 * <p>Source of the columns and their types: PostgreSQL documentation, "The Information Schema".
 */
final class InformationSchemaKeys {

  static final String TABLE_CONSTRAINTS = "table_constraints";
  static final String KEY_COLUMN_USAGE = "key_column_usage";
  static final String CONSTRAINT_COLUMN_USAGE = "constraint_column_usage";

  private static final String TABLE_CONSTRAINTS_LIST =
      """
      select cast(d.d as name) as constraint_catalog, cast(k.s as name) as constraint_schema,\
       cast(k.k as name) as constraint_name, cast(d.d as name) as table_catalog,\
       cast(k.s as name) as table_schema, cast(k.n as name) as table_name,\
       cast(k.t as varchar) as constraint_type, cast(null as varchar) as is_deferrable,\
       cast(null as varchar) as initially_deferred, cast(null as varchar) as enforced,\
       cast(null as varchar) as nulls_distinct\
      """;

  private static final String KEY_COLUMN_USAGE_LIST =
      """
      select cast(d.d as name) as constraint_catalog, cast(k.s as name) as constraint_schema,\
       cast(k.k as name) as constraint_name, cast(d.d as name) as table_catalog,\
       cast(k.s as name) as table_schema, cast(k.n as name) as table_name,\
       cast(k.c as name) as column_name, cast(k.p as integer) as ordinal_position,\
       cast(null as integer) as position_in_unique_constraint\
      """;

  private static final String CONSTRAINT_COLUMN_USAGE_LIST =
      """
      select cast(d.d as name) as table_catalog, cast(k.us as name) as table_schema,\
       cast(k.un as name) as table_name, cast(k.uc as name) as column_name,\
       cast(d.d as name) as constraint_catalog, cast(k.s as name) as constraint_schema,\
       cast(k.k as name) as constraint_name\
      """;

  private final String database;
  private final List<UsableRelation> relations;

  InformationSchemaKeys(String database, List<UsableRelation> relations) {
    this.database = database;
    this.relations = relations;
  }

  String tableConstraints() {
    List<String> rows = new ArrayList<>();
    for (UsableRelation usable : relations) {
      RelationName table = usable.relation().name();
      for (KeyConstraint key : usable.keys()) {
        rows.add(row(literal(table.schema()), named(key), literal(table.name()), type(key)));
      }
    }
    return table(TABLE_CONSTRAINTS_LIST, rows, "k(s,k,n,t)", "(null,null,null,null)");
  }

  String keyColumnUsage() {
    List<String> rows = new ArrayList<>();
    for (UsableRelation usable : relations) {
      RelationName table = usable.relation().name();
      for (KeyConstraint key : usable.keys()) {
        int place = 0;
        for (String column : key.columns()) {
          place++;
          rows.add(
              row(
                  literal(table.schema()),
                  named(key),
                  literal(table.name()),
                  literal(column),
                  Integer.toString(place)));
        }
      }
    }
    return table(KEY_COLUMN_USAGE_LIST, rows, "k(s,k,n,c,p)", "(null,null,null,null,null)");
  }

  /** Of a foreign key, the columns that it points at; of any other key, its own. */
  String constraintColumnUsage() {
    List<String> rows = new ArrayList<>();
    for (UsableRelation usable : relations) {
      RelationName own = usable.relation().name();
      for (KeyConstraint key : usable.keys()) {
        RelationName used = key.reference().map(KeyConstraint.Reference::relation).orElse(own);
        for (String column :
            key.reference().map(KeyConstraint.Reference::columns).orElse(key.columns())) {
          rows.add(
              row(
                  literal(own.schema()),
                  named(key),
                  literal(used.schema()),
                  literal(used.name()),
                  literal(column)));
        }
      }
    }
    return table(
        CONSTRAINT_COLUMN_USAGE_LIST, rows, "k(s,k,us,un,uc)", "(null,null,null,null,null)");
  }

  private String table(String list, List<String> rows, String alias, String none) {
    return "("
        + list
        + " from "
        + aliased("d(d)", row(literal(database)))
        + ", "
        + aliased(alias, rows.isEmpty() ? none : String.join(",", rows))
        + " where k.k is not null)";
  }

  private static String named(KeyConstraint key) {
    return literal(key.name());
  }

  private static String type(KeyConstraint key) {
    return switch (key.kind()) {
      case PRIMARY_KEY -> literal("PRIMARY KEY");
      case UNIQUE -> literal("UNIQUE");
      case FOREIGN_KEY -> literal("FOREIGN KEY");
    };
  }
}
