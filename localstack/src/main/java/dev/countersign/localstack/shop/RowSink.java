package dev.countersign.localstack.shop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes rows one by one, as the text format of COPY; empty columns are given as null. */
interface RowSink {

  /**
   * One row, the value of each column as text. None may hold a tab, a line break or a backslash.
   */
  void row(@Nullable String... values) throws IOException;
}
