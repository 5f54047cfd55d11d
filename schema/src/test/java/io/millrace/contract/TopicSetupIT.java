package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.TopicSetup.Report;
import io.millrace.contract.TopicSetup.Settings;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@MillraceRuntime
class TopicSetupIT {

  private final TestKafka kafka;
  private final Admin admin;
  private String prefix;

  TopicSetupIT(TestKafka kafka) {
    this.kafka = kafka;
    this.admin = kafka.admin();
    this.prefix = kafka.topicPrefix();
  }

  @BeforeEach
  void haveTopicsOfItsOwn(TestInfo test) {
    prefix = kafka.topic(test.getTestMethod().orElseThrow().getName());
  }

  @AfterAll
  static void deleteTopics(TestKafka kafka) throws Exception {
    Admin admin = kafka.admin();
    List<String> mine =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(kafka.topicPrefix()))
            .toList();
    admin.deleteTopics(mine).all().get();
  }

  @Test
  void shouldCreateAllWithTheirSettingsWhenNoneExists() throws Exception {
    Report report = setup(4, true).ensure(Topics.all());

    assertThat(report.created()).hasSize(Topics.all().size());
    assertThat(report)
        .asString()
        .startsWith("Created 12 topics (" + prefix + ".starts, ")
        .endsWith("), found 0, inputs have 4 partitions")
        .doesNotContain("\n");
    for (Topic<?, ?> topic : Topics.all()) {
      String name = topic.name(prefix);
      assertThat(described(name).partitions()).as(name).hasSize(topic.partitions(4));
      for (Map.Entry<String, String> setting : topic.config().entrySet()) {
        assertThat(config(name, setting.getKey())).isEqualTo(setting.getValue());
      }
    }
  }

  @Test
  void shouldCreateNothingWhenAllExist() {
    setup(4, true).ensure(Topics.all());

    Report report = setup(4, false).ensure(Topics.all());

    assertThat(report).hasToString("All 12 topics exist, inputs have 4 partitions");
  }

  @Test
  void shouldTakeTheInputsPartitionsWhenSomeInputsExistWithAnotherNumber() throws Exception {
    create(Topics.STARTS, 3, Map.of());

    Report report = setup(4, true).ensure(List.of(Topics.RESULTS, Topics.tasks("payment")));

    assertThat(report.inputPartitions()).isEqualTo(3);
    assertThat(report.created()).containsExactly(prefix + ".results", prefix + ".tasks.payment");
    assertThat(described(prefix + ".results").partitions()).hasSize(3);
  }

  @Test
  void shouldAllSucceedWhenSeveralProcessesSetUpAtOnce() throws Exception {
    Callable<Report> setup = () -> setup(2, true).ensure(Topics.all());

    try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Report> report : processes.invokeAll(List.of(setup, setup, setup, setup))) {
        assertThat(report.get().inputPartitions()).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldGiveTheCommandsWhenCreatingIsSwitchedOff() throws Exception {
    create(Topics.STARTS, 2, Topics.STARTS.config());

    assertThatThrownBy(() -> setup(2, false).ensure(List.of(Topics.STARTS, Topics.CONTROLS)))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessage(
            "Kafka at %1$s lacks topics, and they were not created: creating topics is switched"
                + " off. Create them with:\n"
                + "  kafka-topics.sh --bootstrap-server %1$s --create --topic %2$s.controls"
                + " --partitions 2 --config max.message.bytes=20971520"
                + " --config cleanup.policy=delete --config retention.ms=86400000",
            kafka.bootstrapServers(), prefix);
    assertThat(admin.listTopics().names().get()).doesNotContain(prefix + ".controls");
  }

  @Test
  void shouldGiveReasonAndCommandsWhenTheBrokerRefusesToCreate() {
    Settings threeCopies = new Settings(prefix, 2, (short) 3, true);

    assertThatThrownBy(() -> setup(threeCopies).ensure(List.of(Topics.STARTS, Topics.ENGINES)))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessageContainingAll(
            "lacks topics, and they were not created: ",
            "eplication factor",
            "--topic " + prefix + ".starts --partitions 2 --replication-factor 3 --config ",
            "--topic " + prefix + ".engines --partitions 1 --replication-factor 3 --config ",
            "--config cleanup.policy=compact");
  }

  @Test
  void shouldGiveTheCommandsWhenInputsDisagree() throws Exception {
    create(Topics.STARTS, 4, Map.of());
    create(Topics.RESULTS, 2, Map.of());
    create(Topics.TRANSITIONS, 3, Map.of());

    assertThatThrownBy(() -> setup(4, true).ensure(Topics.all()))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessageContainingAll(
            prefix
                + ".results has 2, "
                + prefix
                + ".starts has 4, "
                + prefix
                + ".transitions has 3",
            "\n  kafka-topics.sh --bootstrap-server " + kafka.bootstrapServers(),
            "--alter --topic " + prefix + ".results --partitions 4",
            "--alter --topic " + prefix + ".transitions --partitions 4");
    assertThat(admin.listTopics().names().get()).doesNotContain(prefix + ".controls");
  }

  @Test
  void shouldTellWhenASettingWasChosenOtherwise() throws Exception {
    create(Topics.STARTS, 2, Map.of("max.message.bytes", "20971520", "retention.ms", "3600000"));

    Report report = setup(2, true).ensure(List.of(Topics.STARTS));

    assertThat(report.differences())
        .containsExactly(prefix + ".starts has retention.ms=3600000, usual is 604800000");
    assertThat(report).asString().contains("; left as they are: ").doesNotContain("\n");
    assertThat(config(prefix + ".starts", "retention.ms")).isEqualTo("3600000");
  }

  @Test
  void shouldRefuseWhenTransitionsWouldBeCompactedAway() throws Exception {
    create(Topics.TRANSITIONS, 2, Map.of("cleanup.policy", "compact"));

    assertThatThrownBy(() -> setup(2, true).ensure(List.of(Topics.TRANSITIONS)))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessageContainingAll(
            prefix + ".transitions has cleanup.policy=compact, usual is delete",
            "--alter --topic " + prefix + ".transitions --add-config cleanup.policy=delete");
  }

  @Test
  void shouldSayThatKafkaDoesNotAnswerWhenItIsNotThere() {
    Map<String, Object> nowhere =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "request.timeout.ms", "200",
            "default.api.timeout.ms", "500");

    try (Admin lost = Admin.create(nowhere)) {
      TopicSetup setup = new TopicSetup(lost, "127.0.0.1:1", Settings.defaults());

      assertThatThrownBy(() -> setup.ensure(Topics.all())).isInstanceOf(KafkaException.class);
    }
  }

  private TopicSetup setup(int partitions, boolean mayCreate) {
    return setup(new Settings(prefix, partitions, Settings.BROKER_DEFAULT, mayCreate));
  }

  private TopicSetup setup(Settings settings) {
    return new TopicSetup(admin, kafka.bootstrapServers(), settings);
  }

  private void create(Topic<?, ?> topic, int partitions, Map<String, String> config)
      throws Exception {
    NewTopic wanted = new NewTopic(topic.name(prefix), partitions, (short) 1).configs(config);
    admin.createTopics(List.of(wanted)).all().get();
    Awaitility.await().ignoreExceptions().until(() -> described(wanted.name()) != null);
  }

  private TopicDescription described(String name) throws Exception {
    return only(admin.describeTopics(List.of(name)).allTopicNames().get());
  }

  private String config(String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return only(admin.describeConfigs(List.of(resource)).all().get()).get(key).value();
  }

  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }
}
