package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;

/** {@link Work} that was decoded. */
sealed interface Input {

  /** The work it was. */
  Work work();

  /** Input for an instance that should exist. */
  sealed interface ForInstance extends Input {
    /** The instance. */
    InstanceId instanceId();
  }

  /**
   * A start event.
   *
   * @param work the record
   * @param instanceId the id that its place in the log gives
   * @param start what it says
   */
  record StartInput(Work.Received work, InstanceId instanceId, Start start) implements Input {}

  /**
   * What a worker says.
   *
   * @param work the record
   * @param type the message's type
   * @param result what it says
   */
  record ResultInput(Work.Received work, String type, Result result) implements ForInstance {
    @Override
    public InstanceId instanceId() {
      return result.instanceId();
    }
  }

  /**
   * What somebody asks of an instance.
   *
   * @param work the record
   * @param type the message's type
   * @param control what it says
   */
  record ControlInput(Work.Received work, String type, Control control) implements ForInstance {
    @Override
    public InstanceId instanceId() {
      return control.instanceId();
    }
  }

  /** Something is due. */
  record TimerInput(Work.Due work) implements ForInstance {
    @Override
    public InstanceId instanceId() {
      return work.instanceId();
    }
  }

  /**
   * A record that cannot be acted on.
   *
   * @param work the record
   * @param reason why
   */
  record Unusable(Work.Received work, DeadLetter.Reason reason) implements Input {}
}
