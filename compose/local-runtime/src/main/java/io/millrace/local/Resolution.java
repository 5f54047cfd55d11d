package io.millrace.local;

import java.util.ArrayList;
import java.util.List;

/**
 * The choice of a server: the first source that can be used.
 *
 * @param server what is looked for, as the user reads it
 * @param sources every way to come by it, best first
 */
record Resolution<S>(String server, List<ServerSource<S>> sources) {

  Resolution {
    sources = List.copyOf(sources);
  }

  /**
   * Starts a server from the first usable source.
   *
   * @throws LocalRuntimeException when there is none, with every source, why it cannot be used and
   *     how to change that; or when the chosen server does not start
   */
  S start() {
    List<String> reasons = new ArrayList<>();
    StringBuilder refusal =
        new StringBuilder("No %s can be had on this machine:".formatted(server));
    for (ServerSource<S> source : sources) {
      switch (source.look()) {
        case Finding.Usable<S> usable -> {
          return usable.start().apply(String.join(", ", reasons));
        }
        case Finding.Unusable<S> unusable -> {
          reasons.add(unusable.why());
          refusal.append(
              "%n- %s: %s. %s.".formatted(source.name(), unusable.why(), unusable.remedy()));
        }
      }
    }
    throw new LocalRuntimeException(refusal.toString());
  }
}
