package io.millrace.endtoend;

import io.millrace.app.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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
            key -> RunningMillrace.start(OwnDirectory.INSTANCE.name(), SIZE, Map.of()),
            RunningMillrace.class);
  }

  /**
   * JVMs that test side by side have directories of their own: the first that no other one holds.
   *
   * @param held referred to for as long as the JVM lives: the collector closes a channel that
   *     nobody refers to, and the lock goes with it
   */
  private record OwnDirectory(String name, FileChannel held) {

    private static final OwnDirectory INSTANCE = take();

    private static OwnDirectory take() {
      try {
        Path clusters = Files.createDirectories(Path.of("target", "clusters"));
        for (int n = 1; ; n++) {
          String name = "shared-" + n;
          FileChannel held =
              FileChannel.open(
                  clusters.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          if (held.tryLock() != null) {
            return new OwnDirectory(name, held);
          }
          held.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
