package io.millrace.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks on the components of records, for their compact constructors. The message starts with the
 * field's name, from which {@link Json} makes the JSON pointer of the error.
 */
public final class Fields {

  private Fields() {}

  /**
   * Requires a value.
   *
   * @throws InvalidField if it is null
   */
  public static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidField(field, "is required");
    }
    return value;
  }

  /**
   * Requires a text that is not blank and has at most 255 characters, none of them a control
   * character: it becomes a column, a key or a name.
   *
   * @throws InvalidField if it is not so
   */
  public static String text(String field, @Nullable String value) {
    present(field, value);
    if (value == null || value.isBlank()) {
      throw new InvalidField(field, "must not be blank");
    }
    return checkedText(field, value);
  }

  /**
   * The same as {@link #text}, for a text that may be absent.
   *
   * @throws InvalidField if it is there and not a proper text
   */
  public static @Nullable String optionalText(String field, @Nullable String value) {
    return value == null ? null : text(field, value);
  }

  /**
   * Requires a number to be at least {@code min}.
   *
   * @throws InvalidField if it is less
   */
  public static long atLeast(String field, long value, long min) {
    if (value < min) {
      throw new InvalidField(field, "must be " + min + " or more, was " + value);
    }
    return value;
  }

  /**
   * Requires a number that is there to be from {@code min} to {@code max}.
   *
   * @throws InvalidField if it is not
   */
  public static @Nullable Integer optionalRange(
      String field, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new InvalidField(field, "must be from " + min + " to " + max + ", was " + value);
    }
    return value;
  }

  /** An immutable copy; an absent list is an empty one. */
  public static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  private static String checkedText(String field, String value) {
    if (value.length() > 255) {
      throw new InvalidField(field, "must have at most 255 characters, had " + value.length());
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidField(field, "must not contain control characters");
    }
    return value;
  }
}
