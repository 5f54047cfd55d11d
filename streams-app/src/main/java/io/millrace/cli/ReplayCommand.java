package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.ClientFault;
import io.millrace.client.Histories;
import io.millrace.client.InstanceDocument;
import io.millrace.client.InstanceTree;
import io.millrace.contract.message.Transition;
import io.millrace.domain.history.Fold;
import io.millrace.domain.state.InstanceState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description = "Fold the history of an instance from Kafka and show it as it was.",
    footerHeading = "%nExample:%n",
    footer = "  millrace replay 17 --until 2")
final class ReplayCommand extends InstanceCommand {

  @Option(
      names = "--until",
      paramLabel = "SEQ",
      description = "Stop after this transition (default: the last one).")
  @Nullable Long until;

  @Override
  int run(Session session) {
    InstanceState now = state(session);
    long last = now.position().sequence();
    if (until != null && (until < 1 || until > last)) {
      throw new UsageError(
          "--until must be from 1 to %d, the last transition of instance %s, was %d"
              .formatted(last, now.id(), until));
    }
    List<Transition> history =
        new Histories(session.log(), session.prefix())
            .of(now.id(), now.origin().createdAt(), until == null ? last : until);
    InstanceState state = Fold.of(history).state();
    if (state == null) {
      throw new ClientFault("Kafka has no transition of instance " + now.id());
    }
    ObjectNode instance = InstanceDocument.of(state);
    if (json) {
      print(instance);
    } else {
      out().println("after transition %d of %d".formatted(state.position().sequence(), last));
      InstanceTree.lines(instance).forEach(out()::println);
    }
    return OK;
  }
}
