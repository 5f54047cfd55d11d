package io.millrace.intake;

import io.millrace.contract.Topic;
import io.millrace.contract.Topics;
import java.util.Arrays;
import java.util.List;

/** The topics that intake reads; an instance has the same partition number in each. */
public enum InputTopic {
  /** Start events. */
  STARTS(Topics.STARTS),
  /** What workers say. */
  RESULTS(Topics.RESULTS),
  /** What operators and topologies ask. */
  CONTROLS(Topics.CONTROLS);

  private final String suffix;

  InputTopic(Topic<?, ?> topic) {
    this.suffix = topic.suffix();
  }

  /** Its full name. */
  public String name(String prefix) {
    return prefix + "." + suffix;
  }

  /** The full names of all. */
  public static List<String> names(String prefix) {
    return Arrays.stream(values()).map(input -> input.name(prefix)).toList();
  }

  /**
   * The input of that full name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InputTopic of(String prefix, String name) {
    return Arrays.stream(values())
        .filter(input -> input.name(prefix).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is no input topic"));
  }
}
