package dev.countersign.verify.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What vectors are made of, and those that were made. */
final class VectorSource {

  private final SampleBundle bundle;
  private final SampleExport.Written sound;
  private final List<Vector> vectors = new ArrayList<>();

  VectorSource(SampleBundle bundle) {
    this.bundle = bundle;
    this.sound = SampleExport.write(bundle, SampleExport.small(bundle));
  }

  SampleBundle bundle() {
    return bundle;
  }

  /** The export that the others differ from. */
  SampleExport.Written sound() {
    return sound;
  }

  List<Vector> vectors() {
    return List.copyOf(vectors);
  }

  /** A vector in which the same is found with the head as without. */
  void add(String name, String export, List<String> found) {
    vectors.add(new Vector(name, export, found));
  }

  void add(String name, String export, List<String> alone, List<String> withHead) {
    vectors.add(new Vector(name, export, alone, withHead));
  }

  /** The lines of the sound export, to be edited. */
  Lines line() {
    return Lines.of(sound.text());
  }

  static String id(int number) {
    return String.format("op-%032x", number);
  }

  private static Instant at() {
    return SampleExport.MORNING.plusSeconds(60);
  }

  /**
   * The operation that stands in the place of the approved write, asked for with this statement.
   */
  SampleOperation asked(String statement) {
    return SampleExport.request(bundle, 2, at(), statement);
  }

  /** The same, approved by two DBAs. */
  SampleOperation approved(String statement) {
    return SampleExport.approved(bundle, 2, at(), statement);
  }

  /** The write, of which approvers have been told. */
  SampleOperation request() {
    return asked(SampleExport.WRITE).notified("dana", "mei");
  }

  /** The export in which this stands in the place of the approved write. */
  String export(SampleOperation write) {
    return SampleExport.write(bundle, List.of(SampleExport.small(bundle).getFirst(), write)).text();
  }

  String tampered(UnaryOperator<SampleOperation> tamper) {
    return export(tamper.apply(SampleExport.small(bundle).get(1)));
  }

  String written(SampleOperation voted) {
    return finished(voted.approved());
  }

  String finished(SampleOperation cleared) {
    return export(cleared.started().finished(SampleExport.ANSWER));
  }
}
