package io.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A MySQL server that Millrace runs itself, on a directory of its own. */
final class MySqlServer implements LocalMySql {

  private static final Logger LOG = LoggerFactory.getLogger(MySqlServer.class);

  private static final int START_ATTEMPTS = 3;
  private static final String PORT_IS_TAKEN = "Do you already have another mysqld server running";

  private final MySqlInstallation installation;
  private final ServerDirectory directory;
  private final MySqlSettings settings;
  private final MySqlAddress address;
  private final Thread stopAtExit = new Thread(this::stopAndRelease, "stop-mysqld");
  private MysqldProcess process;
  private boolean closed;

  private MySqlServer(
      MySqlInstallation installation, ServerDirectory directory, MySqlSettings settings, Run run) {
    this.installation = installation;
    this.directory = directory;
    this.settings = settings.withPort(run.address().port());
    this.address = run.address();
    this.process = run.process();
  }

  private record Run(MySqlAddress address, MysqldProcess process) {}

  /**
   * Starts a server and waits until it can be used.
   *
   * @throws LocalRuntimeException when it does not start, or another process uses its directory
   */
  static MySqlServer start(
      MySqlInstallation installation, CacheDirectory cache, MySqlSettings settings) {
    ServerDirectory directory = ServerDirectory.open(settings.directory(), settings.fresh());
    try {
      prepareData(new MySqlTemplate(cache, installation), settings.directory());
      Run run = launch(installation, directory, settings);
      MySqlServer server = new MySqlServer(installation, directory, settings, run);
      Runtime.getRuntime().addShutdownHook(server.stopAtExit);
      return server;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Data appear under their name when they are whole: a copy that was cut off is made again. */
  private static void prepareData(MySqlTemplate template, Path directory) {
    Path data = MySqlOptionFile.dataIn(directory);
    if (Files.exists(data)) {
      return;
    }
    Path part = directory.resolve("data.part");
    try {
      new DirectoryTree(part).delete();
      template.copyTo(part);
      Files.move(part, data);
    } catch (IOException e) {
      throw new LocalRuntimeException("Cannot prepare %s: %s".formatted(data, e), e);
    }
  }

  private static Run launch(
      MySqlInstallation installation, ServerDirectory directory, MySqlSettings settings) {
    for (int attempt = 1; ; attempt++) {
      int port = directory.portFor("MySQL", settings.port());
      MySqlOptionFile options = new MySqlOptionFile(installation, settings, port);
      MySqlAddress address =
          MySqlAddress.plain(LoopbackPort.HOST, port, MySqlTemplate.USER, MySqlTemplate.PASSWORD);
      MysqldProcess process = launch(installation, options, directory);
      if (process.answersAt(address.jdbcUrl(""))) {
        directory.rememberPort(port);
        return new Run(address, process);
      }
      String why = process.lastWords();
      boolean anotherPortMayDo = settings.port().isEmpty() && why.contains(PORT_IS_TAKEN);
      if (attempt == START_ATTEMPTS || !anotherPortMayDo) {
        throw new LocalRuntimeException(
            "mysqld does not start in %s: %s".formatted(directory.path(), why));
      }
    }
  }

  private static MysqldProcess launch(
      MySqlInstallation installation, MySqlOptionFile options, ServerDirectory directory) {
    Path path = directory.path();
    try {
      Files.writeString(MySqlOptionFile.in(path), options.text());
    } catch (IOException e) {
      throw new LocalRuntimeException("Cannot write to %s: %s".formatted(path, e), e);
    }
    MysqldProcess process = MysqldProcess.launch(installation, path);
    directory.rememberProcess(process.pid(), MysqldProcess.mark(path));
    return process;
  }

  @Override
  public String description() {
    return "MySQL %s at %s:%d, %s, data in %s"
        .formatted(installation.version(), host(), port(), installation.origin(), directory.path());
  }

  @Override
  public MySqlAddress address() {
    return address;
  }

  @Override
  public synchronized OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public synchronized void restart() {
    if (closed) {
      throw new LocalRuntimeException("This MySQL server is closed: " + directory.path());
    }
    process.stop();
    process = launch(installation, directory, settings).process();
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public void leaveAtExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      LOG.debug("This JVM is ending, and its hooks run already");
    }
  }

  @Override
  public void close() {
    if (stopAndRelease()) {
      leaveAtExit();
    }
  }

  private synchronized boolean stopAndRelease() {
    if (closed) {
      return false;
    }
    closed = true;
    process.stop();
    directory.close();
    return true;
  }
}
