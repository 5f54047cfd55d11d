package io.millrace.contract;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Makes sure that topics exist with their settings: creates what is missing, changes nothing that
 * is there.
 *
 * <p>May run in any number of processes at once.
 */
public final class TopicSetup {

  private final TopicAdmin admin;
  private final Settings settings;
  private final TopicCommands commands;

  /**
   * How topics are to be set up.
   *
   * @param prefix what all names start with
   * @param partitions how many partitions the inputs get, unless some of them exist
   * @param replicationFactor of each topic, or -1 for the broker's default
   * @param mayCreate whether missing topics are created
   */
  public record Settings(
      String prefix, int partitions, short replicationFactor, boolean mayCreate) {

    /** The broker decides. */
    public static final short BROKER_DEFAULT = -1;

    /**
     * Checks the fields.
     *
     * @throws InvalidField if a number is out of its range or the prefix no part of a topic's name
     */
    public Settings {
      Topics.checkPrefix(prefix);
      Fields.atLeast("partitions", partitions, 1);
      if (replicationFactor != BROKER_DEFAULT) {
        Fields.atLeast("replicationFactor", replicationFactor, 1);
      }
    }

    /** Created where missing, named and cut as is usual. */
    public static Settings defaults() {
      return new Settings(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS, BROKER_DEFAULT, true);
    }
  }

  /**
   * How things stand.
   *
   * @param inputPartitions how many partitions the inputs have
   * @param created the names of the topics that were created just now
   * @param found the names of those that existed
   * @param differences settings of existing topics that somebody chose otherwise, as sentences
   */
  public record Report(
      int inputPartitions, List<String> created, List<String> found, List<String> differences) {

    /** One line, for the log. */
    @Override
    public String toString() {
      String line =
          created.isEmpty()
              ? "All %d topics exist".formatted(found.size())
              : "Created %d topics (%s), found %d"
                  .formatted(created.size(), String.join(", ", created), found.size());
      return line
          + ", inputs have %d partitions".formatted(inputPartitions)
          + (differences.isEmpty() ? "" : "; left as they are: " + String.join(", ", differences));
    }
  }

  /**
   * A set-up at one Kafka.
   *
   * @param admin a client, not closed here
   * @param bootstrapServers its address, to be named in the commands that errors give
   * @param settings how
   */
  public TopicSetup(Admin admin, String bootstrapServers, Settings settings) {
    this.admin = new TopicAdmin(admin);
    this.settings = settings;
    this.commands = new TopicCommands(bootstrapServers, settings.replicationFactor());
  }

  /**
   * Makes sure that these topics exist.
   *
   * @throws TopicsNotReady if topics are missing and cannot be created, if topics that must have
   *     the same number of partitions have not, or if one would lose records that are needed
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  public Report ensure(Collection<? extends Topic<?, ?>> topics) {
    Map<String, Topic<?, ?>> wanted = named(topics);
    Map<String, Integer> found = existing(wanted);
    requireOnePartitionCount(found);
    List<String> created = create(missing(wanted, found));
    if (!created.isEmpty()) {
      admin.awaitPresence(wanted.keySet());
      requireOnePartitionCount(existing(wanted));
    }
    int partitions = inputPartitions(found);
    found.keySet().retainAll(wanted.keySet());
    return new Report(partitions, created, List.copyOf(found.keySet()), differences(wanted, found));
  }

  private Map<String, Topic<?, ?>> named(Collection<? extends Topic<?, ?>> topics) {
    Map<String, Topic<?, ?>> named = new LinkedHashMap<>();
    topics.forEach(topic -> named.put(topic.name(settings.prefix()), topic));
    return named;
  }

  /** Partitions by name; the co-partitioned topics are looked at in any case. */
  private Map<String, Integer> existing(Map<String, Topic<?, ?>> wanted) {
    Map<String, Topic<?, ?>> all = named(coPartitioned());
    all.putAll(wanted);
    return admin.partitions(all.keySet());
  }

  private static List<Topic<?, ?>> coPartitioned() {
    return Topics.all().stream()
        .filter(topic -> topic.layout() == Topic.Layout.CO_PARTITIONED)
        .toList();
  }

