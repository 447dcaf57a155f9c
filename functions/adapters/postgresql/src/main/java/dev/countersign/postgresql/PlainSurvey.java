package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.PlainRoutine;
import dev.countersign.catalogue.PlainType;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.RoutineJudge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which types and functions of a target, though not built in, call nothing that is not built in. A
 * name counts only if everything that has it does.
 */
final class PlainSurvey {

  private static final long FIRST_USER_OID = 16_384;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Map<Long, Type> types = new HashMap<>();
  private final List<Routine> routines = new ArrayList<>();

  /**
   * A type as it is read.
   *
   * @param shadows whether a built-in type has its name
   * @param calls whether making a value of it may call something
   * @param parts the types that it is made of
   */
  private record Type(PlainType name, boolean shadows, boolean calls, List<Long> parts) {}

  /**
   * A routine as it is read.
   *
   * @param body what it does, as a query; of an aggregate, what stands for it
   * @param defaults a query of the defaults of its arguments; empty where there are none
   * @param excluded whether its body does not say all that it does
   * @param parts the types of its arguments and of what it returns
   */
  private record Routine(
      String schema,
      String name,
      String body,
      String defaults,
      boolean excluded,
      List<Long> parts) {}

  void addType(ResultSet row) throws SQLException {
    types.put(
        row.getLong("oid"),
        new Type(
            new PlainType(row.getString("nspname"), row.getString("typname")),
            row.getBoolean("shadows"),
            row.getBoolean("calls"),
            numbers(row.getString("parts"))));
  }

  void addRoutine(ResultSet row) throws SQLException {
    routines.add(
        new Routine(
            row.getString("nspname"),
            row.getString("proname"),
            row.getString("body"),
            row.getString("defaults"),
            row.getBoolean("shadows") || !row.getBoolean("judged"),
            numbers(row.getString("parts"))));
  }

  private static List<Long> numbers(String array) {
    return NUMBER.matcher(array).results().map(found -> Long.valueOf(found.group())).toList();
  }

  /** The catalogue with what is plain in it. */
  Catalogue complete(Catalogue surveyed) {
    return new Catalogue(
        surveyed.searchPath(),
        surveyed.relations(),
        surveyed.userTypes(),
        surveyed.userRoutines(),
        surveyed.overloads(),
        surveyed.userOperators(),
        plainTypes(),
        plainRoutines(new RoutineJudge(surveyed)));
  }

  private SortedSet<PlainType> plainTypes() {
    Set<String> others = new HashSet<>();
    SortedSet<PlainType> plain = new TreeSet<>();
    types.forEach((oid, type) -> {
      if (type.shadows() || !isPlain(oid, new HashSet<>())) {
        others.add(type.name().name());
      }
      plain.add(type.name());
    });
    plain.removeIf(type -> others.contains(type.name()));
    return plain;
  }

  /** Whether nothing is called for a value of this type, or of a type in it. */
  private boolean isPlain(long oid, Set<Long> seen) {
    if (oid < FIRST_USER_OID) {
      return true;
    }
    if (!seen.add(oid)) {
      return true;
    }
    Type type = types.get(oid);
    return type != null
        && !type.calls()
        && type.parts().stream().allMatch(part -> isPlain(part, seen));
  }

  private SortedSet<PlainRoutine> plainRoutines(RoutineJudge judge) {
    Set<String> others = new HashSet<>();
    SortedSet<PlainRoutine> plain = new TreeSet<>();
    for (Routine routine : routines) {
      Optional<SortedSet<RelationName>> found = reads(routine, judge);
      if (found.isEmpty()) {
        others.add(routine.name());
      } else {
        add(new PlainRoutine(routine.schema(), routine.name(), found.get()), plain);
      }
    }
    plain.removeIf(routine -> others.contains(routine.name()));
    return plain;
  }

  private Optional<SortedSet<RelationName>> reads(Routine routine, RoutineJudge judge) {
    boolean whole =
        !routine.excluded()
            && routine.parts().stream().allMatch(part -> isPlain(part, new HashSet<>()));
    if (!whole || (!routine.defaults().isEmpty() && judge.reads(routine.defaults()).isEmpty())) {
      return Optional.empty();
    }
    return judge.reads(routine.body());
  }

  /** Overloads of one name read what any of them reads. */
  private static void add(PlainRoutine routine, SortedSet<PlainRoutine> plain) {
    SortedSet<RelationName> reads = new TreeSet<>(routine.reads());
    plain.tailSet(routine).stream()
        .limit(1)
        .filter(other -> routine.compareTo(other) == 0)
        .forEach(other -> reads.addAll(other.reads()));
    plain.remove(routine);
    plain.add(new PlainRoutine(routine.schema(), routine.name(), reads));
  }
}
