package dev.countersign.decide;

import dev.countersign.authenticate.Principal;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.classify.Classification;
import dev.countersign.operation.ConnectionName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What policies may know of an operation: extracted facts, never its text.
 *
 * @param principal who asks
 * @param connection the door that it asks for
 * @param classification what it would do
 * @param labels the labels of the columns touched
 * @param columns the labelled columns touched
 * @param exposures where a write uses the true values of columns that are masked for who asks
 * @param purposeGiven whether the requester says why
 * @param requestedAt when it was asked; the same at each examination of the same operation, so that
 *     a decision can be derived again
 */
public record Facts(
    Principal principal,
    ConnectionName connection,
    Classification classification,
    SortedSet<String> labels,
    SortedSet<ColumnName> columns,
    SortedSet<Exposure> exposures,
    boolean purposeGiven,
    Instant requestedAt) {

  public Facts {
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    exposures = Collections.unmodifiableSortedSet(new TreeSet<>(exposures));
  }

  /** The same with these exposures, which are known once a mask is planned. */
  public Facts exposing(SortedSet<Exposure> exposures) {
    return new Facts(
        principal,
        connection,
        classification,
        labels,
        columns,
        exposures,
        purposeGiven,
        requestedAt);
  }
}
