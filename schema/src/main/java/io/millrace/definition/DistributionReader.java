package io.millrace.definition;

import io.millrace.contract.InvalidField;
import io.millrace.contract.TaskTopic;
import io.millrace.definition.Distribution.Strategy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code distributed}, of a node or of the workflow's config. */
final class DistributionReader {

  private static final String ENABLED = "enabled";
  private static final String STRATEGY = "strategy";
  private static final String ASSIGNMENT = "assignmentStrategy";
  private static final String HASH_KEY = "customHashKey";
  private static final String CAPABILITIES = "requiredCapabilities";
  private static final String ENGINE = "preferredEngine";

  private static final Set<String> KNOWN =
      Set.of(ENABLED, STRATEGY, ASSIGNMENT, HASH_KEY, CAPABILITIES, ENGINE);

  private DistributionReader() {}

  static Distribution read(Fields parent, Distribution inherited, Expressions expressions) {
    Fields fields = parent.object("distributed");
    if (fields.isEmpty()) {
      return new Distribution(
          parent.flag("distributed", inherited.enabled()),
          inherited.strategy(),
          inherited.hashKey(),
          inherited.capabilities(),
          inherited.preferredEngine());
    }
    fields
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                Advisories.ignored(fields, name, "distributed." + name);
              }
            });
    Strategy implied = fields.has(HASH_KEY) ? Strategy.HASH : inherited.strategy();
    return new Distribution(
        fields.flag(ENABLED, inherited.enabled()),
        fields.constant(fields.has(STRATEGY) ? STRATEGY : ASSIGNMENT, Strategy.class, implied),
        fields.has(HASH_KEY) ? expressions.mapping(fields, HASH_KEY) : inherited.hashKey(),
        fields.has(CAPABILITIES) ? capabilities(fields) : inherited.capabilities(),
        fields.has(ENGINE) ? engine(fields) : inherited.preferredEngine());
  }

  private static List<String> capabilities(Fields fields) {
    List<String> names = fields.texts(CAPABILITIES);
    for (int i = 0; i < names.size(); i++) {
      if (!isName(fields, names.get(i), CAPABILITIES + "/" + i)) {
        return List.of();
      }
    }
    int characters = TaskTopic.characters(names);
    if (characters > TaskTopic.MOST_CHARACTERS) {
      fields
          .problems()
          .error(
              "too-many-capabilities",
              fields.at(CAPABILITIES),
              "the names, which become part of a topic's name, may have %d characters together, had %d"
                  .formatted(TaskTopic.MOST_CHARACTERS, characters),
              "what is no letter, digit or hyphen counts three for each byte");
      return List.of();
    }
    return names;
  }

  private static @Nullable String engine(Fields fields) {
    String engine = fields.text(ENGINE);
    return engine != null && isName(fields, engine, ENGINE) ? engine : null;
  }

  private static boolean isName(Fields fields, String name, String place) {
    try {
      io.millrace.contract.Fields.text(place, name);
      return true;
    } catch (InvalidField e) {
      fields
          .problems()
          .error(
              "wrong-name",
              fields.pointer() + "/" + place,
              "'distributed.%s' %s".formatted(place, e.rule()),
              null);
      return false;
    }
  }
}
