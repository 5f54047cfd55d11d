package io.millrace.expression;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody who mistyped one most likely meant. */
public final class ClosestName {

  private ClosestName() {}

  /**
   * A hint that names the closest of the known names.
   *
   * @return "did you mean 'x'?", or null when none is close
   */
  public static @Nullable String hint(String name, Collection<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance <= tolerated(name, candidate) && distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best == null ? null : "did you mean '" + best + "'?";
  }

  /** A third of the name, or more when both begin alike. */
  private static int tolerated(String name, String candidate) {
    boolean alike = name.length() >= 4 && candidate.startsWith(name.substring(0, 4));
    return Math.max(name.length() / 3, alike ? 3 : 1);
  }

  /** Edit distance in which two swapped neighbours count once. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    if (i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1)) {
      best = Math.min(best, cost[i - 2][j - 2] + 1);
    }
    return best;
  }
}
