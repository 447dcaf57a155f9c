package dev.countersign.clearance;

import static dev.countersign.clearance.ConstantRows.aliased;
import static dev.countersign.clearance.ConstantRows.literal;
import static dev.countersign.clearance.ConstantRows.row;

import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.clearance.UsableRelation.Leave;
import dev.countersign.clearance.UsableRelation.Use;
import dev.countersign.sql.NamedRelations;
import dev.countersign.sql.Node;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers reads of {@code information_schema.tables}, {@code columns} and of the views that tell of
 * keys ({@link InformationSchemaKeys}) without any catalogue of the target being read: each such
 * name in the text becomes a derived table of constants, made of what the caller may know of the
 * surveyed catalogue. So it tells of nothing that the caller may not use, and no default, check or
 * statistic that could quote a row.
 *
 * <p>What the survey does not know is NULL. Source of the columns and their types: PostgreSQL
 * documentation, "The Information Schema".
 */
final class InformationSchema {

  private static final String SCHEMA = "information_schema";
  private static final String TABLES = "tables";
  private static final String COLUMNS = "columns";
  private static final Set<String> ANSWERED =
      Set.of(
          TABLES,
          COLUMNS,
          InformationSchemaKeys.TABLE_CONSTRAINTS,
          InformationSchemaKeys.KEY_COLUMN_USAGE,
          InformationSchemaKeys.CONSTRAINT_COLUMN_USAGE);

  /** More could not be written into a statement, and each costs two examinations. */
  static final int MOST_RELATIONS = 1_000;

  private static final String TABLES_LIST =
      """
      select cast(d.d as name) as table_catalog, cast(r.s as name) as table_schema,\
       cast(r.n as name) as table_name, cast(r.k as varchar) as table_type,\
       cast(null as name) as self_referencing_column_name,\
       cast(null as varchar) as reference_generation,\
       cast(null as name) as user_defined_type_catalog,\
       cast(null as name) as user_defined_type_schema,\
       cast(null as name) as user_defined_type_name,\
       cast(r.i as varchar) as is_insertable_into, cast('NO' as varchar) as is_typed,\
       cast(null as varchar) as commit_action\
      """;

  private static final String COLUMNS_LIST =
      """
      select cast(d.d as name) as table_catalog, cast(c.s as name) as table_schema,\
       cast(c.n as name) as table_name, cast(c.c as name) as column_name,\
       cast(c.p as integer) as ordinal_position, cast(null as varchar) as column_default,\
       cast(c.u as varchar) as is_nullable, cast(y.d as varchar) as data_type,\
       cast(y.l as integer) as character_maximum_length,\
       cast(null as integer) as character_octet_length,\
       cast(y.np as integer) as numeric_precision,\
       cast(y.nr as integer) as numeric_precision_radix,\
       cast(y.ns as integer) as numeric_scale, cast(y.dp as integer) as datetime_precision,\
       cast(null as varchar) as interval_type, cast(null as integer) as interval_precision,\
       cast(null as name) as character_set_catalog, cast(null as name) as character_set_schema,\
       cast(null as name) as character_set_name, cast(null as name) as collation_catalog,\
       cast(null as name) as collation_schema, cast(null as name) as collation_name,\
       cast(null as name) as domain_catalog, cast(null as name) as domain_schema,\
       cast(null as name) as domain_name, cast(d.d as name) as udt_catalog,\
       cast(y.us as name) as udt_schema, cast(y.un as name) as udt_name,\
       cast(null as name) as scope_catalog, cast(null as name) as scope_schema,\
       cast(null as name) as scope_name, cast(null as integer) as maximum_cardinality,\
       cast(null as name) as dtd_identifier, cast('NO' as varchar) as is_self_referencing,\
       cast(null as varchar) as is_identity, cast(null as varchar) as identity_generation,\
       cast(null as varchar) as identity_start, cast(null as varchar) as identity_increment,\
       cast(null as varchar) as identity_maximum, cast(null as varchar) as identity_minimum,\
       cast(null as varchar) as identity_cycle, cast(c.g as varchar) as is_generated,\
       cast(null as varchar) as generation_expression, cast(c.w as varchar) as is_updatable\
      """;

  private final String database;
  private final List<UsableRelation> relations;

  /**
   * The information schema of a target's database as it is for one caller.
   *
   * @param relations what the caller may use, in order
   */
  InformationSchema(String database, List<UsableRelation> relations) {
    this.database = database;
    this.relations =
        relations.stream()
            .filter(usable -> usable.relation().kind() != RelationKind.MATERIALIZED_VIEW)
            .toList();
  }

  /**
   * Whether the statement itself names what is answered here. That a view of the target reads it
   * does not count: what the caller may know is found out by examining reads of each view.
   */
  static boolean isNamedBy(String statement, Classification classification) {
    return classification.relations().stream().anyMatch(use -> isAnswered(use.relation()))
        && !named(statement).isEmpty();
  }

  /**
   * The statement with a derived table in place of each name; empty if it would be longer than what
   * can be read. A name that stands where no derived table may stays as it is.
   */
  Optional<String> answered(String statement) {
    StringBuilder text = new StringBuilder(statement);
    for (Node named : named(statement).reversed()) {
      String alias =
          named
              .child(Kind.ALIAS)
              .map(node -> statement.substring(node.start(), node.end()))
              .orElse("as " + named.lastName());
      text.replace(named.start(), named.end(), table(named.lastName()) + " " + alias);
    }
    boolean readable = text.toString().getBytes(StandardCharsets.UTF_8).length <= SqlText.LONGEST;
    return readable ? Optional.of(text.toString()) : Optional.empty();
  }

