package io.millrace.schema;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that Flyway says to debug: {@link MigrationReport} is the one line that matters,
 * and errors are thrown. Public with a public constructor because Flyway makes it by name.
 */
public final class FlywayLog implements LogCreator {

  @Override
  public Log createLogger(Class<?> type) {
    return new AtDebug(LoggerFactory.getLogger(type));
  }

  private record AtDebug(Logger logger) implements Log {

    @Override
    public void debug(String message) {
      logger.trace(message);
    }

    @Override
    public void info(String message) {
      logger.debug(message);
    }

    @Override
    public void warn(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message) {
      logger.debug(message);
    }

    @Override
    public void error(String message, Exception cause) {
      logger.debug(message, cause);
    }

    @Override
    public void notice(String message) {
      logger.debug(message);
    }
  }
}
