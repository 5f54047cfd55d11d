package io.millrace.relay.binlog;

import io.debezium.data.Envelope;
import io.millrace.relay.outbox.OutboxRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Turns what Debezium's connector emits into entries. */
final class EntryDecoder {

  private static final String DDL = "ddl";

  private EntryDecoder() {}

  /** The entry of a record; whatever is neither a row nor a change of the table is progress. */
  static BinlogEntry decode(SourceRecord record) {
    BinlogPosition position = BinlogPosition.ofOffset(record.sourceOffset());
    if (!(record.value() instanceof Struct value)) {
      return new BinlogEntry.Progress(position);
    }
    if (value.schema().field(Envelope.FieldName.AFTER) != null) {
      Struct after = value.getStruct(Envelope.FieldName.AFTER);
      return after == null
          ? new BinlogEntry.Progress(position)
          : new BinlogEntry.Row(row(after), position);
    }
    if (value.schema().field(DDL) != null && value.getString(DDL) != null) {
      return new BinlogEntry.TableChange(value.getString(DDL), position);
    }
    return new BinlogEntry.Progress(position);
  }

  private static OutboxRow row(Struct after) {
    return new OutboxRow(
        after.getInt64("id"),
        after.getString("aggregatetype"),
        after.getString("aggregateid"),
        after.getString("type"),
        bytes(after.get("payload")),
        after.getInt32("partition"),
        after.getInt64("sequence"),
        after.getString("headers"),
        Instant.ofEpochMilli(after.getInt64("created_at")));
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] array -> array;
      case ByteBuffer buffer -> {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        yield copy;
      }
      default -> throw new IllegalStateException("No bytes: " + value.getClass());
    };
  }
}
