package io.millrace.local;

/**
 * One thing wrong in a configuration.
 *
 * @param key the configuration key
 * @param value its value as given, secrets masked
 * @param rule what the value has to be instead
 */
public record ConfigProblem(String key, String value, String rule) {

  /** One line for the user. */
  @Override
  public String toString() {
    return "%s = '%s': %s".formatted(key, value, rule);
  }
}
