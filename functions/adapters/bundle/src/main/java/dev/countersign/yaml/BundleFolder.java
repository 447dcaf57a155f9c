package dev.countersign.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the folder of a bundle: {@code policies/*.cedar}, {@code connections/*.yaml}, {@code
 * labels/*.yaml}, {@code roles.yaml}, {@code people.yaml} and {@code agents.yaml}.
 */
public final class BundleFolder {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~:/?@%+-]+");

  private BundleFolder() {}

  /**
   * The files of this folder.
   *
   * @param folder the folder
   * @param values what stands in place of {@code ${NAME}}; a name without a value is refused
   * @throws UnsoundBundle if a file is not known or a name has no value
   */
  public static BundleFiles read(Path folder, Map<String, String> values) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Path file : files(folder)) {
      String path =
          folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      try {
        texts.put(path, filled(path, Files.readString(file, StandardCharsets.UTF_8), values));
      } catch (IOException e) {
        throw new UnsoundBundle(path, "it cannot be read as UTF-8", e);
      }
    }
    return new BundleFiles(texts);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(String path, String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> {
          String value = values.get(match.group(1));
          if (value == null) {
            throw new UnsoundBundle(path, "`" + match.group(1) + "` has no value");
          }
          if (!VALUE.matcher(value).matches()) {
            throw new UnsoundBundle(
                path, "`" + match.group(1) + "` has a value that could change the file's form");
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
