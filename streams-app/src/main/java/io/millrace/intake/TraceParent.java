package io.millrace.intake;

import java.util.regex.Pattern;

/** The W3C trace context, as far as it is passed on: what is no trace is not. */
final class TraceParent {

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }
}
