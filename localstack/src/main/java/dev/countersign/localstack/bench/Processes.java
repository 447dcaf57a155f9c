package dev.countersign.localstack.bench;

import dev.countersign.localstack.child.Lifeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each process of the plane holds and has used (Linux, proc(5)). */
final class Processes {

  private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME=";

  /** Starts the program of most processes, whose class is named behind it. */
  private static final String LIFELINE = Lifeline.class.getName();

  private Processes() {}

  /** Megabytes by what the process is; several of one kind are listed one after the other. */
  static SortedMap<String, List<Long>> megabytes() {
    SortedMap<String, List<Long>> all = new TreeMap<>();
    ProcessHandle.current()
        .descendants()
        .forEach(process ->
            resident(process.pid())
                .ifPresent(megabytes ->
                    all.merge(name(process.pid()), List.of(megabytes), Processes::both)));
    return all;
  }

  /**
   * Milliseconds of processor time used so far, by what the process is; those of one kind added.
   */
  static SortedMap<String, Long> busyMillis() {
    SortedMap<String, Long> all = new TreeMap<>();
    ProcessHandle.current()
        .descendants()
        .forEach(process ->
            process
                .info()
                .totalCpuDuration()
                .ifPresent(busy -> all.merge(name(process.pid()), busy.toMillis(), Long::sum)));
    return all;
  }

  private static List<Long> both(List<Long> some, List<Long> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Optional<Long> resident(long pid) {
    return text(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst();
  }

  private static String name(long pid) {
    Optional<String> function =
        Arrays.stream(text(pid, "environ").split("\0", -1))
            .filter(variable -> variable.startsWith(FUNCTION))
            .map(variable -> "function " + variable.substring(FUNCTION.length()))
            .findFirst();
    return function.orElseGet(() -> program(pid));
  }

  /** The main class of a Java process, else the program's name. */
  private static String program(long pid) {
    String[] words = text(pid, "cmdline").split("\0", -1);
    return Arrays.stream(words)
        .filter(word -> word.matches("[a-z]+(\\.[a-z0-9]+)+\\.[A-Z]\\w+"))
        .filter(word -> !word.equals(LIFELINE))
        .map(word -> word.substring(word.lastIndexOf('.') + 1))
        .findFirst()
        .orElseGet(() -> {
          String first = words[0].split(" ", 2)[0];
          return first.substring(first.lastIndexOf('/') + 1);
        });
  }

  /** Empty where the process has ended. */
  private static String text(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
