package dev.countersign.decide;

import dev.countersign.classify.Effect;
import java.util.Locale;

/** The actions of the Cedar schema. */
enum PolicyAction {
  CONNECT,
  SEE,
  EXPOSE,
  READ,
  WRITE,
  DRY_RUN,
  SCHEMA,
  ADMIN,
  UNKNOWN;

  static PolicyAction of(Effect effect) {
    return switch (effect) {
      case READ -> READ;
      case WRITE -> WRITE;
      case SCHEMA -> SCHEMA;
      case ADMIN -> ADMIN;
      case UNKNOWN -> UNKNOWN;
    };
  }

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
