package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/** The fields that all controls have in common, checked in one place. */
final class ControlFields {

  private ControlFields() {}

  static void check(@Nullable InstanceId instanceId, @Nullable String reason, @Nullable String by) {
    Fields.present("instanceId", instanceId);
    Fields.optionalProse("reason", reason);
    Fields.optionalText("by", by);
  }
}
