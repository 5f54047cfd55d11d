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
 * @param origin which binaries these are and why they were chosen, as a phrase for the user
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
    if (!version.find()) {
      throw new LocalRuntimeException(
          "'%s' does not name a MySQL version: %s".formatted(launcher.get(0), answer.strip()));
    }
    return new MySqlInstallation(launcher, version.group(1), variables, origin);
  }
}
