package dev.countersign.localstack.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages the sample function as Lambda documents it: its class in a zip. */
public final class SamplePackage {

  private SamplePackage() {}

  public static Path zip(Path folder) throws IOException {
    Path zip = folder.resolve("sample.zip");
    String name = SampleFunction.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file);
        InputStream content = SampleFunction.class.getClassLoader().getResourceAsStream(name)) {
      if (content == null) {
        throw new IOException("the sample function is not compiled");
      }
      entries.putNextEntry(new ZipEntry(name));
      content.transferTo(entries);
    }
    return zip;
  }

  public static FunctionDefinition function(
      String name, Path folder, int timeoutSeconds, int processes) {
    try {
      Path zip = folder.resolve("sample.zip");
      return new FunctionDefinition(
          name,
          Files.exists(zip) ? zip : zip(folder),
          SampleFunction.class.getName(),
          Map.of("COLOUR", "green"),
          256,
          Duration.ofSeconds(timeoutSeconds),
          processes,
          List.of("-Dflag=set"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
