package io.millrace.contract.message;

import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import org.jspecify.annotations.Nullable;

/** The fields that all results have in common, checked in one place. */
final class ResultFields {

  private ResultFields() {}

  static void check(
      @Nullable InstanceId instanceId,
      @Nullable NodeNo nodeNo,
      int attempt,
      @Nullable String claimId,
      @Nullable String engineId) {
    Fields.present("instanceId", instanceId);
    Fields.present("nodeNo", nodeNo);
    Fields.atLeast("attempt", attempt, 1);
    Fields.text("claimId", claimId);
    Fields.text("engineId", engineId);
  }
}
