package io.millrace.local;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Ends a server when this JVM is gone, however it went. A shell waits on a pipe that only this JVM
 * holds open: when the JVM dies, kill -9 included, the pipe ends, and the shell kills the server.
 */
final class ParentWatch implements AutoCloseable {

  private static final String SCRIPT = "trap '' INT TERM HUP; read -r line; kill -9 \"$0\"";

  private final Process shell;

  private ParentWatch(Process shell) {
    this.shell = shell;
  }

  /** Watches over a server; stops watching as soon as it ends, so that its pid may be reused. */
  static ParentWatch over(Process server) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(server.pid()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      ParentWatch watch = new ParentWatch(builder.start());
      CompletableFuture<Void> unused = server.onExit().thenRun(watch::close);
      return watch;
    } catch (IOException e) {
      server.destroyForcibly();
      throw new LocalRuntimeException(
          "Cannot run 'sh', which ends servers when their parent is killed: " + e.getMessage(), e);
    }
  }

  /** Stops watching; the server lives on. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
