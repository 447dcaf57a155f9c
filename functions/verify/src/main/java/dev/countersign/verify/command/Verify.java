package dev.countersign.verify.command;

import dev.countersign.verify.Finding;
import dev.countersign.verify.Head;
import dev.countersign.verify.HeadText;
import dev.countersign.verify.Verification;
import dev.countersign.verify.Verifier;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The command: checks an export, prints each finding in a line, then what was checked. */
public final class Verify {

  private static final int CLEAN = 0;
  private static final int FOUND = 1;
  private static final int UNUSABLE = 2;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long MAXIMUM_HEAD_BYTES = 16 << 20;

  private static final String HELP =
      """
      usage: ./countersign verify [--head FILE] [--print-head FILE] EXPORT|-

        EXPORT             an export of evidence (JSON Lines, also gzip); `-` reads the standard input
        --head FILE        a head printed of an earlier export: shows a cut, a missing operation, a dropped entry
        --print-head FILE  writes the head of this export, to be kept where nobody can change it

      Checks the export on this machine: no server, network or database is asked. What is wrong is printed, a line
      each: the finding's code, where it is, and a sentence. docs/EVIDENCE.md says what is checked and what cannot be.

      exit status: 0 nothing is wrong, 1 there are findings, 2 wrong usage or an input that cannot be read
      """;

  private final InputStream input;
  private final PrintStream output;
  private final PrintStream errors;

  Verify(InputStream input, PrintStream output, PrintStream errors) {
    this.input = input;
    this.output = output;
    this.errors = errors;
  }

  /** Takes the options that {@code --help} shows, and ends with the status that it names. */
  public static void main(String[] arguments) {
    System.exit(new Verify(System.in, System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> words) {
    return switch (VerifyOptions.read(words)) {
      case VerifyOptions.Read.Help _ -> {
        output.print(HELP);
        yield CLEAN;
      }
      case VerifyOptions.Read.Wrong wrong -> unusable(wrong.sentence() + "; see --help");
      case VerifyOptions.Read.Asked asked -> verify(asked.options());
    };
  }

  private int verify(VerifyOptions options) {
    Optional<Head> earlier;
    try {
      earlier = options.head().isPresent() ? head(options.head().get()) : Optional.empty();
    } catch (IOException e) {
      return unreadable(options.head().get().toString(), e);
    }
    if (options.head().isPresent() && earlier.isEmpty()) {
      return unusable("`" + options.head().get() + "` is not a head as --print-head writes it");
    }
    Verification verification;
    try (InputStream export = open(options.export())) {
      verification =
          new Verifier(new PublishedBundles())
              .verify(export, earlier, this::print, new Progress(errors));
    } catch (IOException e) {
      return unreadable(options.export().map(Path::toString).orElse("-"), e);
    }
    SummaryText.of(verification, earlier.isPresent()).forEach(output::println);
    if (options.printHead().isPresent() && !keepHead(options.printHead().get(), verification)) {
      return UNUSABLE;
    }
    return verification.findings() == 0 ? CLEAN : FOUND;
  }

  private void print(Finding finding) {
    output.println(
        finding.code().word()
            + "  "
            + printable(finding.where())
            + "  "
            + finding.code().sentence());
  }

  /** A place holds a person's name as the export has it, which may be anything. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  private static Optional<Head> head(Path file) throws IOException {
    if (Files.size(file) > MAXIMUM_HEAD_BYTES) {
      return Optional.empty();
    }
    return HeadText.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private InputStream open(Optional<Path> export) throws IOException {
    InputStream opened =
        new BufferedInputStream(
            export.isPresent() ? Files.newInputStream(export.get()) : input, BUFFER_BYTES);
    opened.mark(2);
    boolean compressed = opened.read() == GZIP_FIRST && opened.read() == GZIP_SECOND;
    opened.reset();
    return compressed ? new GZIPInputStream(opened, BUFFER_BYTES) : opened;
  }

  /** A head of an export with findings would make what is wrong the measure of later ones. */
  private boolean keepHead(Path file, Verification verification) {
    if (verification.findings() > 0 || verification.head().isEmpty()) {
      errors.println("verify: no head is printed of an export with findings");
      return true;
    }
    try {
      Files.writeString(file, HeadText.write(verification.head().get()));
      output.println("the head is in `" + file + "`");
      return true;
    } catch (IOException e) {
      unreadable(file.toString(), e);
      return false;
    }
  }

  private int unreadable(String file, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "it may not be read or written";
          case ZipException _ -> "it is not sound gzip";
          case EOFException _ -> "it ends in the middle of its compressed form";
          default -> "it cannot be read or written";
        };
    return unusable("`" + file + "`: " + why);
  }

  private int unusable(String sentence) {
    errors.println("verify: " + sentence);
    return UNUSABLE;
  }
}
