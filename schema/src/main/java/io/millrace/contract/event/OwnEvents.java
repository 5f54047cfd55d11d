package io.millrace.contract.event;

import io.millrace.contract.OwnJson;
import io.millrace.contract.OwnRecords;

/** How events are read that stand as Millrace writes them: each component in its order. */
public final class OwnEvents {

  private OwnEvents() {}

  /** An event. */
  public static Event event(OwnJson in) {
    String type = in.type();
    return type.startsWith("Node") ? ofNode(type, in) : other(type, in);
  }

  private static NodeEvent ofNode(String type, OwnJson in) {
    return switch (type) {
      case "NodeScheduled" -> scheduled(in);
      case "NodeStarted" ->
          new NodeStarted(
              in.node("nodeNo"),
              in.number("attempt"),
              in.optionalText("claimId"),
              in.optionalText("engineId"),
              in.optionalTime("startedAt"));
      case "NodeProgressed" ->
          new NodeProgressed(in.node("nodeNo"), in.number("attempt"), in.optionalTree("progress"));
      case "NodeCompleted" ->
          new NodeCompleted(
              in.node("nodeNo"),
              in.number("attempt"),
              in.tree("output"),
              in.optionalText("engineId"),
              in.optionalTime("startedAt"));
      case "NodeFailed" ->
          new NodeFailed(
              in.node("nodeNo"),
              in.number("attempt"),
              in.one("error", OwnRecords::error),
              in.flag("ignored"),
              in.optionalText("engineId"),
              in.optionalTime("startedAt"));
      case "NodeRetryScheduled" ->
          new NodeRetryScheduled(
              in.node("nodeNo"),
              in.number("attempt"),
              in.one("error", OwnRecords::error),
              in.time("dueAt"),
              in.optionalText("engineId"),
              in.optionalTime("startedAt"));
      case "NodeTimedOut" ->
          new NodeTimedOut(
              in.node("nodeNo"), in.number("attempt"), in.one("error", OwnRecords::error));
      case "NodeSkipped" -> skipped(in);
      case "NodeCancelled" -> new NodeCancelled(in.node("nodeNo"), in.text("reason"));
      case "NodeWaiting" ->
          new NodeWaiting(
              in.node("nodeNo"),
              in.text("waitingFor"),
              in.optionalText("name"),
              in.optionalTime("dueAt"));
      default -> throw OwnJson.unusual();
    };
  }

  private static NodeScheduled scheduled(OwnJson in) {
    return new NodeScheduled(
        in.node("nodeNo"),
        in.text("nodeId"),
        in.optionalText("name"),
        in.oneOf("nodeType", OwnRecords.NODE_TYPES),
        in.optionalNode("parent"),
        in.optionalNumber("iteration"),
        in.optionalText("branch"),
        in.optionalNumber("branchIndex"),
        in.texts("dependsOn"),
        in.optionalText("executor"),
        in.flag("internal"),
        in.flag("dynamic"),
        in.number("attempt"),
        in.number("maxRetries"),
        in.optionalTime("dueAt"),
        in.optionalTree("config"),
        in.all("secrets", OwnRecords::secret),
        in.optionalText("strategy"),
        in.optionalNode("compensates"),
        in.optional("placement", OwnRecords::placement));
  }

  private static NodeSkipped skipped(OwnJson in) {
    return new NodeSkipped(
        in.node("nodeNo"),
        in.text("nodeId"),
        in.optionalText("name"),
        in.oneOf("nodeType", OwnRecords.NODE_TYPES),
        in.optionalNode("parent"),
        in.optionalNumber("iteration"),
        in.optionalText("branch"),
        in.optionalNumber("branchIndex"),
        in.texts("dependsOn"),
        in.text("reason"));
  }

