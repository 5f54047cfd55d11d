package io.millrace.contract.message;

import io.millrace.contract.CloudEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on a transition. The engine knows when it decides, and says so in the header {@value
 * #HEADER} of the outbox row, so that the others need not read the value. The relay sees to
 * completions and to tasks that anyone may run; the rest it passes on to the topologies, on a topic
 * of their own.
 */
public enum Audience {
  /** It schedules a node that needs an executor. */
  DISPATCH,
  /** It ends an instance, or rejects a start. */
  COMPLETIONS,
  /** It asks for a child, ends a node that may have one, or tells of a child. */
  SUBPROCESSES,
  /** It is about a mutex. */
  MUTEXES;

  /** The header's name. Its value has the names of all, in lower case, with commas between. */
  public static final String HEADER = "millrace_for";

  /** Those who read what is theirs on the topic of effects. */
  public static final Set<Audience> TOPOLOGIES =
      Collections.unmodifiableSet(EnumSet.of(DISPATCH, SUBPROCESSES, MUTEXES));

  /** The header's value; empty if nobody acts on the transition. */
  public static String text(Set<Audience> audience) {
    return audience.stream()
        .sorted()
        .map(who -> who.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /** Puts the header in place of one that is there. */
  public static void write(Set<Audience> audience, Headers target) {
    target.remove(HEADER);
    target.add(HEADER, text(audience).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Who acts on the transition of those headers.
   *
   * @return the caller's own set; everybody if they do not say; who is unknown is left out
   */
  public static Set<Audience> of(Headers headers) {
    @Nullable String text = CloudEvents.read(headers, HEADER);
    if (text == null) {
      return EnumSet.allOf(Audience.class);
    }
    Set<String> names = Set.copyOf(Arrays.asList(text.toUpperCase(Locale.ROOT).split(",", -1)));
    Set<Audience> audience = EnumSet.noneOf(Audience.class);
    for (Audience who : values()) {
      if (names.contains(who.name())) {
        audience.add(who);
      }
    }
    return audience;
  }
}
