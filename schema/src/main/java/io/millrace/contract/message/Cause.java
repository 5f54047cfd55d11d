package io.millrace.contract.message;

import io.millrace.contract.Fields;

/**
 * What led to a transition.
 *
 * @param type the type of the message, or {@code timer}
 * @param id the message's place in the log ({@code topic-partition@offset}), or what was due
 */
public record Cause(String type, String id) {

  /** Checks the fields. */
  public Cause {
    Fields.text("type", type);
    Fields.text("id", id);
  }
}
