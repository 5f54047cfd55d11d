package io.millrace.definition;

/** Which version of a workflow. */
public sealed interface VersionRange {

  /** Whether a version is one of these. */
  boolean includes(Version version);

  /** The active version: {@code latest}. */
  record Latest() implements VersionRange {

    @Override
    public boolean includes(Version version) {
      return true;
    }

    @Override
    public String toString() {
      return "latest";
    }
  }

  /**
   * One version.
   *
   * @param version that one
   */
  record Exact(Version version) implements VersionRange {

    @Override
    public boolean includes(Version other) {
      return version.equals(other);
    }

    @Override
    public String toString() {
      return version.toString();
    }
  }

  /**
   * The newest that is compatible, {@code ^1.2.0}: not older and with the same first number that is
   * not 0. A version before a release is one of these only if the range starts at one of the same
   * release: nobody gets to try it without saying so.
   *
   * @param from the oldest
   */
  record Compatible(Version from) implements VersionRange {

    @Override
    public boolean includes(Version version) {
      return version.compareTo(from) >= 0
          && version.isCompatibleWith(from)
          && (version.preRelease().isEmpty() || isOfTheSameRelease(version));
    }

    private boolean isOfTheSameRelease(Version version) {
      return !from.preRelease().isEmpty()
          && version.major() == from.major()
          && version.minor() == from.minor()
          && version.patch() == from.patch();
    }

    @Override
    public String toString() {
      return "^" + from;
    }
  }

  /**
   * Reads {@code latest}, {@code 1.2.3} or {@code ^1.2.3}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static VersionRange parse(String text) {
    if (text.equals("latest")) {
      return new Latest();
    }
    return text.startsWith("^")
        ? new Compatible(Version.parse(text.substring(1)))
        : new Exact(Version.parse(text));
  }
}
