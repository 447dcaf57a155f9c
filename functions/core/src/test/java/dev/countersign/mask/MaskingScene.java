package dev.countersign.mask;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Column;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.Relation;
import dev.countersign.catalogue.RelationKind;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A catalogue in which people, cards and one oddly named table have masked columns. */
final class MaskingScene {

  private static final String MASK = "cast('***' as text)";

  private static final String PEOPLE =
      "(select \"id\", \"name\", "
          + MASK
          + " as \"ssn\", "
          + MASK
          + " as \"email\", \"dept_id\" from %s\"public\".\"people\")";

  private static final SortedSet<ColumnName> MASKED =
      Stream.of(
              "people.ssn",
              "people.email",
              "cards.pan",
              "Odd One.Se\"cret",
              "sorted.code",
              "leaf.code")
          .map(MaskingScene::column)
          .collect(Collectors.toCollection(TreeSet::new));

  private MaskingScene() {}

  static MaskVerdict plan(String statement, Effect effect) {
    return new MaskPlanner().plan(statement, effect, catalogue(), new TreeSet<>(), MASKED);
  }

  static MaskVerdict planWithoutMask(String statement, Effect effect) {
    return new MaskPlanner().plan(statement, effect, catalogue(), new TreeSet<>(), new TreeSet<>());
  }

  /** The text with the derived tables in place of their short forms. */
  static String expand(String text) {
    return text.replace("{people}", PEOPLE.formatted(""))
        .replace("{only people}", PEOPLE.formatted("only "))
        .replace(
            "{cards}",
            "(select \"id\", cast('***' as character varying) as \"pan\", \"expiry\","
                + " cast('***' as bpchar) as \"last4\" from \"public\".\"cards\")")
        .replace(
            "{odd}",
            "(select \"Id\", cast(null as text) as \"Se\"\"cret\" from \"public\".\"Odd One\")")
        .replace(
            "{sorted}",
            "(select \"id\", cast('***' as text) as \"code\" from \"public\".\"sorted\" where"
                + " pg_catalog.pg_my_temp_schema() >= 0 order by \"id\")")
        .replace(
            "{tree}",
            "(select \"id\", cast('***' as text) as \"code\" from \"public\".\"tree\" where"
                + " pg_catalog.pg_my_temp_schema() >= 0 order by cast(\"id\" as text) collate"
                + " \"C\")")
        .replace("{dept}", "\"public\".\"dept\"")
        .replace("{contact}", "\"public\".\"contact\"")
        .replace("{other}", "\"other\".\"people\"");
  }

  private static ColumnName column(String name) {
    int dot = name.indexOf('.');
    return new ColumnName(
        new RelationName("public", name.substring(0, dot)), name.substring(dot + 1));
  }

  private static Catalogue catalogue() {
    SortedMap<RelationName, Relation> relations = new TreeMap<>();
    List<Relation> all =
        List.of(
            relation("public.people", RelationKind.TABLE, "id name ssn email dept_id", ""),
            relation("public.dept", RelationKind.TABLE, "id dname", ""),
            relation("public.contact", RelationKind.TABLE, "ssn phone", ""),
            relation("public.notes", RelationKind.TABLE, "id body", ""),
            relation("other.people", RelationKind.TABLE, "id note", ""),
            relation("public.v_people", RelationKind.VIEW, "id identifier", "public.people"),
            relation("public.mv", RelationKind.MATERIALIZED_VIEW, "id area", "public.people"),
            relation("public.v_dept", RelationKind.VIEW, "id dname", "public.dept"),
            relation("public.kid", RelationKind.TABLE, "id ssn", "public.people"),
            relation("public.whole", RelationKind.PARTITIONED_TABLE, "id pan", "public.cards"),
            relation("public.far", RelationKind.FOREIGN_TABLE, "id", ""),
            relation("public.numbers", RelationKind.SEQUENCE, "last_value", ""),
            calling("public.v_calls"),
            relation("public.v_system", RelationKind.VIEW, "a", "pg_catalog.pg_stats"),
            relation(
                "public.mv_system", RelationKind.MATERIALIZED_VIEW, "a", "pg_catalog.pg_stats"),
            view(
                "v_names",
                "who id identifier",
                "SELECT people.ssn AS who, people.id, people.ssn AS identifier FROM public.people"),
            view(
                "v_deep",
                "who id",
                "SELECT v.who, v.id FROM public.v_names v WHERE (v.who <> ''::text)"),
            view("v_odd", "m", "SELECT 'x'::public.mood AS m FROM public.people"),
            view("v_strange", "m", "SELECT strange( FROM public.people"),
            view("v_loop", "id", "SELECT v.id FROM public.v_loop v"),
            ordered("public.sorted", RelationKind.PARTITIONED_TABLE, "code id", ""),
            ordered("public.tree", RelationKind.PARTITIONED_TABLE, "code", "public.leaf"),
            ordered("public.leaf", RelationKind.TABLE, "", "public.tree"),
            new Relation(
                new RelationName("public", "cards"),
                RelationKind.TABLE,
                List.of(
                    new Column("id", "integer", false, false),
                    new Column("pan", "character varying(20)", false, false),
                    new Column("expiry", "date", false, false),
                    new Column("last4", "character(4)", false, true)),
                List.of("id"),
                new TreeSet<>(),
                false,
                ""),
            new Relation(
                new RelationName("public", "Odd One"),
                RelationKind.TABLE,
                List.of(
                    new Column("Id", "integer", false, false),
                    new Column("Se\"cret", "mood", true, false)),
                List.of("Id"),
                new TreeSet<>(),
                false,
                ""));
    all.forEach(relation -> relations.put(relation.name(), relation));
    return new Catalogue(List.of("public"), relations, new TreeSet<>(), new TreeSet<>());
  }

  private static Relation relation(
      String name, RelationKind kind, String columns, String dependsOn) {
    SortedSet<RelationName> below = new TreeSet<>();
    if (!dependsOn.isEmpty()) {
      below.add(name(dependsOn));
    }
    List<Column> found =
        Arrays.stream(columns.split(" "))
            .map(column -> new Column(column, "text", true, false))
            .toList();
    return new Relation(name(name), kind, found, List.of("id"), below, false, "");
  }

  private static Relation view(String name, String columns, String definition) {
    Relation plain = relation("public." + name, RelationKind.VIEW, columns, "public.people");
    return new Relation(
        plain.name(),
        plain.kind(),
        plain.columns(),
        List.of(),
        plain.dependsOn(),
        false,
        "",
        definition,
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        List.of());
  }

  private static Relation ordered(
      String name, RelationKind kind, String orderedBy, String dependsOn) {
    Relation plain = relation(name, kind, "id code", dependsOn);
    return new Relation(
        plain.name(),
        plain.kind(),
        plain.columns(),
        plain.primaryKey(),
        plain.dependsOn(),
        false,
        "",
        "",
        new TreeSet<>(Arrays.asList(orderedBy.split(" "))),
        kind == RelationKind.TABLE ? new TreeSet<>(List.of("code")) : new TreeSet<>(),
        new TreeSet<>(),
        List.of());
  }

  private static Relation calling(String name) {
    List<Column> columns = List.of(new Column("id", "text", true, false));
    return new Relation(
        name(name), RelationKind.VIEW, columns, List.of(), new TreeSet<>(), true, "");
  }

  private static RelationName name(String dotted) {
    int dot = dotted.indexOf('.');
    return new RelationName(dotted.substring(0, dot), dotted.substring(dot + 1));
  }
}
