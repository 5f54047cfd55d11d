package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.Deployments;
import io.millrace.contract.Json;
import io.millrace.contract.Problem;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.InvalidDefinition;
import io.millrace.definition.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "deploy",
    description = "Check workflow definitions and make them the active versions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace deploy compose/examples/order.json",
      "  millrace deploy orders/*.json --json",
      "",
      "All problems of a definition are reported at once. A version that is there with the same"
          + " content is a success; with another content it is an error: give it a new version."
          + " With --json there is one line per file."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DeployCommand extends ClientCommand {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Definitions, as JSON.")
  List<Path> files;

  @Override
  void check() {
    String missing =
        files.stream()
            .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
            .map(file -> "%s is no file that can be read".formatted(file))
            .collect(Collectors.joining(System.lineSeparator()));
    if (!missing.isEmpty()) {
      throw new UsageError(missing);
    }
  }

  @Override
  int run(Session session) {
    Deployments deployments = new Deployments(session.runner(), session.clock());
    int exit = OK;
    for (Path file : files) {
      exit = Math.max(exit, deploy(deployments, file));
    }
    return exit;
  }

  private int deploy(Deployments deployments, Path file) {
    try {
      Loaded loaded = new DefinitionLoader().load(Files.readAllBytes(file));
      Deployments.Outcome outcome =
          deployments.deploy(loaded.definition(), loaded.definition().source());
      report(file, loaded, outcome);
      return OK;
    } catch (InvalidDefinition e) {
      refuse(file, e.problems());
    } catch (Deployments.VersionTaken e) {
      refuse(
          file,
          List.of(new Problem("version-taken", "/version", String.valueOf(e.getMessage()), null)));
    } catch (IOException e) {
      refuse(
          file, List.of(new Problem("unreadable", "", "cannot be read: " + e.getMessage(), null)));
    }
    return FAILED;
  }

  private void report(Path file, Loaded loaded, Deployments.Outcome outcome) {
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("file", file.toString());
      result.put("workflow", loaded.definition().name());
      result.put("version", loaded.definition().version());
      result.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
      result.set("warnings", Json.tree(loaded.warnings()));
      print(result);
      return;
    }
    String how =
        switch (outcome) {
          case DEPLOYED -> "deployed and active";
          case UNCHANGED -> "unchanged: this version is active already";
          case ACTIVATED -> "active again: this version was deployed before";
        };
    out().println("%s %s".formatted(loaded.definition(), how));
    loaded.warnings().forEach(warning -> out().println("  warning: " + warning));
  }

  private void refuse(Path file, List<Problem> problems) {
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("file", file.toString());
      result.put("outcome", "refused");
      result.set("problems", Json.tree(problems));
      print(result);
    } else {
      problems.forEach(problem -> complain(file + ": " + problem));
    }
  }
}
