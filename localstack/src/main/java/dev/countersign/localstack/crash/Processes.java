package dev.countersign.localstack.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.plane.LocalPlane;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Kills processes of the plane by SIGKILL, and sees that they come back: the function host starts
 * its functions' processes again by itself, everything else is started again here, on the same port
 * and over the same state.
 */
final class Processes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(15);

  private final LocalPlane plane;
  private final TargetServer target;

  /** How many processes the function had of which one was killed last. */
  private int alive;

  Processes(LocalPlane plane, TargetServer target) {
    this.plane = plane;
    this.target = target;
  }

  /** Kills the victim, or one of its processes if it has several, and names the one that died. */
  long kill(Victim victim, RandomGenerator random) throws IOException, InterruptedException {
    return switch (victim) {
      case INTAKE, APPROVAL, EXECUTION -> {
        List<Long> pids = awaitOne(victim);
        alive = pids.size();
        yield kill(pids.get(random.nextInt(pids.size())));
      }
      case FUNCTION_HOST, STEP_FUNCTIONS, STORE, API_FRONT ->
          kill(Objects.requireNonNull(plane.services().get(victim.process()), victim.process()));
      case TARGET -> target.kill();
    };
  }

  /** Once its host was started again, a function has no process before its first event. */
  private List<Long> awaitOne(Victim victim) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    List<Long> pids = running(victim);
    while (pids.isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("no process of `" + victim.process() + "` runs");
      }
      Thread.sleep(PAUSE);
      pids = running(victim);
    }
    return pids;
  }

  private static long kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });
    return pid;
  }

  /** Sees that the victim is back. */
  void restore(Victim victim) throws IOException, InterruptedException {
    switch (victim) {
      case INTAKE, APPROVAL, EXECUTION -> awaitFunction(victim);
      case FUNCTION_HOST, STEP_FUNCTIONS, STORE, API_FRONT -> plane.restart(victim.process());
      case TARGET -> target.restart();
    }
  }

  /**
   * Waits until the function host has put another process in the place of the one that died. One
   * that was killed before it could serve is started again at the next event only, so this does not
   * wait for ever.
   */
  private void awaitFunction(Victim victim) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(REPLACED_WITHIN);
    while (running(victim).size() < alive && Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
    }
  }

  private List<Long> running(Victim victim) throws IOException, InterruptedException {
    List<Long> pids = new ArrayList<>();
    for (JsonNode pid : described(victim).path("pids")) {
      if (ProcessHandle.of(pid.asLong()).filter(ProcessHandle::isAlive).isPresent()) {
        pids.add(pid.asLong());
      }
    }
    return pids;
  }

  private JsonNode described(Victim victim) throws IOException, InterruptedException {
    for (JsonNode function : JSON.readTree(plane.functions())) {
      if (function.path("name").asText().equals(victim.process())) {
        return function;
      }
    }
    throw new IOException("the function host does not know `" + victim.process() + "`");
  }
}
