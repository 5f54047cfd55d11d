package io.millrace.schema;

import io.millrace.schema.SchemaException.Code;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says about its version: {@code 8.0.31}, {@code 9.7.4-debug}, {@code
 * 10.11.6-MariaDB}.
 */
record ServerVersion(String text) {

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  /** Row aliases in upserts came with 8.0.19; what else the schema needs is older. */
  private static final long[] OLDEST = {8, 0, 19};

  /**
   * Refuses what the schema does not run on.
   *
   * @throws SchemaException {@link Code#UNSUPPORTED_SERVER}
   */
  void requireSupported() {
    if (text.contains("MariaDB")) {
      throw new SchemaException(
          Code.UNSUPPORTED_SERVER,
          "The server is MariaDB (%s), which lacks what Millrace needs: give the address of MySQL 8.0.19 or newer"
              .formatted(text),
          null);
    }
    if (!isRecentEnough()) {
      throw new SchemaException(
          Code.UNSUPPORTED_SERVER,
          "The server is MySQL %s: Millrace needs 8.0.19 or newer, upgrade it or give another address"
              .formatted(text),
          null);
    }
  }

  private boolean isRecentEnough() {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return false;
    }
    for (int i = 0; i < OLDEST.length; i++) {
      long number = Long.parseLong(numbers.group(i + 1));
      if (number != OLDEST[i]) {
        return number > OLDEST[i];
      }
    }
    return true;
  }
}
