package dev.countersign.localstack.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.countersign.localstack.child.ClassPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * AWS's runtime interface client in a folder of its own, as the managed runtime has it: the only
 * thing on a function's class path that does not come from its package.
 */
record RuntimeClient(String classPath, Path nativeLibrary) {

  static final String MAIN_CLASS = AWSLambda.class.getName();

  /** Names the native library to load; unset, all processes would overwrite one file in /tmp. */
  static final String NATIVE_LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final List<Class<?>> HELD =
      List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class);

  static RuntimeClient copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> jars = new ArrayList<>();
    for (Class<?> held : HELD) {
      Path jar = Path.of(ClassPath.holding(held));
      Path copy = folder.resolve(jar.getFileName());
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
      jars.add(copy.toString());
    }
    Path library = folder.resolve("libaws-lambda-jni.so");
    try (InputStream content = AWSLambda.class.getResourceAsStream(nativeResource())) {
      if (content == null) {
        throw new FileNotFoundException(
            "the runtime interface client has no native part for this machine");
      }
      Files.copy(content, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return new RuntimeClient(String.join(":", jars), library);
  }

  private static String nativeResource() {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    return "/jni/libaws-lambda-jni.linux" + (musl ? "_musl-" : "-") + architecture + ".so";
  }
}
