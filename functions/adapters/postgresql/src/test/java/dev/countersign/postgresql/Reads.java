package dev.countersign.postgresql;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.classify.Classifier;
import dev.countersign.classify.Effect;

/** Which statements of a corpus are put to the masker as reads. */
final class Reads {

  private Reads() {}

  static boolean isRead(String text, Catalogue catalogue) {
    return new Classifier().classify(text, catalogue).effect() == Effect.READ;
  }
}
