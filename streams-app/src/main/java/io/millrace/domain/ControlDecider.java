package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstancePaused;
import io.millrace.contract.event.InstanceResumed;
import io.millrace.contract.event.PriorityChanged;
import io.millrace.contract.event.SignalReceived;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import io.millrace.contract.message.PauseInstance;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.ResumeInstance;
import io.millrace.contract.message.RetryInstance;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SetPriority;
import io.millrace.contract.message.SkipNode;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.JsonSize;
import io.millrace.domain.state.MutexState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/** Does what operators and topologies ask. What does not fit the state is refused on the record. */
final class ControlDecider {

  private ControlDecider() {}

  static Decision apply(Journal journal, Control control) {
    switch (control) {
      case PauseInstance pause -> pause(journal, pause);
      case ResumeInstance resume -> resume(journal, resume);
      case CancelInstance cancel -> cancel(journal, cancel);
      case RetryInstance retry -> RetryDecider.retry(journal, retry);
      case SkipNode skip -> NodeControls.skip(journal, skip);
      case CompleteNode complete -> NodeControls.complete(journal, complete);
      case SendSignal signal -> signal(journal, signal);
      case SetPriority priority -> priority(journal, priority);
      case GrantMutex grant -> Mutexes.granted(journal, grant);
      case DenyMutex deny -> Mutexes.denied(journal, deny);
      case ReportChild child -> Subprocesses.report(journal, child);
    }
    Progress.run(journal);
    return journal.accepted();
  }

  /** Takes down that a control does not fit the state. */
  static void refuse(Journal journal, String control, String code, String reason) {
    journal.record(new ControlRefused(control, code, reason));
  }

  /** Refuses a control for an instance that is over. */
  static boolean ended(Journal journal, String control) {
    InstanceStatus status = journal.state().status();
    if (status.ended()) {
      refuse(
          journal,
          control,
          "already-ended",
          "The instance is " + status.code() + "; only an instance that is not over takes this.");
    }
    return status.ended();
  }

  private static void pause(Journal journal, PauseInstance control) {
    if (ended(journal, "instance.pause")) {
      return;
    }
    if (journal.state().status() == InstanceStatus.PAUSED) {
      refuse(journal, "instance.pause", "already-paused", "The instance is paused already.");
      return;
    }
    journal.record(new InstancePaused(control.reason(), control.by()));
  }

  private static void resume(Journal journal, ResumeInstance control) {
    if (ended(journal, "instance.resume")) {
      return;
    }
    InstanceState before = journal.state();
    if (before.status() != InstanceStatus.PAUSED) {
      refuse(journal, "instance.resume", "not-paused", "The instance is not paused.");
      return;
    }
    journal.record(new InstanceResumed(control.reason(), control.by(), dueAfterPause(journal)));
    goOn(journal);
  }

  private static @Nullable Instant dueAfterPause(Journal journal) {
    InstanceState state = journal.state();
    Instant due = state.lifetime().dueAt();
    Instant paused = state.lifetime().pausedAt();
    if (due == null || paused == null || state.lifetime().startedAt() == null) {
      return due;
    }
    return due.plus(Duration.between(paused, journal.now()));
  }

  /** Sets an instance going again that nothing holds any longer. */
  static void goOn(Journal journal) {
    InstanceState state = journal.state();
    if (state.status() == InstanceStatus.RUNNING) {
      Progress.resume(journal, FrameKey.TOP);
    } else if (state.status() == InstanceStatus.PENDING) {
      Instant due = state.lifetime().dueAt();
      if (due == null || !due.isAfter(journal.now())) {
        StartDecider.setGoing(journal);
      }
    }
  }

  private static void cancel(Journal journal, CancelInstance control) {
    if (!ended(journal, "instance.cancel")) {
      Ending.cancelAll(journal, "instance cancelled");
      Ending.releaseMutex(journal);
      journal.record(new InstanceCancelled(control.reason(), control.by()));
    }
  }

  private static void signal(Journal journal, SendSignal control) {
    if (ended(journal, "instance.signal")) {
      return;
    }
    JsonNode payload = control.payload();
    if (JsonSize.of(payload) > journal.limits().nodeBytes()) {
      refuse(
          journal,
          "instance.signal",
          "payload-too-large",
          "A payload may have %d bytes as JSON.".formatted(journal.limits().nodeBytes()));
      return;
    }
    NodeNo waiting = journal.nodes().waitingFor(control.name());
    if (waiting == null && tooManyKept(journal, payload)) {
      refuse(
          journal,
          "instance.signal",
          "too-many-signals",
          "%d signals or %d bytes of payload wait for their nodes already."
              .formatted(journal.limits().keptSignals(), journal.limits().nodeBytes()));
      return;
    }
    journal.record(new SignalReceived(control.name(), payload, waiting, false));
    if (waiting != null) {
      Results.complete(journal, journal.nodes().get(waiting), payload);
    }
  }

  /** Kept signals are one column, written anew with each: so all of them together are bounded. */
  private static boolean tooManyKept(Journal journal, JsonNode payload) {
    int kept = 1;
    long bytes = JsonSize.of(payload);
    for (PVector<JsonNode> queue : journal.state().signals().values()) {
      kept += queue.size();
      bytes += queue.stream().mapToLong(JsonSize::of).sum();
    }
    return kept > journal.limits().keptSignals() || bytes > journal.limits().nodeBytes();
  }

  private static void priority(Journal journal, SetPriority control) {
    if (!ended(journal, "instance.set-priority")
        && control.priority() != journal.state().priority()) {
      InstanceState state = journal.state();
      String waitsFor = state.mutex() == MutexState.QUEUED ? state.origin().mutexKey() : null;
      journal.record(new PriorityChanged(control.priority(), control.by(), waitsFor));
    }
  }
}
