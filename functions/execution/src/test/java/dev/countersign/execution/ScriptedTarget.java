package dev.countersign.execution;

import dev.countersign.catalogue.Catalogue;
import dev.countersign.execute.CancelSignal;
import dev.countersign.execute.RawAnswer;
import dev.countersign.execute.RawAnswer.RawColumn;
import dev.countersign.execute.RawOutcome;
import dev.countersign.execute.RolePower;
import dev.countersign.execute.RowSink;
import dev.countersign.execute.Run;
import dev.countersign.execute.Target;
import dev.countersign.execute.TargetFault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** A target that keeps what it is given to run, and answers as its script says. */
final class ScriptedTarget implements Target {

  /** What the target does with a statement. */
  interface Script {
    RawOutcome run(Run run, CancelSignal cancel);
  }

  /** What the target does with a statement whose answer may be large. */
  interface LargeScript {
    RawOutcome run(RowSink large);
  }

  private final Catalogue catalogue;
  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private volatile Script script = (run, cancel) -> answered("ada@example.com");
  private volatile Optional<LargeScript> largeScript = Optional.empty();

  ScriptedTarget(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void does(Script next) {
    script = next;
  }

  void answersLargely(LargeScript next) {
    largeScript = Optional.of(next);
  }

  List<Run> runs() {
    return runs;
  }

  @Override
  public Catalogue survey() {
    return catalogue;
  }

  @Override
  public SortedSet<RolePower> readerPowers() {
    return new TreeSet<>(Set.of(RolePower.WRITES_RELATIONS));
  }

  @Override
  public RawOutcome run(Run run, CancelSignal cancel, RowSink large) {
    runs.add(run);
    return largeScript.isPresent() ? largeScript.get().run(large) : script.run(run, cancel);
  }

  /** One row: an id, and an e-mail address that nobody may see. */
  static RawOutcome answered(String email) {
    return new RawOutcome.Answered(
        new RawAnswer(
            List.of(new RawColumn("id", "text"), new RawColumn("email", "text")),
            List.of(List.of(Optional.of("1"), Optional.of(email))),
            "SELECT 1",
            1,
            false));
  }

  static RawOutcome refused(TargetFault.Kind kind, String sqlState) {
    return new RawOutcome.Refused(new TargetFault(kind, sqlState));
  }
}
