package dev.countersign.histories;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.approval.Approval;
import dev.countersign.approval.Ballot;
import dev.countersign.approval.VoteOutcome;
import dev.countersign.approval.Voter;
import dev.countersign.approve.Notices;
import dev.countersign.approve.TaskToken;
import dev.countersign.approve.Verdict;
import dev.countersign.approve.WorkflowUnavailable;
import dev.countersign.canonical.Digest;
import dev.countersign.dynamodb.DynamoDbEvidenceLog;
import dev.countersign.execution.Execution;
import dev.countersign.execution.ExecutionReport;
import dev.countersign.intake.Intake;
import dev.countersign.intake.IntakeAnswer;
import dev.countersign.operation.OperationId;
import dev.countersign.people.Account;
import dev.countersign.problem.Problem;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import dev.countersign.record.EvidenceUnavailable;
import dev.countersign.record.OperationState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Has the duties do what a deed asks, and says what its caller was told. */
final class Deeds {

  private Deeds() {}

  /** What a caller is told, also if the call dies or fails. */
  static Told tellOf(Supplier<Told> call) {
    try {
      return call.get();
    } catch (Crash | EvidenceUnavailable | WorkflowUnavailable | Notices.NoticeNotSent e) {
      return new Told.Failed(String.valueOf(e.getMessage()));
    } catch (Execution.UnknownOperation e) {
      return new Told.Nothing("unknown operation");
    } catch (RuntimeException e) {
      return new Told.Unforeseen(e + " at " + e.getStackTrace()[0]);
    }
  }

  static Told perform(Line line, Deed deed) {
    return switch (deed) {
      case Deed.Submit submit -> submit(line, submit);
      case Deed.Poll poll ->
          told(
              new DutyLine(line)
                  .intake()
                  .poll(
                      Tokens.authorization(poll.asker(), line.world().now()),
                      poll.operation(),
                      Duration.ZERO));
      case Deed.Cancel cancel ->
          told(
              new DutyLine(line)
                  .intake()
                  .cancel(
                      Tokens.authorization(cancel.asker(), line.world().now()),
                      cancel.operation()));
      case Deed.CastVote vote -> vote(line, vote);
      case Deed.Notify notify -> {
        new DutyLine(line)
            .approval()
            .notify(new OperationId(notify.operation()), new TaskToken(notify.token()));
        yield new Told.Nothing("notified");
      }
      case Deed.Lapse lapse -> lapse(line, lapse);
      case Deed.Execute execute -> execute(line, execute);
      case Deed.Settle settle -> {
        OperationId id = new OperationId(settle.operation());
        yield told(new DutyLine(line).execution(id).settle(id));
      }
      case Deed.Sweep sweep -> {
        new DutyLine(line).sweep();
        yield new Told.Nothing("swept");
      }
    };
  }

  private static Told submit(Line line, Deed.Submit submit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("statement", submit.kind().statement).put("purpose", "a history");
    if (submit.kind() != Kind.SCHEMA) {
      body.putArray("parameters").add(Integer.toString(submit.number()));
    }
    return told(
        new DutyLine(line)
            .intake()
            .submit(
                Tokens.authorization(submit.asker(), line.world().now()),
                new Intake.Sent(
                    submit.kind().connection, body.toString(), submit.key(), Optional.empty()),
                Duration.ZERO));
  }

  private static Told vote(Line line, Deed.CastVote vote) {
    OperationId id = new OperationId(vote.operation());
    Digest shown =
        vote.sawIt()
            ? digest(line.world(), id).orElse(Digest.ofText("nothing"))
            : Digest.ofText("another page");
    Voter voter =
        new Voter(new Account(Tokens.issuer("people"), vote.account()), line.world().now());
    VoteOutcome outcome =
        new DutyLine(line)
            .approval()
            .vote(
                id,
                voter,
                new Ballot(
                    vote.approves() ? Verdict.APPROVED : Verdict.REFUSED, "looked at it", shown));
    return outcome instanceof VoteOutcome.Counted
        ? new Told.Counted(id.text())
        : new Told.Nothing(outcome.toString());
  }

  /** What the page of this operation shows. */
  private static Optional<Digest> digest(World world, OperationId id) {
    return file(world, id).requested().flatMap(Evidence.Requested::approvalDigest);
  }

  /** What is recorded, read past all faults: for who acts in a history, never for its oracle. */
  static CaseFile file(World world, OperationId id) {
    return CaseFile.replay(
        id, new DynamoDbEvidenceLog(world.store(), world.tables(), world::now).read(id));
  }

  private static Told lapse(Line line, Deed.Lapse lapse) {
    Approval.Lapse came = new DutyLine(line).approval().lapse(new OperationId(lapse.operation()));
    Workflow workflow = line.world().workflows().get(lapse.operation());
    if (workflow != null && workflow.next() == Workflow.Next.WAIT) {
      workflow.lapsed(
          switch (came.state()) {
            case WAITING -> "waiting";
            case APPROVED, RUNNING, STOPPING, SUCCEEDED, FAILED, UNKNOWN, VOIDED -> "approved";
            case DENIED, PERMITTED, REFUSED, EXPIRED, CANCELLED -> "ended";
          });
    }
    return new Told.Nothing("lapse: " + came.state().word());
  }

  static Told execute(Line line, Deed.Execute execute) {
    OperationId id = new OperationId(execute.operation());
    return told(new DutyLine(line).execution(id).execute(id));
  }

  private static Told told(ExecutionReport report) {
    String operation = report.operation().text();
    if (report.state() == OperationState.SUCCEEDED) {
      return new Told.Answered(operation);
    }
    return report.state().closed()
        ? new Told.Ended(operation, report.state().word())
        : new Told.Nothing(report.state().word());
  }

  private static Told told(IntakeAnswer answer) {
    return switch (answer) {
      case IntakeAnswer.Ready ready -> new Told.Answered(ready.operation().text());
      case IntakeAnswer.Pending pending -> new Told.Accepted(pending.operation().text());
      case IntakeAnswer.Refused refused -> told(refused.problem());
    };
  }

  private static Told told(Problem problem) {
    String operation = problem.operation().map(OperationId::text).orElse("");
    return switch (problem.type()) {
      case BUSY -> new Told.NothingRan(operation);
      case CANCELLED -> new Told.Ended(operation, "cancelled");
      case REFUSED_BY_APPROVER -> new Told.Ended(operation, "refused");
      case APPROVAL_EXPIRED -> new Told.Ended(operation, "expired");
      case APPROVAL_VOIDED -> new Told.Ended(operation, "voided");
      case OUTCOME_UNKNOWN -> new Told.Ended(operation, "unknown");
      default -> new Told.Nothing(problem.type() + " " + operation);
    };
  }
}
