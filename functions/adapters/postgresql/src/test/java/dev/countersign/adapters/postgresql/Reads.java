package dev.countersign.adapters.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.sql.Node.Kind;
import dev.countersign.sql.SqlParser;
import dev.countersign.sql.SqlText;

/** Which statements of a corpus are put to the masker as reads. */
final class Reads {

  private Reads() {}

  static boolean isRead(String text, Catalogue catalogue) {
    return SqlText.of(text) instanceof SqlText.Lexed lexed
        && SqlParser.parse(lexed) instanceof SqlParser.ParsedStatement parsed
        && parsed.root().kind() == Kind.QUERY
        && !catalogue.isNone();
  }
}
