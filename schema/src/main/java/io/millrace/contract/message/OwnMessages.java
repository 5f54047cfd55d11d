package io.millrace.contract.message;

import io.millrace.contract.OwnJson;
import io.millrace.contract.OwnRecords;
import io.millrace.contract.event.OwnEvents;

/**
 * How the messages are read that the parts of Millrace send each other, if they stand as Millrace
 * writes them: each component in its order.
 */
public final class OwnMessages {

  private OwnMessages() {}

  /** A transition. */
  public static Transition transition(OwnJson in) {
    require(Transition.TYPE, in);
    return new Transition(
        in.instance("instanceId"),
        in.longNumber("sequence"),
        in.text("previousHash"),
        in.time("at"),
        in.one("cause", OwnMessages::cause),
        in.text("engineId"),
        in.one("instance", OwnMessages::header),
        in.all("events", OwnEvents::event),
        in.optionalText("hash"));
  }

  /** A task. */
  public static Task task(OwnJson in) {
    require(Task.TYPE, in);
    return new Task(
        in.instance("instanceId"),
        in.node("nodeNo"),
        in.text("nodeId"),
        in.number("attempt"),
        in.text("executor"),
        in.tree("config"),
        in.all("secrets", OwnRecords::secret),
        in.text("workflow"),
        in.text("version"),
        in.optionalTime("deadline"),
        in.number("replyPartition"),
        in.text("idempotencyKey"),
        in.optionalText("strategy"));
  }

  /** A result. */
  public static Result result(OwnJson in) {
    return switch (in.type()) {
      case "task.completed" ->
          new TaskCompleted(
              in.instance("instanceId"),
              in.node("nodeNo"),
              in.number("attempt"),
              in.text("claimId"),
              in.text("engineId"),
              in.time("startedAt"),
              in.time("finishedAt"),
              in.tree("output"));
      case "task.failed" ->
          new TaskFailed(
              in.instance("instanceId"),
              in.node("nodeNo"),
              in.number("attempt"),
              in.text("claimId"),
              in.text("engineId"),
              in.time("startedAt"),
              in.time("finishedAt"),
              in.one("error", OwnRecords::error));
      case "task.started" ->
          new TaskStarted(
              in.instance("instanceId"),
              in.node("nodeNo"),
              in.number("attempt"),
              in.text("claimId"),
              in.text("engineId"),
              in.time("startedAt"));
      case "task.heartbeat" ->
          new TaskHeartbeat(
              in.instance("instanceId"),
              in.node("nodeNo"),
              in.number("attempt"),
              in.text("claimId"),
              in.text("engineId"),
              in.optionalTree("progress"));
      default -> throw OwnJson.unusual();
    };
  }

  private static Cause cause(OwnJson in) {
    return new Cause(in.text("type"), in.text("id"));
  }

  private static InstanceHeader header(OwnJson in) {
    return new InstanceHeader(
        in.text("workflow"),
        in.optionalText("version"),
        in.optionalText("externalId"),
        in.optionalText("businessKey"),
        in.optionalTime("startedAt"),
        in.optional("parent", OwnRecords::parent));
  }

  private static void require(String type, OwnJson in) {
    if (!in.type().equals(type)) {
      throw OwnJson.unusual();
    }
  }
}
