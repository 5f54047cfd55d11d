package io.millrace.intake;

import java.util.Locale;

/** How much an entry of {@code execution_logs} matters; the values of its column {@code level}. */
public enum LogLevel {
  /** Every step of every node. */
  DEBUG,
  /** The life of instances: started, ended, paused. */
  INFO,
  /** What went wrong and is dealt with. */
  WARN,
  /** What went wrong for good. */
  ERROR,
  /** Nothing; for the setting only. */
  OFF;

  /** The name in settings and in MySQL: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether an entry of this level is written when {@code least} is what is wanted. */
  public boolean reaches(LogLevel least) {
    return this != OFF && compareTo(least) >= 0;
  }
}
