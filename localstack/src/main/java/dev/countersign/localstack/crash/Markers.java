package dev.countersign.localstack.crash;

import dev.countersign.localstack.plane.Shop;
import java.util.Map;
import java.util.TreeMap;

/**
 * The markers in the target: a row for each run. A statement that inserts one takes as many seconds
 * as it says, by a trigger, and then commits.
 */
public final class Markers {

  private Markers() {}

  /** Makes the tables, for the connection {@code runs} of the bundle. */
  public static void createTables(Shop shop) {
    shop.execute(
        """
        create function pause() returns trigger language plpgsql security definer as $$
        begin
          perform pg_sleep(new.seconds);
          return new;
        end $$;
        grant execute on function pause() to shop_write;
        """);
    for (Table table : Table.values()) {
      shop.execute(
          """
          create table %1$s (
            marker text not null, seconds double precision not null,
            ran_at timestamptz not null default clock_timestamp());
          create trigger pause before insert on %1$s for each row execute function pause();
          grant insert on %1$s to shop_write;
          """
              .formatted(table.relation()));
    }
  }

  /** How often each marker stands. */
  static Map<String, Long> count(Shop shop) {
    Map<String, Long> markers = new TreeMap<>();
    for (Table table : Table.values()) {
      shop.texts("select marker from " + table.relation())
          .forEach(marker -> markers.merge(marker, 1L, Long::sum));
    }
    return markers;
  }
}
