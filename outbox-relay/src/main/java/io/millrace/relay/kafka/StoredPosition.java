package io.millrace.relay.kafka;

import io.millrace.contract.Json;
import io.millrace.relay.binlog.BinlogPosition;

/**
 * How far the relay got: the value of a record on the positions topic.
 *
 * @param binlog where to read on
 * @param server the {@code server_uuid} that the place is of
 * @param outboxId the last row published, 0 if there was none yet
 * @param tableAt the offset of the record that tells what the outbox table was like there
 */
public record StoredPosition(BinlogPosition binlog, String server, long outboxId, long tableAt) {

  StoredPosition withTableAt(long offset) {
    return new StoredPosition(binlog, server, outboxId, offset);
  }

  byte[] toJson() {
    return Json.bytes(this);
  }

  static StoredPosition fromJson(byte[] json) {
    return Json.read(json, StoredPosition.class);
  }
}
