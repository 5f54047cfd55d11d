package io.millrace.definition;

import io.millrace.contract.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers everything that is wrong or worth a warning. */
final class Problems {

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> places = new HashSet<>();

  /** Something that makes the definition unusable. */
  void error(String code, String pointer, String message, @Nullable String hint) {
    if (places.add(pointer + " " + message)) {
      errors.add(new Problem(code, pointer, message, hint));
    }
  }

  /** Something that the author should know. */
  void warning(String code, String pointer, String message, @Nullable String hint) {
    if (places.add(pointer + " " + message)) {
      warnings.add(new Problem(code, pointer, message, hint));
    }
  }

  /** Whether something is known to be wrong at that very place. */
  boolean isWrong(String pointer) {
    return errors.stream().anyMatch(error -> error.pointer().equals(pointer));
  }

  List<Problem> errors() {
    return errors;
  }

  List<Problem> warnings() {
    return warnings;
  }
}
