package io.millrace.domain.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of one instance that may be out at once. */
final class Slots {

  private final @Nullable Integer limit;
  private final Set<Object> taken = new HashSet<>();
  private final Deque<Waiter> waiting = new ArrayDeque<>();

  private record Waiter(Object who, Runnable begin) {}

  Slots(@Nullable Integer limit) {
    this.limit = limit;
  }

  /** Begins at once, or when another leaves. */
  void enter(Object who, Runnable begin) {
    if (limit == null || taken.contains(who) || taken.size() < limit) {
      taken.add(who);
      begin.run();
    } else {
      waiting.add(new Waiter(who, begin));
    }
  }

  void leave(Object who) {
    waiting.removeIf(it -> it.who().equals(who));
    if (taken.remove(who) && !waiting.isEmpty()) {
      Waiter next = waiting.remove();
      taken.add(next.who());
      next.begin().run();
    }
  }

  void clear() {
    taken.clear();
    waiting.clear();
  }
}
