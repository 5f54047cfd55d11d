package io.millrace.cli;

import io.millrace.client.ClientFault;
import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** What all commands that show one instance have in common. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
abstract class InstanceCommand extends ClientCommand {

  @Parameters(paramLabel = "ID", description = "The instance.")
  Long id;

  /** The instance as MySQL has it. */
  final InstanceState state(Session session) {
    InstanceId instance = ControlCommand.instance(id);
    JdbcInstanceStore store = new JdbcInstanceStore(session.runner());
    return session
        .find(instance, () -> Optional.ofNullable(store.load(List.of(instance)).get(instance)))
        .orElseThrow(
            () ->
                new ClientFault(
                    "there is no instance %s; `millrace list` shows which there are, and `millrace dead-letters` which starts were rejected"
                        .formatted(instance)));
  }
}
