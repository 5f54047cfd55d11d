package io.millrace.topology;

/**
 * Says when effects are committed: each at once while they are few. While they are many they wait
 * for one another, since a commit costs the brokers as much for one as for a hundred. What is then
 * left over is committed after the commit interval.
 *
 * <p>One for all tasks of a thread, whose effects commit together.
 */
final class CommitPace {

  private static final int FEW = 2;
  private static final long WINDOW_MILLIS = 25;

  private long windowFrom;
  private int inWindow;
  private boolean many;
  private long committedAt;

  /**
   * Counts an effect.
   *
   * @param nowMillis when it is passed on
   * @return whether to commit it now
   */
  synchronized boolean commitsAt(long nowMillis) {
    if (nowMillis - windowFrom >= WINDOW_MILLIS) {
      many = inWindow > FEW;
      windowFrom = nowMillis;
      inWindow = 0;
    }
    inWindow++;
    boolean alone = !many && inWindow <= FEW;
    if (!alone && nowMillis - committedAt < WINDOW_MILLIS) {
      return false;
    }
    committedAt = nowMillis;
    return true;
  }
}
