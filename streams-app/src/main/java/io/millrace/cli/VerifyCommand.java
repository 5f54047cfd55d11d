package io.millrace.cli;

import io.millrace.client.Histories;
import io.millrace.client.Verification;
import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description =
        "Prove that MySQL and Kafka tell the same: fold histories, check their sequence and hash"
            + " chain, compare the result with the rows.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace verify 17",
      "  millrace verify --all",
      "",
      "The exit code is 1 if anything differs; every difference is one line."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class VerifyCommand extends ClientCommand {

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The instances.")
  List<Long> ids = new ArrayList<>();

  @Option(names = "--all", description = "All instances.")
  boolean all;

  @Override
  void check() {
    if (all == !ids.isEmpty()) {
      throw new UsageError("verify needs the ids of instances, or --all, and not both");
    }
  }

  @Override
  int connections() {
    return all ? Verification.threads() : 1;
  }

  @Override
  int run(Session session) {
    JdbcInstanceStore store = new JdbcInstanceStore(session.runner());
    Verification.Report report =
        all
            ? new Verification(session.log(), session.prefix(), store::load)
                .all(partition -> InstanceQueries.ids(session.runner(), partition))
            : some(session, store);
    if (json) {
      print(report);
    } else {
      report.differences().forEach(difference -> out().println(difference));
      out()
          .println(
              "%d instances, %d transitions: %s"
                  .formatted(
                      report.instances(),
                      report.transitions(),
                      report.differences().isEmpty()
                          ? "no differences"
                          : report.differences().size() + " differences"));
    }
    return report.differences().isEmpty() ? OK : FAILED;
  }

  private Verification.Report some(Session session, JdbcInstanceStore store) {
    Histories histories = new Histories(session.log(), session.prefix());
    long instances = 0;
    long transitions = 0;
    List<Verification.Difference> differences = new ArrayList<>();
    for (long id : ids) {
      InstanceId instance = ControlCommand.instance(id);
      InstanceState row = store.load(List.of(instance)).get(instance);
      Verification.Report one =
          new Verification(session.log(), session.prefix(), store::load)
              .one(
                  instance,
                  histories.records(
                      instance,
                      row == null ? null : row.origin().createdAt(),
                      row == null ? null : row.position().sequence()));
      if (row == null && one.transitions() == 0) {
        differences.add(
            new Verification.Difference(
                instance, "instance", "neither MySQL nor the log knows it"));
      }
      instances += one.instances();
      transitions += one.transitions();
      differences.addAll(one.differences());
    }
    return new Verification.Report(instances, transitions, differences);
  }
}