  private String table(String name) {
    InformationSchemaKeys keys = new InformationSchemaKeys(database, relations);
    return switch (name) {
      case TABLES -> tables();
      case COLUMNS -> columns();
      case InformationSchemaKeys.TABLE_CONSTRAINTS -> keys.tableConstraints();
      case InformationSchemaKeys.KEY_COLUMN_USAGE -> keys.keyColumnUsage();
      case InformationSchemaKeys.CONSTRAINT_COLUMN_USAGE -> keys.constraintColumnUsage();
      default -> throw new IllegalArgumentException("it is not answered here");
    };
  }

  private static boolean isAnswered(RelationName name) {
    return name.schema().equals(SCHEMA) && ANSWERED.contains(name.name());
  }

  private static List<Node> named(String statement) {
    if (SqlText.of(statement) instanceof SqlText.Lexed lexed
        && SqlParser.parse(lexed) instanceof SqlParser.ParsedStatement parsed) {
      return NamedRelations.of(parsed.root()).stream()
          .filter(InformationSchema::isAnswered)
          .sorted((one, other) -> Integer.compare(one.start(), other.start()))
          .toList();
    }
    return List.of();
  }

  private static boolean isAnswered(Node named) {
    return named.kind() == Kind.RELATION
        && named.names().size() == 2
        && isAnswered(new RelationName(named.names().getFirst().text(), named.lastName()))
        && named.traits().isEmpty()
        && named.child(Kind.TABLESAMPLE).isEmpty();
  }

  private String tables() {
    List<String> rows = new ArrayList<>();
    for (UsableRelation usable : relations) {
      rows.add(
          row(
              literal(usable.relation().name().schema()),
              literal(usable.relation().name().name()),
              literal(kind(usable.relation().kind())),
              literal(isWritable(usable))));
    }
    String values = rows.isEmpty() ? "(null,null,null,null)" : String.join(",", rows);
    return "("
        + TABLES_LIST
        + database()
        + ", "
        + aliased("r(s,n,k,i)", values)
        + " where r.n is not null)";
  }

  private static String kind(RelationKind kind) {
    return switch (kind) {
      case TABLE, PARTITIONED_TABLE -> "BASE TABLE";
      case VIEW -> "VIEW";
      case FOREIGN_TABLE -> "FOREIGN";
      case MATERIALIZED_VIEW, SEQUENCE ->
          throw new IllegalStateException("the information schema has none of this kind");
    };
  }

  private static String isWritable(UsableRelation usable) {
    boolean table =
        switch (usable.relation().kind()) {
          case TABLE, PARTITIONED_TABLE -> true;
          case VIEW, FOREIGN_TABLE, MATERIALIZED_VIEW, SEQUENCE -> false;
        };
    boolean may =
        usable.uses().getOrDefault(Use.WRITE, Leave.CANNOT_BE_MASKED) != Leave.CANNOT_BE_MASKED;
    return table && may ? "YES" : "NO";
  }

  private String columns() {
    List<String> rows = new ArrayList<>();
    Map<String, Integer> types = new LinkedHashMap<>();
    for (UsableRelation usable : relations) {
      int position = 0;
      for (Column column : usable.relation().columns()) {
        position++;
        Integer known = types.get(column.type());
        int type = known == null ? types.size() : known;
        types.put(column.type(), type);
        rows.add(
            row(
                literal(usable.relation().name().schema()),
                literal(usable.relation().name().name()),
                literal(column.name()),
                Integer.toString(position),
                literal(column.nullable() ? "YES" : "NO"),
                Integer.toString(type),
                literal(column.generated() ? "ALWAYS" : "NEVER"),
                literal(isWritable(usable))));
      }
    }
    if (rows.isEmpty()) {
      rows.add("(null,null,null,null,null,0,null,null)");
    }
    List<String> facts = new ArrayList<>();
    types.forEach((type, number) -> facts.add(facts(type, number)));
    if (facts.isEmpty()) {
      // No column has this number, so the join is empty.
      facts.add("(-1,null,null,null,null,null,null,null,null)");
    }
    return "("
        + COLUMNS_LIST
        + database()
        + ", "
        + aliased("c(s,n,c,p,u,t,g,w)", String.join(",", rows))
        + " join "
        + aliased("y(t,d,l,np,nr,ns,dp,us,un)", String.join(",", facts))
        + " on y.t = c.t)";
  }

  private String database() {
    return " from " + aliased("d(d)", row(literal(database)));
  }

  private static String facts(String type, int number) {
    TypeFacts facts = TypeFacts.of(type);
    return row(
        Integer.toString(number),
        literal(facts.dataType()),
        number(facts.length()),
        number(facts.precision()),
        number(facts.radix()),
        number(facts.scale()),
        number(facts.fraction()),
        literal(facts.schema()),
        literal(facts.name()));
  }

  private static String number(Optional<Integer> value) {
    return value.map(number -> Integer.toString(number)).orElse("null");
  }
}
