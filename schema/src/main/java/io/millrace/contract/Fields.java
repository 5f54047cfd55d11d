package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks on the components of records, for their compact constructors. The message starts with the
 * field's name, from which {@link Json} makes the JSON pointer of the error.
 *
 * <p>What passes here can be stored: MySQL has a column that takes it.
 */
public final class Fields {

  /** The most characters of a name, a key or an id. */
  public static final int TEXT_LENGTH = 255;

  /** The most characters of a text for people. */
  public static final int PROSE_LENGTH = 16_000;

  private static final int HASH_DIGITS = 64;

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
   * Requires a text that is not blank and has at most {@value #TEXT_LENGTH} characters, none of
   * them a control character: it becomes a column, a key or a name.
   *
   * @throws InvalidField if it is not so
   */
  public static String text(String field, @Nullable String value) {
    String text = present(field, value);
    if (isPlain(text)) {
      return text;
    }
    if (text.isBlank()) {
      throw new InvalidField(field, "must not be blank");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidField(field, "must not contain control characters");
    }
    return written(field, text, TEXT_LENGTH);
  }

  /**
   * Whether all of it can be seen and is ASCII, as nearly every text is: then one look at each
   * character is enough. Every record of every message is checked, by everyone who reads it.
   */
  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > TEXT_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
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
   * Requires a text for people: at most {@value #PROSE_LENGTH} characters, lines and all.
   *
   * @throws InvalidField if it is not so
   */
  public static String prose(String field, @Nullable String value) {
    return written(field, present(field, value), PROSE_LENGTH);
  }

  /**
   * The same as {@link #prose}, for a text that may be absent.
   *
   * @throws InvalidField if it is there and not a proper text
   */
  public static @Nullable String optionalProse(String field, @Nullable String value) {
    return value == null ? null : prose(field, value);
  }

  /**
   * Requires a text for people and makes it fit: what is too long is cut, half a surrogate pair is
   * replaced.
   *
   * @throws InvalidField if it is null
   */
  public static String fittingProse(String field, @Nullable String value) {
    String text = present(field, value);
    if (text.length() > PROSE_LENGTH) {
      text = text.substring(0, PROSE_LENGTH - 1) + "…";
    }
    return hasLoneSurrogate(text)
        ? new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE)
        : text;
  }

  /**
   * Requires one of a few words.
   *
   * @throws InvalidField if it is another
   */
  public static String oneOf(String field, @Nullable String value, String... words) {
    String word = present(field, value);
    if (!Arrays.asList(words).contains(word)) {
      throw new InvalidField(
          field, "must be one of " + String.join(", ", words) + ", was \"" + word + "\"");
    }
    return word;
  }

  /**
   * Requires a SHA-256 in hexadecimal.
   *
   * @throws InvalidField if it is not 64 digits, lower case
   */
  public static String hash(String field, @Nullable String value) {
    String hash = present(field, value);
    if (!isHash(hash)) {
      throw new InvalidField(field, "must be 64 hexadecimal digits, lower case");
    }
    return hash;
  }

  /** By hand: two hashes of every transition are checked by every reader, and a pattern shows. */
  private static boolean isHash(String text) {
    if (text.length() != HASH_DIGITS) {
      return false;
    }
    for (int i = 0; i < HASH_DIGITS; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
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

  /**
   * An immutable copy; an absent list is an empty one.
   *
   * @throws InvalidField if an element is null
   */
  public static <T> List<T> list(String field, @Nullable List<T> values) {
    if (values == null) {
      return List.of();
    }
    for (int i = 0; i < values.size(); i++) {
      present(field + "/" + i, values.get(i));
    }
    return List.copyOf(values);
  }

  /**
   * An immutable copy of a list of texts; an absent list is an empty one.
   *
   * @throws InvalidField if an element is no proper {@link #text}
   */
  public static List<String> texts(String field, @Nullable List<String> values) {
    List<String> texts = list(field, values);
    for (int i = 0; i < texts.size(); i++) {
      text(field + "/" + i, texts.get(i));
    }
    return texts;
  }

  /**
   * Requires JSON from outside, if it is there, to be such that MySQL can keep it.
   *
   * @throws InvalidField if it is nested too deeply, or holds a number or a text that MySQL refuses
   */
  public static <T extends JsonNode> @Nullable T json(String field, @Nullable T value) {
    if (value != null) {
      KeepableJson.check(field, value);
    }
    return value;
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().anyMatch(c -> c <= 0xFFFF && Character.isSurrogate((char) c));
      }
    }
    return false;
  }

  private static String written(String field, String value, int maxLength) {
    int length = value.codePointCount(0, value.length());
    if (length > maxLength) {
      throw new InvalidField(
          field, "must have at most " + maxLength + " characters, had " + length);
    }
    if (hasLoneSurrogate(value)) {
      throw new InvalidField(field, "must not contain half a surrogate pair");
    }
    return value;
  }
}
