package dev.countersign.histories;

import dev.countersign.approval.Approval;
import dev.countersign.approval.NoticeText;
import dev.countersign.approve.ApprovalWorkflow;
import dev.countersign.approve.Notices;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.TaskTokens;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.WaitingWorkflow;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.bundle.Bundles;
import dev.countersign.catalogue.Catalogue;
import dev.countersign.catalogue.Catalogues;
import dev.countersign.classify.Classifier;
import dev.countersign.clearance.Examiner;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.dynamodb.DynamoDbOpenOperations;
import dev.countersign.dynamodb.DynamoDbTaskTokens;
import dev.countersign.dynamodb.TableNames;
import dev.countersign.execution.Execution;
import dev.countersign.intake.Intake;
import dev.countersign.intake.OneSweep;
import dev.countersign.mask.MaskPlanner;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import dev.countersign.record.Duty;
import dev.countersign.record.EvidenceLog;
import dev.countersign.record.InMemoryResultStore;
import dev.countersign.record.Overdue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real duties, each new for one call and wired to the world by that call's line. */
final class DutyLine {

  private static final Examiner EXAMINER = new Examiner(new Classifier(), new MaskPlanner());

  /** As deployed: a run takes a minute at the most, and a minute of grace is given. */
  private static final Overdue OVERDUE = new Overdue(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final Line line;
  private final World world;

  DutyLine(Line line) {
    this.line = line;
    this.world = line.world();
  }

  private DynamoDbClient client(Duty duty) {
    return world
        .plant()
        .client(
            duty,
            new FaultyDynamoDb(world.store(), world.tables().of(TableNames.Table.EVIDENCE), line));
  }

  private InstantSource clock(Duty duty) {
    return world.plant().clock(duty, world::now);
  }

  private Bundles bundles(Duty duty) {
    return world.plant().bundles(duty, () -> EraBundles.of(world.era()));
  }

  private EvidenceLog log(Duty duty) {
    return world
        .plant()
        .log(duty, new DynamoDbEvidenceLog(client(duty), world.tables(), world::now));
  }

  Intake intake() {
    return new Intake(
        world.verifier(),
        bundles(Duty.INTAKE),
        EraBundles.policies(world.era()),
        new SurveyedCatalogues(),
        EXAMINER,
        log(Duty.INTAKE),
        new InMemoryResultStore(),
        new LineWorkflow(),
        new LineDoor(line),
        OVERDUE,
        pause -> world.tick((int) pause.toMillis()),
        clock(Duty.INTAKE),
        new Random(line.random().nextLong()));
  }

  Approval approval() {
    LineWorkflow workflow = new LineWorkflow();
    TaskTokens tokens =
        new DynamoDbTaskTokens(client(Duty.APPROVAL), world.tables(), clock(Duty.APPROVAL));
    return new Approval(
        bundles(Duty.APPROVAL),
        log(Duty.APPROVAL),
        tokens,
        workflow,
        notice ->
            line.effect(
                "a notice", () -> {}, new Notices.NoticeNotSent(new IllegalStateException("lost"))),
        new NoticeText("https://plane.example"),
        clock(Duty.APPROVAL));
  }

  Execution execution(OperationId operation) {
    return new Execution(
        bundles(Duty.EXECUTION),
        EraBundles.policies(world.era()),
        new SurveyedCatalogues(),
        EXAMINER,
        log(Duty.EXECUTION),
        connection -> new LineTarget(line, connection, operation),
        new InMemoryResultStore(),
        OVERDUE,
        clock(Duty.EXECUTION),
        new Random(line.random().nextLong()));
  }

  void sweep() {
    OneSweep.sweep(
        log(Duty.INTAKE),
        new DynamoDbOpenOperations(client(Duty.INTAKE), world.tables()),
        new LineWorkflow(),
        new LineDoor(line),
        OVERDUE,
        clock(Duty.INTAKE));
  }

  private static final class SurveyedCatalogues implements Catalogues {
    @Override
    public Catalogue of(ConnectionName connection) {
      return EraBundles.catalogue(connection);
    }

    @Override
    public void publish(ConnectionName connection, Catalogue catalogue) {
      throw new UnsupportedOperationException("nobody surveys here");
    }
  }

  private final class LineWorkflow implements ApprovalWorkflow, WaitingWorkflow {

    private WorkflowUnavailable lost(String call) {
      return new WorkflowUnavailable(call, new IllegalStateException("lost"));
    }

    @Override
    public void start(OperationId operation, Duration wait) {
      line.effect(
          "starting the workflow",
          () -> world.workflows().computeIfAbsent(operation.text(), id -> new Workflow()),
          lost("start"));
    }

    /** The one before is forgotten here: what it would still ask comes as any late delivery may. */
    @Override
    public void recount(OperationId operation, Duration wait) {
      line.effect(
          "starting a recount",
          () -> {
            if (world.recounts().add(operation.text())) {
              world.workflows().put(operation.text(), new Workflow());
            }
          },
          lost("recount"));
    }

    @Override
    public void stop(OperationId operation) {
      line.effect(
          "stopping the workflow",
          () ->
              world
                  .workflows()
                  .computeIfPresent(
                      operation.text(),
                      (id, workflow) -> {
                        workflow.stop();
                        return workflow;
                      }),
          lost("stop"));
    }

    @Override
    public void resume(TaskToken token, Verdict verdict) {
      line.effect(
          "resuming the workflow",
          () ->
              world
                  .workflows()
                  .values()
                  .forEach(workflow -> workflow.resume(token.text(), verdict == Verdict.APPROVED)),
          lost("resume"));
    }
  }
}
