package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.contract.InstanceId;
import org.jspecify.annotations.Nullable;

/** What operators and topologies ask of an instance; the values of {@code millrace.controls}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PauseInstance.class, name = "instance.pause"),
  @JsonSubTypes.Type(value = ResumeInstance.class, name = "instance.resume"),
  @JsonSubTypes.Type(value = CancelInstance.class, name = "instance.cancel"),
  @JsonSubTypes.Type(value = RetryInstance.class, name = "instance.retry"),
  @JsonSubTypes.Type(value = SkipNode.class, name = "instance.skip-node"),
  @JsonSubTypes.Type(value = CompleteNode.class, name = "instance.complete-node"),
  @JsonSubTypes.Type(value = SendSignal.class, name = "instance.signal"),
  @JsonSubTypes.Type(value = SetPriority.class, name = "instance.set-priority"),
  @JsonSubTypes.Type(value = ReportChild.class, name = "child.finished"),
  @JsonSubTypes.Type(value = GrantMutex.class, name = "mutex.granted"),
  @JsonSubTypes.Type(value = DenyMutex.class, name = "mutex.denied")
})
public sealed interface Control
    permits PauseInstance,
        ResumeInstance,
        CancelInstance,
        RetryInstance,
        SkipNode,
        CompleteNode,
        SendSignal,
        SetPriority,
        ReportChild,
        GrantMutex,
        DenyMutex {

  /** The instance. */
  InstanceId instanceId();

  /** Why, for people, or null. */
  @Nullable String reason();

  /** Who asks, or null. */
  @Nullable String by();
}
