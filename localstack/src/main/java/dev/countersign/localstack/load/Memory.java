package dev.countersign.localstack.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of every process that this one has started, from {@code /proc}: what is resident of a
 * Java process; of PostgreSQL's server with all of its sessions, which come and go, the sum of what
 * none of them shares.
 */
final class Memory {

  private static final String LIFELINE = "dev.countersign.localstack.child.Lifeline";

  private Memory() {}

  /** Kilobytes by process. */
  static Map<String, Long> kilobytes() {
    Map<String, Long> kilobytes = new TreeMap<>();
    ProcessHandle.current()
        .descendants()
        .forEach(process -> {
          try {
            add(process.pid(), kilobytes);
          } catch (IOException e) {
            // It ended while it was looked at.
            kilobytes.remove(Long.toString(process.pid()));
          }
        });
    return kilobytes;
  }

  private static void add(long pid, Map<String, Long> kilobytes) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String line = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
    List<String> words = List.of(line.split("\0", -1));
    String program = Path.of(words.getFirst()).getFileName().toString();
    if (program.startsWith("postgres")) {
      kilobytes.merge("postgresql", field(process, "RssAnon:"), Long::sum);
    } else if (program.equals("java")) {
      kilobytes.put(name(words) + " " + pid, field(process, "VmRSS:"));
    }
  }

  private static String name(List<String> words) {
    List<String> said = new ArrayList<>(words);
    said.removeIf(String::isEmpty);
    int lifeline = said.indexOf(LIFELINE);
    String main = lifeline >= 0 ? said.get(lifeline + 1) : said.getLast();
    return main.substring(main.lastIndexOf('.') + 1);
  }

  private static long field(Path process, String name) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0L);
  }
}
