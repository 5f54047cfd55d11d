package io.millrace.contract.message;

import io.millrace.contract.OwnJson;
import io.millrace.contract.OwnRecords;
import io.millrace.contract.event.OwnEvents;

/**
 * How transitions and tasks are read that stand as Millrace writes them: each component in its
 * order.
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
        in.optionalText("strategy"),
        in.optional("placement", OwnRecords::placement));
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
