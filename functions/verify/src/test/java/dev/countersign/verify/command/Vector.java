package dev.countersign.verify.command;

import java.util.List;

/**
 * An export with one fault, and what is found in it.
 *
 * @param name the fault
 * @param export the export
 * @param alone the words of what is found without an earlier head
 * @param withHead the words of what is found with the head of the sound export
 */
record Vector(String name, String export, List<String> alone, List<String> withHead) {

  /** One of which a head says nothing more. */
  Vector(String name, String export, List<String> found) {
    this(name, export, found, found);
  }

  /** The line of the list of what is expected. */
  String expected() {
    return name + ": " + String.join(" ", alone) + " | " + String.join(" ", withHead);
  }
}