  private void requireOnePartitionCount(Map<String, Integer> found) {
    Map<String, Integer> counts = new TreeMap<>(found);
    counts.keySet().retainAll(named(coPartitioned()).keySet());
    if (counts.values().stream().distinct().count() <= 1) {
      return;
    }
    int most = counts.values().stream().max(Integer::compare).orElseThrow();
    throw new TopicsNotReady(
        "An instance lives in one partition number of several topics, which must therefore have"
            + " the same number of partitions, but %s. Give each as many as the largest has:%s"
                .formatted(
                    counts.entrySet().stream()
                        .map(topic -> topic.getKey() + " has " + topic.getValue())
                        .collect(joining(", ")),
                    counts.entrySet().stream()
                        .filter(topic -> topic.getValue() < most)
                        .map(topic -> commands.addPartitions(topic.getKey(), most))
                        .collect(TopicCommands.LINES)));
  }

  private int inputPartitions(Map<String, Integer> found) {
    return named(coPartitioned()).keySet().stream()
        .filter(found::containsKey)
        .map(found::get)
        .findFirst()
        .orElse(settings.partitions());
  }

  private List<NewTopic> missing(Map<String, Topic<?, ?>> wanted, Map<String, Integer> found) {
    Optional<Short> replicas =
        Optional.of(settings.replicationFactor()).filter(n -> n != Settings.BROKER_DEFAULT);
    List<NewTopic> missing = new ArrayList<>();
    wanted.forEach(
        (name, topic) -> {
          if (!found.containsKey(name)) {
            int partitions = topic.partitions(inputPartitions(found));
            missing.add(
                new NewTopic(name, Optional.of(partitions), replicas).configs(topic.config()));
          }
        });
    return missing;
  }

  private List<String> create(List<NewTopic> missing) {
    if (!settings.mayCreate() && !missing.isEmpty()) {
      throw lacking(missing, "creating topics is switched off");
    }
    Map<String, String> refused = admin.create(missing);
    if (!refused.isEmpty()) {
      throw lacking(
          missing.stream().filter(topic -> refused.containsKey(topic.name())).toList(),
          refused.values().stream().distinct().collect(joining("; ")));
    }
    return missing.stream().map(NewTopic::name).toList();
  }

  private TopicsNotReady lacking(List<NewTopic> missing, String why) {
    return new TopicsNotReady(
        "Kafka at %s lacks topics, and they were not created: %s. Create them with:%s"
            .formatted(
                commands.bootstrapServers(),
                why,
                missing.stream().map(commands::create).collect(TopicCommands.LINES)));
  }

  private List<String> differences(Map<String, Topic<?, ?>> wanted, Map<String, Integer> found) {
    Map<String, Map<String, String>> actual = admin.configs(found.keySet());
    List<Difference> differences = new ArrayList<>();
    wanted.forEach(
        (name, topic) ->
            differences.addAll(Difference.of(name, topic, actual.getOrDefault(name, Map.of()))));
    List<Difference> harmful = differences.stream().filter(Difference::losesRecords).toList();
    if (!harmful.isEmpty()) {
      throw new TopicsNotReady(
          "Records that are needed would be lost: %s. Put it right with:%s"
              .formatted(
                  harmful.stream().map(Difference::toString).collect(joining(", ")),
                  harmful.stream().map(commands::repair).collect(TopicCommands.LINES)));
    }
    return differences.stream().map(Difference::toString).toList();
  }

  /** A setting of an existing topic that is not what Millrace would have chosen. */
  record Difference(String topic, String key, String actual, String usual) {

    static List<Difference> of(String name, Topic<?, ?> topic, Map<String, String> actual) {
      return topic.config().entrySet().stream()
          .map(
              usual ->
                  new Difference(
                      name,
                      usual.getKey(),
                      actual.getOrDefault(usual.getKey(), usual.getValue()),
                      usual.getValue()))
          .filter(difference -> !difference.actual.equals(difference.usual))
          .toList();
    }

    boolean losesRecords() {
      return key.equals("cleanup.policy");
    }

    @Override
    public String toString() {
      return "%s has %s=%s, usual is %s".formatted(topic, key, actual, usual);
    }
  }
}
