package io.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.message.Control;
import io.millrace.contract.message.PauseInstance;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class JsonSerdeTest {

  private static final String TOPIC = "millrace.controls";

  private final Serializer<Control> serializer = new JsonSerde<>(Control.class).serializer();
  private final Deserializer<Control> deserializer = new JsonSerde<>(Control.class).deserializer();

  @Test
  void shouldGiveBackTheValueWhenItWasWritten() {
    Control control = new PauseInstance(new InstanceId(7), "stock count", "alice");

    byte[] bytes = serializer.serialize(TOPIC, control);

    assertThat(new String(bytes, UTF_8))
        .isEqualTo(
            "{\"type\":\"instance.pause\",\"instanceId\":7,"
                + "\"reason\":\"stock count\",\"by\":\"alice\"}");
    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(control);
    assertThat(deserializer.deserialize(TOPIC, new RecordHeaders(), bytes)).isEqualTo(control);
  }

  @Test
  @SuppressWarnings("NullAway") // Tombstones are null in Kafka's interfaces, which say nothing.
  void shouldStayATombstoneWhenTheValueIsNull() {
    assertThat(serializer.serialize(TOPIC, null)).isNull();
    assertThat(deserializer.deserialize(TOPIC, null)).isNull();
  }

  @Test
  void shouldNameThePlaceWhenTheValueIsMalformed() {
    byte[] bytes = "{\"type\":\"instance.pause\",\"instanceId\":\"7\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("/instanceId must be a whole number");
  }
}
