package io.millrace.definition;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression whose matching cannot take long: after a number of looks at the text, which
 * grows with the text, the text counts as not matching.
 */
public final class BoundedPattern {

  private static final int LOOKS_PER_CHARACTER = 100;
  private static final int LOOKS_AT_LEAST = 100_000;

  private final Pattern pattern;

  /**
   * Compiles it.
   *
   * @throws PatternSyntaxException when it is no regular expression
   */
  public BoundedPattern(String regex) {
    this.pattern = Pattern.compile(regex);
  }

  /** The regular expression. */
  public String source() {
    return pattern.pattern();
  }

  /** Whether a part of the text matches. */
  public boolean isFoundIn(String text) {
    try {
      return pattern.matcher(new CountedText(text)).find();
    } catch (TooManyLooks | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return source();
  }

  private static final class TooManyLooks extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }

  private static final class CountedText implements CharSequence {

    private final String text;
    private long left;

    CountedText(String text) {
      this.text = text;
      this.left = LOOKS_AT_LEAST + (long) LOOKS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
