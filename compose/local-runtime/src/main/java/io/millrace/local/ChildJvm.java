package io.millrace.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the JVMs of a local runtime are run.
 *
 * <p>There are four or more on one machine, and they live for minutes. Where there are few
 * processors, the optimizing compiler takes more of them than it gives back in that time, so it is
 * left out: measured on two processors, 5,000 instances need half the CPU. What runs for days is
 * better off with it.
 */
public final class ChildJvm {

  /** More options for each, separated by blanks; they win over those that are chosen here. */
  public static final String OPTIONS = "MILLRACE_JAVA_OPTS";

  /** So few processors that threads which only help others are in their way. */
  static final int FEW_PROCESSORS = 4;

  private ChildJvm() {}

  /**
   * The options of a JVM.
   *
   * @param heap how large its heap may grow, as {@code -Xmx} takes it
   */
  public static List<String> options(String heap) {
    return options(
        heap,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name").equals("Linux"),
        System.getenv().getOrDefault(OPTIONS, ""));
  }

  static List<String> options(String heap, int processors, boolean linux, String more) {
    List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
    if (linux) {
      // Elsewhere the option does not exist, and the JVM would not start.
      options.add("-XX:+UseTransparentHugePages");
    }
    if (processors <= FEW_PROCESSORS) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    Arrays.stream(more.split("\\s+")).filter(option -> !option.isEmpty()).forEach(options::add);
    return options;
  }
}
