package io.millrace.endtoend;

import io.millrace.app.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of one JVM the same cluster: a relay, two engines, two workers. */
final class SharedMillrace implements ParameterResolver {

  private static final LocalCluster.Size SIZE = new LocalCluster.Size(1, 2, 2);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningMillrace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedMillrace.class))
        .computeIfAbsent(
            RunningMillrace.class,
            key -> RunningMillrace.start(ownName(), SIZE, Map.of()),
            RunningMillrace.class);
  }

  private static boolean isOurs(FileChannel held) throws IOException {
    try {
      return held.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // An earlier round of tests in this JVM took it, and has stopped its Millrace.
      return true;
    }
  }

  /**
   * JVMs that test side by side have directories of their own: the first that no other one holds.
   */
  private static String ownName() {
    try {
      Path clusters = Files.createDirectories(Path.of("target", "clusters"));
      for (int n = 1; ; n++) {
        String name = "shared-" + n;
        FileChannel held =
            FileChannel.open(
                clusters.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        // Held until the JVM ends.
        if (isOurs(held)) {
          return name;
        }
        held.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
