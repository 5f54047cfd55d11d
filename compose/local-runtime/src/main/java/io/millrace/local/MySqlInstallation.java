package io.millrace.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The binaries of one MySQL server.
 *
 * @param launcher the words that run mysqld, to which its options are added
 * @param version three numbers, such as {@code 8.0.31}
 * @param variables server variables without which these binaries do not run
 * @param origin which binaries these are, as a phrase for the user
 */
record MySqlInstallation(
    List<String> launcher, String version, Map<String, String> variables, String origin) {

  private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");

  MySqlInstallation {
    launcher = List.copyOf(launcher);
    variables = Map.copyOf(variables);
  }

  /**
   * Asks the binaries for their version.
   *
   * @throws LocalRuntimeException when they do not run on this machine
   */
  static MySqlInstallation probed(
      List<String> launcher, Map<String, String> variables, String origin) {
    List<String> words = new ArrayList<>(launcher);
    words.add("--no-defaults");
    words.add("--version");
    String answer = new ExternalCommand(words).output();
    Matcher version = VERSION.matcher(answer);
    if (!version.find() || answer.contains("MariaDB")) {
      throw new LocalRuntimeException(
          "'%s' is not MySQL: %s".formatted(launcher.get(0), answer.strip()));
    }
    return new MySqlInstallation(launcher, version.group(1), variables, origin);
  }

  /** The first number of the version. */
  int majorVersion() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  /** The same with the reasons against every better choice added to its origin. */
  MySqlInstallation chosenSince(String reasons) {
    return reasons.isEmpty()
        ? this
        : new MySqlInstallation(launcher, version, variables, origin + " (" + reasons + ")");
  }
}
