package io.millrace.domain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Problem;
import java.util.List;

/** Why a command led to nothing; the message goes to whoever sent it. */
public sealed interface Refusal {

  /** Stable, for programs. */
  String code();

  /** What is wrong and what to do, for people. */
  String message();

  /** The same as an error in an event. */
  default ErrorInfo error() {
    return ErrorInfo.permanent(code(), message());
  }

  /**
   * There is no such instance.
   *
   * @param instanceId the id that was given
   */
  record InstanceUnknown(InstanceId instanceId) implements Refusal {

    @Override
    public String code() {
      return "instance-unknown";
    }

    @Override
    public String message() {
      return "There is no instance " + instanceId + ".";
    }
  }

  /**
   * The instance never had such a node.
   *
   * @param instanceId the instance
   * @param nodeNo the number that was given
   */
  record NodeUnknown(InstanceId instanceId, NodeNo nodeNo) implements Refusal {

    @Override
    public String code() {
      return "node-unknown";
    }

    @Override
    public String message() {
      return "Instance " + instanceId + " has no node " + nodeNo + ".";
    }
  }

  /**
   * A start that does not fit its workflow.
   *
   * @param code stable, for programs
   * @param message one sentence
   * @param problems each thing that is wrong; the pointers are into the start event
   */
  record StartInvalid(String code, String message, List<Problem> problems) implements Refusal {

    /** Copies the list. */
    public StartInvalid {
      problems = List.copyOf(problems);
    }

    @Override
    public ErrorInfo error() {
      ArrayNode details = JsonNodeFactory.instance.arrayNode();
      for (Problem problem : problems) {
        ObjectNode detail = details.addObject();
        detail.put("code", problem.code());
        detail.put("pointer", problem.pointer());
        detail.put("message", problem.message());
        if (problem.hint() != null) {
          detail.put("hint", problem.hint());
        }
      }
      return new ErrorInfo(code, message, false, details);
    }
  }
}
