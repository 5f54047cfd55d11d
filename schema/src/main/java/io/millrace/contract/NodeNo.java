package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Numbers the nodes of one instance from 1, in the order in which they were reached.
 *
 * @param value 1 or more
 */
public record NodeNo(@JsonValue int value) implements Comparable<NodeNo> {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the value is less than 1
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeNo {
    if (value < 1) {
      throw new IllegalArgumentException("must be 1 or more, was " + value);
    }
  }

  @Override
  public int compareTo(NodeNo other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
