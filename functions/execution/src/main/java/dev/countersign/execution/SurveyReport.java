package dev.countersign.execution;

import dev.countersign.execute.RolePower;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a survey found.
 *
 * @param relations how many relations there are
 * @param readerPowers what the role that reads may do beyond reading: each is for the connection's
 *     owner to take away
 */
public record SurveyReport(int relations, SortedSet<RolePower> readerPowers) {

  public SurveyReport {
    readerPowers = Collections.unmodifiableSortedSet(new TreeSet<>(readerPowers));
  }
}
