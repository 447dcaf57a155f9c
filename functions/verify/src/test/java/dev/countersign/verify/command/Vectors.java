package dev.countersign.verify.command;

import dev.countersign.verify.HeadText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The vectors: exports with one fault each. Those whose entries were tampered with have a closing
 * line to match, as somebody would make it who knows the format; those whose lines were edited do
 * not. {@link #main} writes them anew; what is found in each is stated here, by hand.
 */
final class Vectors {

  private Vectors() {}

  /**
   * Writes the vectors.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    VectorSource made = made(new SampleBundle());
    StringBuilder expected = new StringBuilder();
    for (Vector vector : made.vectors()) {
      Files.writeString(folder.resolve(vector.name() + ".jsonl"), vector.export());
      expected.append(vector.expected()).append('\n');
    }
    Files.writeString(folder.resolve("sound.head"), HeadText.write(made.sound().head()));
    Files.writeString(folder.resolve("EXPECTED"), expected.toString());
  }

  static List<Vector> all(SampleBundle bundle) throws IOException {
    return made(bundle).vectors();
  }

  private static VectorSource made(SampleBundle bundle) throws IOException {
    VectorSource source = new VectorSource(bundle);
    source.add("sound", source.sound().text(), List.of());
    source.add(
        "every-outcome",
        SampleExport.write(bundle, SampleExport.everyOutcome(bundle)).text(),
        List.of(),
        List.of("head-more"));
    new LineVectors(source).add();
    new RequestVectors(source).add();
    new VoteVectors(source).add();
    new LifeVectors(source).add();
    new PolicyVectors(source).add();
    new HeadVectors(source).add();
    return source;
  }
}
