package dev.countersign.setup.bundle;

import dev.countersign.bundle.Bundle;
import dev.countersign.decide.Policy;
import dev.countersign.decide.UnsoundPolicies;
import dev.countersign.setup.CommandOptions;
import dev.countersign.setup.WrongInput;
import dev.countersign.yaml.BundleFolder;
import dev.countersign.yaml.UnsoundBundle;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The command: says whether a folder is a bundle, and everything that is wrong with it. */
public final class BundleCommand {

  private static final int SOUND = 0;
  private static final int UNSOUND = 1;
  private static final int UNUSABLE = 2;

  private static final String HELP =
      """
      usage: ./countersign bundle --folder FOLDER [--value NAME=TEXT ...]

        --folder FOLDER     the bundle, as docs/BUNDLE.md describes it
        --value NAME=TEXT   what stands in place of ${NAME} in its files; may come more than once

      Reads every file as a plane would, checks who is in which group, and validates each policy against the schema
      and against the names that the bundle has. Nothing is published, and no target is asked.

      exit status: 0 the bundle is sound, 1 it is not, 2 wrong usage
      """;

  private static final Set<String> OPTIONS = Set.of("--folder", "--value");

  private final PrintStream output;
  private final PrintStream errors;

  BundleCommand(PrintStream output, PrintStream errors) {
    this.output = output;
    this.errors = errors;
  }

  /** Takes the options that {@code --help} shows, and ends with the status that it names. */
  public static void main(String[] arguments) {
    System.exit(new BundleCommand(System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> words) {
    return switch (CommandOptions.read(words, OPTIONS, Set.of("--value"), Set.of())) {
      case CommandOptions.Read.Help _ -> {
        output.print(HELP);
        yield SOUND;
      }
      case CommandOptions.Read.Wrong wrong -> unusable(wrong.sentence());
      case CommandOptions.Read.Asked asked -> {
        try {
          yield check(folder(asked.options()), values(asked.options().all("--value")));
        } catch (WrongInput e) {
          yield unusable(e.sentence());
        }
      }
    };
  }

  private static Path folder(CommandOptions options) throws WrongInput {
    Path folder =
        Path.of(
            options.value("--folder").orElseThrow(() -> new WrongInput("`--folder` is missing")));
    if (!Files.isDirectory(folder)) {
      throw new WrongInput("`" + folder + "` is not a folder");
    }
    return folder;
  }

  private static Map<String, String> values(List<String> given) throws WrongInput {
    Map<String, String> values = new TreeMap<>();
    for (String value : given) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new WrongInput("`--value` is not of the form NAME=TEXT");
      }
      values.put(value.substring(0, equals), value.substring(equals + 1));
    }
    return values;
  }

  private int check(Path folder, Map<String, String> values) {
    try {
      Bundle bundle = BundleFolder.read(folder, values).bundle();
      show(bundle, Policy.of(bundle));
      return SOUND;
    } catch (UnsoundBundle | UnsoundPolicies e) {
      errors.println(e.getMessage());
      return UNSOUND;
    }
  }

  private void show(Bundle bundle, Policy policy) {
    output.println("version      " + bundle.version());
    output.println("connections  " + bundle.connections().keySet());
    output.println("people       " + bundle.roster().persons().keySet());
    output.println("agents       " + bundle.roster().agents().keySet());
    output.println("policies     " + policy.digests().keySet());
  }

  private int unusable(String sentence) {
    errors.println("bundle: " + sentence + "; see --help");
    return UNUSABLE;
  }
}
