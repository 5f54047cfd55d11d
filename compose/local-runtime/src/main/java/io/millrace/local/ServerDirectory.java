package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The directory of one local server: held by one process at a time, and remembering the port and
 * the process of the last run. The lock is the operating system's, so it ends with its holder.
 */
final class ServerDirectory implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String OWNER = "owner";
  private static final String PORT = "port";
  private static final String PID = "pid";

  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(5);
  private static final Duration DYING_HOLDER = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

  private final Path path;
  private final FileChannel channel;

  private ServerDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the directory for this process, and ends a server that an earlier process left running in
   * it.
   *
   * @param fresh whether to wipe it
   * @throws LocalRuntimeException when another process holds it, or it has other things in it
   */
  static ServerDirectory open(Path path, boolean fresh) {
    try {
      Files.createDirectories(path);
      refuseForeign(path);
      ServerDirectory directory = new ServerDirectory(path, lock(path));
      directory.endOrphan();
      if (fresh) {
        directory.wipe();
      }
      return directory;
    } catch (IOException e) {
      throw new LocalRuntimeException("Cannot use the directory %s: %s".formatted(path, e), e);
    }
  }

  /** A mistyped path must not lose somebody their files. */
  private static void refuseForeign(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      if (!Files.exists(path.resolve(LOCK)) && entries.iterator().hasNext()) {
        throw new LocalRuntimeException(
            "The directory %s has files in it that are not a local server's. Choose another one."
                .formatted(path));
      }
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path owner = path.resolve(OWNER);
    // A second channel on a file that this JVM has locked would drop the lock when closed.
    if (read(owner).filter(thisProcess()::equals).isPresent()) {
      throw inUse(path, thisProcess());
    }
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw inUse(path, read(owner).orElse("unknown"));
    }
    Files.writeString(owner, thisProcess());
    return channel;
  }

  /** The lock of a process that was killed a moment ago goes with it, but not in that moment. */
  private static boolean locked(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + DYING_HOLDER.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      lock = channel.tryLock();
    }
    return lock != null;
  }

  private static LocalRuntimeException inUse(Path path, String owner) {
    return new LocalRuntimeException(
        "The directory %s is in use by process %s. Stop that process, or choose another directory."
            .formatted(path, owner));
  }

  /** The pid alone would not do: in a container it is the same after every restart. */
  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return self.info()
        .startInstant()
        .map(start -> "%d, started %s".formatted(self.pid(), start))
        .orElseGet(() -> Long.toString(self.pid()));
  }

  Path path() {
    return path;
  }

  /**
   * The port for the next run: the fixed one, else the one of the last run if it is free, else any.
   *
   * @param server the server's name, for the message
   * @throws LocalRuntimeException when the fixed one is taken
   */
  int portFor(String server, OptionalInt fixed) {
    if (fixed.isEmpty()) {
      return LoopbackPort.preferring(lastPort());
    }
    if (!LoopbackPort.isFree(fixed.getAsInt())) {
      throw new LocalRuntimeException(
          "%s cannot listen on port %d: another process does. Stop it, or choose another port."
              .formatted(server, fixed.getAsInt()));
    }
    return fixed.getAsInt();
  }

  private OptionalInt lastPort() {
    return read(path.resolve(PORT))
        .filter(text -> text.matches("\\d{1,5}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** Notes the port for the next run. */
  void rememberPort(int port) {
    write(PORT, Integer.toString(port));
  }

  /**
   * Notes the server's process, so that the next run can end it if this one is not able to.
   *
   * @param mark what its command line must contain for it to be taken for this server
   */
  void rememberProcess(long pid, String mark) {
    write(PID, pid + "\n" + mark);
  }

  private void endOrphan() throws IOException {
    Path file = path.resolve(PID);
    Optional<ProcessHandle> orphan = read(file).flatMap(ServerDirectory::stillRunning);
    if (orphan.isPresent()) {
      end(orphan.get());
    }
    Files.deleteIfExists(file);
  }

  /** It may be ending already, now that its parent is gone, and leaves better data if it is let. */
  private static void end(ProcessHandle orphan) {
    orphan
        .onExit()
        .completeOnTimeout(orphan, ORPHAN_GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    orphan.destroyForcibly();
    orphan.onExit().orTimeout(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private static Optional<ProcessHandle> stillRunning(String noted) {
    String[] lines = noted.split("\n", 2);
    return lines.length == 2 && lines[0].matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(lines[0]))
            .filter(process -> commandLine(process).contains(lines[1]))
        : Optional.empty();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private void wipe() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!name.equals(LOCK) && !name.equals(OWNER)) {
          new DirectoryTree(entry).delete();
        }
      }
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path.resolve(name), e);
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Gives the directory back. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(PID));
      Files.deleteIfExists(path.resolve(OWNER));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release " + path, e);
    }
  }
}
