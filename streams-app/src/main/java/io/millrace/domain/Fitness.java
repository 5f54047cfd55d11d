package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InvalidField;
import io.millrace.domain.state.JsonSize;
import org.jspecify.annotations.Nullable;

/**
 * Whether an instance can hold a value: everything that enters its state is asked here first, so
 * that what MySQL or Kafka would refuse fails one node and never a batch.
 */
final class Fitness {

  private Fitness() {}

  /**
   * Why a value cannot be the input or output of a node, or null if it can.
   *
   * @param what the value, to begin a sentence with
   * @param tooLarge the code to give when it alone is too large
   */
  static @Nullable ErrorInfo flaw(Journal journal, String what, String tooLarge, JsonNode value) {
    ErrorInfo flaw = flaw(journal, what, tooLarge, value, journal.limits().nodeBytes());
    return flaw == null
        ? tooMuch(
            "the instance",
            what,
            journal.nodes().bytes() + JsonSize.of(value),
            journal.limits().stateBytes())
        : flaw;
  }

  /** Why a value cannot be the output of the instance, or null if it can. */
  static @Nullable ErrorInfo outputFlaw(Journal journal, JsonNode value) {
    return flaw(
        journal,
        "The workflow's output",
        ErrorCodes.OUTPUT_TOO_LARGE,
        value,
        journal.limits().decisionBytes());
  }

  private static @Nullable ErrorInfo flaw(
      Journal journal, String what, String tooLarge, JsonNode value, long mostBytes) {
    int bytes = JsonSize.of(value);
    if (bytes > mostBytes) {
      return Faults.tooLarge(what, tooLarge, bytes, mostBytes);
    }
    String rule = unkeepable(value);
    return rule == null
        ? tooMuch("the step", what, journal.bytes() + bytes, journal.limits().decisionBytes())
        : ErrorInfo.permanent(ErrorCodes.NOT_STORABLE, what + " cannot be stored: " + rule + ".");
  }

  private static @Nullable ErrorInfo tooMuch(String whole, String what, long bytes, long most) {
    return bytes <= most
        ? null
        : Faults.tooLarge(
            "Too much for " + whole + ": with " + what + " it",
            ErrorCodes.STATE_TOO_LARGE,
            bytes,
            most);
  }

  /** What about a value no JSON column takes, or null. */
  static @Nullable String unkeepable(JsonNode value) {
    try {
      Fields.json("", value);
      return null;
    } catch (InvalidField e) {
      return e.field().isEmpty() ? "it " + e.rule() : e.field() + " " + e.rule();
    }
  }
}
