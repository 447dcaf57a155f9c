package dev.countersign.decide;

import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Effect;
import dev.countersign.classify.Signal;
import dev.countersign.operation.ConnectionName;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that policies are told of an operation beside who asks for what: what is not here they
 * cannot know, so operations that are alike in it have the same answer.
 *
 * @param effect what it would do
 * @param signals what is striking about it
 * @param labels the labels of the columns touched
 * @param connection where the columns are
 * @param columns the labelled columns touched
 * @param purposeGiven whether the requester says why
 * @param hour the hour of the request in UTC, 0 to 23
 * @param weekday the day of the request in UTC, 1 for Monday to 7
 */
record Circumstances(
    Effect effect,
    SortedSet<Signal> signals,
    SortedSet<String> labels,
    ConnectionName connection,
    SortedSet<ColumnName> columns,
    boolean purposeGiven,
    int hour,
    int weekday) {

  Circumstances {
    signals = Collections.unmodifiableSortedSet(new TreeSet<>(signals));
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
  }

  static Circumstances of(Facts facts) {
    ZonedDateTime time = facts.requestedAt().atZone(ZoneOffset.UTC);
    return new Circumstances(
        facts.classification().effect(),
        facts.classification().signals(),
        facts.labels(),
        facts.connection(),
        facts.columns(),
        facts.purposeGiven(),
        time.getHour(),
        time.getDayOfWeek().getValue());
  }
}
