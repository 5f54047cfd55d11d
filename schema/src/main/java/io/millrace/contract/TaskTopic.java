package io.millrace.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait to be pulled: those of one executor, or those of one executor that need the same
 * capabilities, which only workers that offer all of them read.
 *
 * @param executor the executor
 * @param capabilities what a worker must offer besides; in order, none twice
 */
public record TaskTopic(String executor, List<String> capabilities) {

  /** The most characters of a topic's name that capabilities may take. */
  public static final int MOST_CHARACTERS = 100;

  private static final String TASKS = "tasks.";
  private static final String CAPABLE = "capable.";
  private static final String AND = "__";
  private static final char ESCAPE = '_';

  private static final Pattern SUFFIX = Pattern.compile("capable\\.([A-Za-z0-9_-]+)\\.(.+)");
  private static final Pattern ESCAPED = Pattern.compile("(?:_[0-9a-f]{2})+");
  private static final HexFormat HEX = HexFormat.of();

  /** Puts the capabilities in order. */
  public TaskTopic {
    Fields.text("executor", executor);
    if (!capabilities.isEmpty()) {
      capabilities = capabilities.stream().distinct().sorted().toList();
    }
  }

  /** Where a task waits. */
  public static TaskTopic of(String executor, @Nullable Placement placement) {
    return new TaskTopic(executor, placement == null ? List.of() : placement.capabilities());
  }

  /** Whether tasks wait on the topic of that name to be pulled. */
  public static boolean isOne(String prefix, String name) {
    return name.startsWith(prefix + "." + TASKS) || name.startsWith(prefix + "." + CAPABLE);
  }

  /** The topic of that name with capabilities, if it is one. */
  public static Optional<TaskTopic> capable(String prefix, String name) {
    if (!name.startsWith(prefix + "." + CAPABLE)) {
      return Optional.empty();
    }
    Matcher suffix = SUFFIX.matcher(name.substring(prefix.length() + 1));
    if (!suffix.matches()) {
      return Optional.empty();
    }
    // An underscore is never by itself: what joins two names is none that belongs to one.
    List<String> names = Arrays.asList(suffix.group(1).split(AND, -1));
    if (names.contains("")) {
      return Optional.empty();
    }
    TaskTopic topic = new TaskTopic(suffix.group(2), names.stream().map(TaskTopic::plain).toList());
    return Optional.of(topic).filter(it -> it.name(prefix).equals(name));
  }

  /** How many characters of a topic's name these capabilities take. */
  public static int characters(Collection<String> capabilities) {
    return joined(capabilities).length();
  }

  /** The topic's name after the prefix and a dot. */
  public String suffix() {
    return capabilities.isEmpty()
        ? TASKS + executor
        : CAPABLE + joined(capabilities) + "." + executor;
  }

  /** The topic's full name. */
  public String name(String prefix) {
    return prefix + "." + suffix();
  }

  private static String joined(Collection<String> capabilities) {
    return String.join(AND, capabilities.stream().map(TaskTopic::escaped).toList());
  }

  private static String escaped(String capability) {
    StringBuilder name = new StringBuilder();
    for (byte b : capability.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) b;
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain || c == '-') {
        name.append(c);
      } else {
        name.append(ESCAPE).append(HEX.toHexDigits(b));
      }
    }
    return name.toString();
  }

  private static String plain(String escaped) {
    return ESCAPED
        .matcher(escaped)
        .replaceAll(found -> Matcher.quoteReplacement(text(found.group())));
  }

  private static String text(String escaped) {
    return new String(HEX.parseHex(escaped.replace("_", "")), StandardCharsets.UTF_8);
  }
}
