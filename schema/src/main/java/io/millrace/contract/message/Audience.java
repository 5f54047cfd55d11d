package io.millrace.contract.message;

import io.millrace.contract.CloudEvents;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on a transition. The engine knows when it decides, and says so in the header {@value
 * #HEADER}, so that the others need not read the value.
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

  /** The header's value; empty if nobody acts on the transition. */
  public static String text(Set<Audience> audience) {
    return audience.stream()
        .sorted()
        .map(who -> who.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /**
   * Who acts on the transition of those headers.
   *
   * @return everybody if they do not say; who is unknown is left out
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
