package io.millrace.definition;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version; minor and patch may be left out and count as 0.
 *
 * @param major incompatible changes
 * @param minor additions
 * @param patch corrections
 * @param preRelease what comes after the hyphen; "" for a release, which is newer than its
 *     pre-releases
 * @param text as it was written
 */
public record Version(int major, int minor, int patch, String preRelease, String text)
    implements Comparable<Version> {

  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]{1,30}))?"
              + "(?:\\+[0-9A-Za-z.-]{1,30})?");

  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch)
          .thenComparing(Version::preRelease, Version::comparePreReleases);

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static Version parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a version like 1.2.3");
    }
    return new Version(
        number(matcher.group(1)),
        number(matcher.group(2)),
        number(matcher.group(3)),
        matcher.group(4) == null ? "" : matcher.group(4),
        text);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  boolean isCompatibleWith(Version from) {
    if (major != from.major) {
      return false;
    }
    if (major > 0) {
      return true;
    }
    return minor == from.minor && (minor > 0 || patch == from.patch);
  }

  private static int comparePreReleases(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    String[] x = a.split("\\.", -1);
    String[] y = b.split("\\.", -1);
    for (int i = 0; i < Math.min(x.length, y.length); i++) {
      int order = compareIdentifiers(x[i], y[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(x.length, y.length);
  }

  private static int compareIdentifiers(String a, String b) {
    boolean numericA = a.matches("\\d{1,18}");
    boolean numericB = b.matches("\\d{1,18}");
    if (numericA && numericB) {
      return Long.compare(Long.parseLong(a), Long.parseLong(b));
    }
    return numericA == numericB ? a.compareTo(b) : numericA ? -1 : 1;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  /** Two versions are the same when neither is newer, however they were written. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(major, minor, patch, preRelease);
  }

  @Override
  public String toString() {
    return text;
  }
}
