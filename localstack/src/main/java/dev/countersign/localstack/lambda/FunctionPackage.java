package dev.countersign.localstack.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A function's zip, unpacked: what runs is exactly what the digest names. */
record FunctionPackage(Path zip, String sha256, Path root) {

  /** Unpacks a zip into {@code root}, which is emptied first. */
  static FunctionPackage unpack(Path zip, Path root) throws IOException {
    String digest = sha256(zip);
    delete(root);
    Files.createDirectories(root);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        write(file, entries.nextElement(), root);
      }
    }
    if (!sha256(zip).equals(digest)) {
      throw new IOException("the package changed while it was unpacked: " + zip);
    }
    return new FunctionPackage(zip, digest, root);
  }

  private static void write(ZipFile file, ZipEntry entry, Path root) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root.normalize())) {
      throw new IOException("an entry of the package leads out of it: " + file.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = file.getInputStream(entry)) {
      Files.copy(content, target);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static String sha256(Path zip) throws IOException {
    try (InputStream content = Files.newInputStream(zip)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[64 * 1024];
      for (int count = content.read(block); count >= 0; count = content.read(block)) {
        digest.update(block, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every java platform has SHA-256", e);
    }
  }
}
