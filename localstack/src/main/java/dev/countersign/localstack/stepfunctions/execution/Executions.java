package dev.countersign.localstack.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.stepfunctions.language.StateMachine;
import dev.countersign.localstack.stepfunctions.language.StatesError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * All executions of one directory. What is acknowledged here is on the disk; opening the directory
 * again goes on with what had not ended.
 */
public final class Executions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Executions.class.getName());
  private static final String SUFFIX = ".journal";

  private final Path directory;
  private final Alarms alarms;
  private final LambdaEndpoint lambda;
  private final TaskTokens tokens = new TaskTokens();
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();
  private final Map<String, Thread> running = new ConcurrentHashMap<>();

  private Executions(Path directory, Alarms alarms, LambdaEndpoint lambda) {
    this.directory = directory;
    this.alarms = alarms;
    this.lambda = lambda;
  }

  /**
   * Reads all executions and goes on with those that had not ended.
   *
   * @throws CorruptJournal if one of them is not whole; then none goes on
   */
  public static Executions open(Path directory, Alarms alarms, LambdaEndpoint lambda)
      throws IOException {
    Files.createDirectories(directory);
    Executions all = new Executions(directory, alarms, lambda);
    try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path journal : journals) {
        Optional<Execution> execution = Execution.reopen(journal, alarms);
        if (execution.isEmpty()) {
          Files.delete(journal);
          continue;
        }
        all.executions.put(execution.get().identity().arn(), execution.get());
        all.tokens.adopt(execution.get());
      }
    }
    all.executions.values().stream()
        .filter(execution -> execution.ending().isEmpty())
        .forEach(all::launch);
    return all;
  }

  /** Starts an execution, or finds it: same name and input while it runs is the same execution. */
  public synchronized StartAnswer start(Identity identity, StateMachine machine)
      throws IOException {
    Execution known = executions.get(identity.arn());
    if (known != null) {
      boolean same = known.ending().isEmpty() && known.identity().input().equals(identity.input());
      return same ? new StartAnswer.Started(known) : new StartAnswer.NameTaken(known);
    }
    Execution execution = Execution.begin(file(identity.arn()), identity, machine, alarms);
    executions.put(identity.arn(), execution);
    launch(execution);
    return new StartAnswer.Started(execution);
  }

  public Optional<Execution> find(String arn) {
    return Optional.ofNullable(executions.get(arn));
  }

  /** The executions of a machine, the latest first. */
  public List<Execution> of(String machineArn) {
    return executions.values().stream()
        .filter(execution -> execution.identity().machineArn().equals(machineArn))
        .sorted((one, other) -> {
          int latest = other.identity().startedAt().compareTo(one.identity().startedAt());
          return latest != 0 ? latest : one.identity().arn().compareTo(other.identity().arn());
        })
        .toList();
  }

  /** Ends an execution, unless it has ended. */
  public void stop(Execution execution, StatesError error) {
    finish(execution, new Ending.Aborted(error));
  }

  /** Ends the task that the token was made for with this output. */
  public TokenAnswer succeed(String token, JsonNode output) {
    return answer(
        token, (execution, task) -> execution.endTask(task, new TaskOutcome.Succeeded(output)));
  }

  /** Ends the task that the token was made for with this error. */
  public TokenAnswer fail(String token, StatesError error) {
    return answer(
        token, (execution, task) -> execution.endTask(task, new TaskOutcome.Failed(error)));
  }

  /** Records that whoever holds the token is at work. */
  public TokenAnswer beat(String token) {
    return answer(token, Execution::beat);
  }

  private TokenAnswer answer(String text, BiFunction<Execution, String, Boolean> message) {
    Optional<TaskToken> token = TaskToken.parse(text);
    if (token.isEmpty()) {
      return TokenAnswer.INVALID;
    }
    Optional<TaskTokens.Waiting> waiting = tokens.find(token.get());
    if (waiting.isEmpty()) {
      return TokenAnswer.UNKNOWN;
    }
    return message.apply(waiting.get().execution(), waiting.get().task())
        ? TokenAnswer.TAKEN
        : TokenAnswer.CLOSED;
  }

  private void launch(Execution execution) {
    Long timeout = execution.machine().timeoutSeconds();
    Optional<Alarms.Alarm> alarm =
        Optional.ofNullable(timeout)
            .map(seconds ->
                alarms.at(
                    execution.identity().startedAt().plusSeconds(seconds),
                    () -> finish(execution, new Ending.TimedOut())));
    Interpreter interpreter = new Interpreter(execution, alarms, lambda, tokens);
    Thread thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                run(execution, interpreter);
              } finally {
                alarm.ifPresent(Alarms.Alarm::cancel);
                running.remove(execution.identity().arn());
              }
            });
    running.put(execution.identity().arn(), thread);
    thread.start();
  }

  private static void run(Execution execution, Interpreter interpreter) {
    try {
      interpreter.run();
    } catch (InterruptedException | ExecutionOver over) {
      LOG.log(System.Logger.Level.DEBUG, "{0} was ended", execution.identity().arn());
    } catch (UncheckedIOException broken) {
      // Nothing more can be recorded, so nothing more is done. A restart takes the execution up
      // where its journal ends.
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} stands still until the next start: {1}",
          execution.identity().arn(),
          broken.getMessage());
    } catch (RuntimeException defect) {
      // A defect of this engine must not look like an execution that still runs.
      LOG.log(System.Logger.Level.ERROR, "an execution met a defect of the engine", defect);
      execution.end(
          new Ending.Failed(new StatesError(StatesError.RUNTIME, "the engine has a defect")));
    }
  }

  private void finish(Execution execution, Ending ending) {
    if (execution.end(ending)) {
      Thread thread = running.get(execution.identity().arn());
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** The name of the file: names of executions may hold characters that file names may not. */
  private Path file(String arn) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
      return directory.resolve(HexFormat.of().formatHex(hash) + SUFFIX);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Stops without ending anything, as a kill would. */
  @Override
  public void close() throws IOException {
    for (Execution execution : executions.values()) {
      execution.close();
    }
    running.values().forEach(Thread::interrupt);
  }

  /** The time as the executions see it. */
  public Instant now() {
    return alarms.instant();
  }
}
