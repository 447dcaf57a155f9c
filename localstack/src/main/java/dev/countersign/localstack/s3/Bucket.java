package dev.countersign.localstack.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One bucket below a directory: an object is one file, and there as a whole or not at all. Uploads
 * that are under way do not outlive the process.
 */
final class Bucket {

  /** What S3 asks of every part but the last. */
  private static final int LEAST_PART = 5 << 20;

  /** Keys as the plane makes them, of which none leads out of the directory. */
  private static final Pattern KEY =
      Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final Path objects;
  private final Path parts;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  Bucket(Path directory) throws IOException {
    this.objects = Files.createDirectories(directory.resolve("objects"));
    this.parts = Files.createDirectories(directory.resolve("parts"));
    try (Stream<Path> left = Files.list(parts)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }

  private record Part(Path file, String tag, long length) {}

  private record Upload(String key, Map<Integer, Part> parts) {}

  String begin(String key) throws S3Refusal {
    object(key);
    String id = UUID.randomUUID().toString();
    uploads.put(id, new Upload(key, new TreeMap<>()));
    return id;
  }

  /** Takes a part; one of the same number before is replaced. */
  String take(String id, String key, int number, byte[] bytes) throws IOException, S3Refusal {
    Upload upload = upload(id, key);
    if (number < 1 || number > 10_000) {
      throw new S3Refusal(400, "InvalidArgument", "Part number must be from 1 to 10000");
    }
    String tag = UUID.randomUUID().toString().replace("-", "");
    Path file = parts.resolve(tag);
    Files.write(file, bytes);
    synchronized (upload) {
      Part before = upload.parts().put(number, new Part(file, tag, bytes.length));
      if (before != null) {
        Files.delete(before.file());
      }
    }
    return tag;
  }

  /** Makes the object of these parts, whose tags are given in their order. */
  void complete(String id, String key, List<String> tags, boolean onlyIfThereIsNone)
      throws IOException, S3Refusal {
    Upload upload = upload(id, key);
    synchronized (upload) {
      List<Part> chosen = chosen(upload, tags);
      Path whole = parts.resolve(id);
      try (OutputStream output = Files.newOutputStream(whole, StandardOpenOption.CREATE)) {
        for (Part part : chosen) {
          Files.copy(part.file(), output);
        }
      }
      publish(whole, object(key), onlyIfThereIsNone);
      forget(id, upload);
    }
  }

  private static List<Part> chosen(Upload upload, List<String> tags) throws S3Refusal {
    List<Part> chosen = new ArrayList<>();
    for (String tag : tags) {
      Part part = upload.parts().get(chosen.size() + 1);
      if (part == null || !part.tag().equals(tag)) {
        throw new S3Refusal(400, "InvalidPart", "One or more of the parts could not be found.");
      }
      chosen.add(part);
    }
    if (chosen.isEmpty()) {
      throw new S3Refusal(400, "MalformedXML", "There is no part.");
    }
    if (chosen.stream().limit(chosen.size() - 1L).anyMatch(part -> part.length() < LEAST_PART)) {
      throw new S3Refusal(400, "EntityTooSmall", "A part but the last is smaller than 5 MiB.");
    }
    return chosen;
  }

  private static void publish(Path whole, Path object, boolean onlyIfThereIsNone)
      throws IOException, S3Refusal {
    Files.createDirectories(object.getParent());
    try {
      if (onlyIfThereIsNone) {
        // A link is made only where there is no file yet, in one step.
        Files.createLink(object, whole);
        Files.delete(whole);
      } else {
        Files.move(whole, object, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (FileAlreadyExistsException e) {
      Files.delete(whole);
      throw new S3Refusal(412, "PreconditionFailed", "There is an object of this key.");
    }
  }

  void abort(String id, String key) throws IOException, S3Refusal {
    Upload upload = upload(id, key);
    synchronized (upload) {
      forget(id, upload);
    }
  }

  private void forget(String id, Upload upload) throws IOException {
    uploads.remove(id);
    for (Part part : upload.parts().values()) {
      Files.delete(part.file());
    }
  }

  Optional<Path> find(String key) throws S3Refusal {
    return Optional.of(object(key)).filter(Files::isRegularFile);
  }

  private Upload upload(String id, String key) throws S3Refusal {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key().equals(key)) {
      throw new S3Refusal(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    }
    return upload;
  }

  private Path object(String key) throws S3Refusal {
    if (!KEY.matcher(key).matches()) {
      throw new S3Refusal(400, "InvalidArgument", "this server keeps no such keys");
    }
    return objects.resolve(key);
  }
}