  private static Event other(String type, OwnJson in) {
    return switch (type) {
      case "InstanceCreated" -> created(in);
      case "InstanceStarted" -> new InstanceStarted(in.optionalTime("dueAt"));
      case "InstanceCompleted" -> new InstanceCompleted(in.tree("output"));
      case "InstanceFailed" -> new InstanceFailed(in.one("error", OwnRecords::error));
      case "InstanceTimedOut" -> new InstanceTimedOut(in.one("error", OwnRecords::error));
      case "InstancePaused" -> new InstancePaused(in.optionalText("reason"), in.optionalText("by"));
      case "InstanceResumed" ->
          new InstanceResumed(
              in.optionalText("reason"), in.optionalText("by"), in.optionalTime("dueAt"));
      case "InstanceRetried" ->
          new InstanceRetried(
              in.optionalText("reason"),
              in.optionalText("by"),
              in.optionalTime("dueAt"),
              in.nodes("nodes"),
              in.nodes("reopened"));
      case "InstanceCancelled" ->
          new InstanceCancelled(in.optionalText("reason"), in.optionalText("by"));
      case "LoopExpanded" ->
          new LoopExpanded(in.node("nodeNo"), in.optionalNumber("total"), in.optionalTree("items"));
      case "BranchTaken" -> new BranchTaken(in.node("nodeNo"), in.text("branch"));
      case "JoinDecided" ->
          new JoinDecided(
              in.node("nodeNo"), in.flag("success"), in.number("succeeded"), in.number("failed"));
      case "ChildRequested" ->
          new ChildRequested(
              in.node("nodeNo"),
              in.number("attempt"),
              in.text("workflow"),
              in.optionalText("version"),
              in.object("input"),
              in.flag("detached"),
              in.flag("fallback"),
              in.optional("error", OwnRecords::error));
      case "ChildFinished" ->
          new ChildFinished(
              in.node("nodeNo"), in.instance("childId"), in.oneOf("status", OwnRecords.STATUSES));
      case "SignalReceived" ->
          new SignalReceived(
              in.text("name"), in.tree("payload"), in.optionalNode("nodeNo"), in.flag("kept"));
      default -> rare(type, in);
    };
  }

  private static InstanceCreated created(OwnJson in) {
    return new InstanceCreated(
        in.instance("instanceId"),
        in.longNumber("definitionId"),
        in.text("workflow"),
        in.text("version"),
        in.optionalText("externalId"),
        in.optionalText("businessKey"),
        in.optionalText("mutexKey"),
        in.number("priority"),
        in.object("input"),
        in.object("context"),
        in.number("maxRetries"),
        in.optionalText("createdBy"),
        in.optionalTime("notBefore"),
        in.optional("parent", OwnRecords::parent),
        in.text("engineId"));
  }

  private static Event rare(String type, OwnJson in) {
    return switch (type) {
      case "StartRejected" ->
          new StartRejected(
              in.text("workflow"),
              in.optionalText("version"),
              in.optionalText("externalId"),
              in.optionalText("businessKey"),
              in.optional("parent", OwnRecords::parent),
              in.one("error", OwnRecords::error),
              in.optionalInstance("existingInstanceId"));
      case "ControlRefused" ->
          new ControlRefused(in.text("control"), in.text("code"), in.text("reason"));
      case "PriorityChanged" ->
          new PriorityChanged(
              in.number("priority"), in.optionalText("by"), in.optionalText("mutexKey"));
      case "MutexQueued" ->
          new MutexQueued(in.text("key"), in.number("priority"), in.flag("reject"));
      case "MutexAcquired" -> new MutexAcquired(in.text("key"), in.optionalTime("dueAt"));
      case "MutexReleased" -> new MutexReleased(in.text("key"));
      case "CompensationStarted" ->
          new CompensationStarted(in.one("error", OwnRecords::error), in.nodes("nodes"));
      case "CompensationFinished" -> new CompensationFinished(in.nodes("failed"));
      case "EngineChanged" -> new EngineChanged(in.text("engineId"));
      default -> throw OwnJson.unusual();
    };
  }
}
