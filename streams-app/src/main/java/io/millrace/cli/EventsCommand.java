package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.Histories;
import io.millrace.contract.Json;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Transition;
import io.millrace.domain.state.InstanceState;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "events",
    description = "Print the history of an instance as it is in Kafka.",
    footerHeading = "%nExample:%n",
    footer = "  millrace events 17")
final class EventsCommand extends InstanceCommand {

  @Override
  int run(Session session) {
    InstanceState state = state(session);
    List<Transition> history =
        new Histories(session.log(), session.prefix())
            .of(state.id(), state.origin().createdAt(), state.position().sequence());
    if (json) {
      print(history);
      return OK;
    }
    for (Transition transition : history) {
      out()
          .println(
              "%d  %s  %s  (%s by %s)"
                  .formatted(
                      transition.sequence(),
                      transition.at(),
                      transition.cause().type(),
                      transition.cause().id(),
                      transition.engineId()));
      transition.events().forEach(event -> out().println("     " + line(event)));
    }
    return OK;
  }

  private static String line(Event event) {
    ObjectNode fields = (ObjectNode) Json.tree(event);
    fields.remove("type");
    return event.getClass().getSimpleName() + (fields.isEmpty() ? "" : " " + fields);
  }
}
