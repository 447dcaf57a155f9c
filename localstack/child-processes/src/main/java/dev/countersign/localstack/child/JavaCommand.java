package dev.countersign.localstack.child;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run: a main class with its class path, flags and arguments, and the file that takes all
 * it prints.
 */
public record JavaCommand(
    String name,
    List<String> classPath,
    List<String> flags,
    String mainClass,
    List<String> arguments,
    Path log) {

  public JavaCommand {
    classPath = List.copyOf(classPath);
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
  }

  /** The words of the command, with the main class run under a {@link Lifeline}. */
  List<String> words() {
    List<String> entries = new ArrayList<>(classPath);
    entries.add(ClassPath.holding(Lifeline.class));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, entries));
    words.add(Lifeline.class.getName());
    words.add(mainClass);
    words.addAll(arguments);
    return words;
  }
}
