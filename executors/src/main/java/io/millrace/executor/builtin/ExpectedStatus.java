package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.executor.TaskConfig;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which HTTP status means success: any 2xx, unless the config says otherwise. */
final class ExpectedStatus {

  private static final String FIELD = "expectedStatus";

  private final BitSet statuses = new BitSet(600);

  private ExpectedStatus() {}

  static ExpectedStatus from(TaskConfig config) {
    ExpectedStatus expected = new ExpectedStatus();
    List<JsonNode> given = new ArrayList<>();
    config
        .value(FIELD)
        .ifPresent(
            value -> {
              if (value.isArray()) {
                value.forEach(given::add);
              } else {
                given.add(value);
              }
            });
    if (given.isEmpty()) {
      expected.statuses.set(200, 300);
    }
    given.forEach(expected::add);
    return expected;
  }

  boolean contains(int status) {
    return statuses.get(status);
  }

  private void add(JsonNode value) {
    if (value.isInt() && value.intValue() >= 100 && value.intValue() <= 599) {
      statuses.set(value.intValue());
    } else if (value.isTextual() && value.textValue().matches("[1-5]xx")) {
      int hundred = (value.textValue().charAt(0) - '0') * 100;
      statuses.set(hundred, hundred + 100);
    } else {
      throw TaskConfig.invalid(
          FIELD, "must be a status from 100 to 599, \"2xx\", or a list of such, had " + value);
    }
  }
}
