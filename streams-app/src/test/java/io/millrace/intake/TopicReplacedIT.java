package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contract.InstanceId;
import io.millrace.intake.jdbc.AdoptTopic;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class TopicReplacedIT {

  private static final String START = "{\"workflow\":\"one-task\"}";

  @Test
  void shouldReadANewTopicOnlyAfterItWasAdopted(TestDatabase database, TestKafka kafka)
      throws Exception {
    try (IntakeFixture fixture = new IntakeFixture(database, kafka)) {
      Intake engine = fixture.engine("engine-1");
      InstanceId old = fixture.start(0, START);
      await().untilAsserted(() -> assertThat(fixture.status(old)).isEqualTo("running"));

      String topic = kafka.topic("starts");
      kafka.admin().deleteTopics(List.of(topic)).all().get();
      await().until(() -> !kafka.admin().listTopics().names().get().contains(topic));
      kafka.createTopic("starts", IntakeFixture.PARTITIONS);
      engine.reexamineTopics();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(engine.partitions())
                      .isNotEmpty()
                      .allSatisfy(
                          partition -> {
                            assertThat(partition.state()).isEqualTo(PartitionStatus.State.REFUSED);
                            assertThat(partition.text()).contains("millrace adopt-topic " + topic);
                          }));
      long offset = fixture.send("starts", 0, START);
      assertThat(offset).isEqualTo(0);

      String id =
          Objects.requireNonNull(new TopicIds(kafka.admin(), List.of(topic)).read().get(topic));
      List<TopicAdoption> adopted =
          new AdoptTopic(fixture.runner, Clock.systemUTC())
              .adopt(topic, id, partition -> new AdoptTopic.Range(0, 1));

      InstanceId next = new InstanceId(old.value() + 1);
      assertThat(adopted).hasSize(IntakeFixture.PARTITIONS);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(fixture.status(next)).isEqualTo("running"));
      assertThat(fixture.transitions(old)).hasSize(1);
    }
  }
}
