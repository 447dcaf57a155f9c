package dev.countersign.benchmarks;

import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.TokenVerifier;
import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.Label;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.ColumnName;
import dev.countersign.catalogue.RelationName;
import dev.countersign.classify.Classification;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Approvals;
import dev.countersign.clearance.Clearance;
import dev.countersign.clearance.ClearanceVerdict;
import dev.countersign.clearance.Examination;
import dev.countersign.clearance.Examiner;
import dev.countersign.decide.Decision;
import dev.countersign.decide.Facts;
import dev.countersign.decide.Policy;
import dev.countersign.mask.LabelledColumn;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.mask.MaskVerdict;
import dev.countersign.operation.Operation;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Entry;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceCodec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The stages of a permitted read that touches this many tables. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StageBenchmark {

  /** How many tables the statement touches; the connection itself is asked about besides. */
  @Param({"1", "10"})
  public int resources = 1;

  private final Bundle bundle = Scene.bundle();
  private final Policy policy = Policy.of(bundle);
  private final Catalogue catalogue = Scene.catalogue();
  private final Classifier classifier = new Classifier();
  private final MaskPlanner planner = new MaskPlanner();
  private final Examiner examiner = new Examiner(classifier, planner);
  private final Tokens issuer = Tokens.of("ES256");
  private final TokenVerifier verifier = issuer.verifier();
  private final List<String> token = issuer.authorization(1);
  private final ColumnName email = new ColumnName(new RelationName("public", "table_0"), "email");

  private long asked;

  private String statement() {
    return resources == 1 ? Scene.ONE_TABLE : Scene.joining(resources);
  }

  private Facts facts(Operation operation, Classification classification) {
    return new Facts(
        operation.requester(),
        operation.connection(),
        classification,
        new TreeSet<>(List.of("email")),
        new TreeSet<>(List.of(email)),
        new TreeSet<>(),
        true,
        operation.requestedAt());
  }

  /** Reads the text and says what it would do. */
  @Benchmark
  public Classification classify() {
    return classifier.classify(statement(), catalogue);
  }

  /** What a permitted read holds ready for the stages after it. */
  @State(Scope.Thread)
  public static class Read {

    private Optional<Prepared> prepared = Optional.empty();

    private record Prepared(
        Operation operation, Examination fresh, Evidence.Requested requested, CaseFile file) {}

    private Prepared ready() {
      return prepared.orElseThrow();
    }

    /** Makes it ready. */
    @Setup
    public void prepare(StageBenchmark stages) {
      Operation operation = Scene.operation(stages.statement(), stages.bundle);
      Examination fresh =
          stages.examiner.examine(
              operation, Scene.connection(), stages.bundle, stages.policy, stages.catalogue);
      if (!(fresh.decision() instanceof Decision.Permit)) {
        throw new IllegalStateException("the read is not permitted");
      }
      Evidence.Requested requested =
          new Evidence.Requested(
              operation,
              Approvals.operationDigest(operation),
              fresh.classification(),
              fresh.plan(),
              fresh.decision(),
              stages.bundle.version(),
              fresh.connectionDigest(),
              Optional.empty(),
              Optional.empty(),
              Scene.NOON);
      Entry entry = EvidenceCodec.encode(operation.id(), requested);
      CaseFile file = CaseFile.replay(operation.id(), List.of(entry));
      prepared = Optional.of(new Prepared(operation, fresh, requested, file));
    }
  }

  /** Asks the policies about the connection and about each table. */
  @Benchmark
  public Decision decide(Read read) {
    return policy.decide(facts(read.ready().operation(), read.ready().fresh().classification()));
  }

  /**
   * The same of a question that was never asked before, so that Cedar itself must answer. It has a
   * label of its own, since names that no policy has are one question.
   */
  @Benchmark
  public Decision decideForTheFirstTime(Read read) {
    asked++;
    ColumnName column = new ColumnName(new RelationName("public", "table_0"), "email");
    return policy.decide(
        new Facts(
            read.ready().operation().requester(),
            read.ready().operation().connection(),
            read.ready().fresh().classification(),
            new TreeSet<>(List.of("label_" + asked)),
            new TreeSet<>(List.of(column)),
            new TreeSet<>(),
            true,
            read.ready().operation().requestedAt()));
  }

  /** The sum that has an aim: a token that verified before, classify, decide. */
  @Benchmark
  public Decision tokenClassifyDecide(Read read) {
    if (!(verifier.verifyAuthorization(token) instanceof TokenVerdict.Verified)) {
      throw new IllegalStateException("the token does not verify");
    }
    return policy.decide(facts(read.ready().operation(), classify()));
  }

  /** Plans what would run, with one masked column. */
  @Benchmark
  public MaskVerdict planTheMask(Read read) {
    return planner.plan(
        read.ready().operation().statement(),
        read.ready().fresh().classification().effect(),
        catalogue,
        new TreeSet<>(List.of(LabelledColumn.of(email, Label.of("email")))),
        new TreeSet<>(List.of(email)));
  }

  /** Writes the entry of a request as canonical bytes with its hash. */
  @Benchmark
  public Entry encode(Read read) {
    return EvidenceCodec.encode(read.ready().operation().id(), read.ready().requested());
  }

  /** Replays the one entry of a request. */
  @Benchmark
  public CaseFile replay(Read read) {
    return CaseFile.replay(
        read.ready().operation().id(),
        read.ready().file().entries().stream().map(CaseFile.Recorded::entry).toList());
  }

  /** Derives the clearance from a replayed file and a fresh examination. */
  @Benchmark
  public ClearanceVerdict derive(Read read) {
    Read.Prepared ready = read.ready();
    return Clearance.derive(ready.file(), ready.fresh(), bundle.roster(), Scene.NOON);
  }
}
