package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.message.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private final Secrets secrets =
      new Secrets(
          Map.of("MILLRACE_SECRET_API_KEY", "k-1234", "MILLRACE_SECRET_exact", "as-is"),
          Map.of("api-key", "from-file", "db.password", "p$1\\"));

  @Test
  void shouldPutSecretsInTheirPlaces() {
    JsonNode config = Json.tree("{\"list\": [{\"text\": \"<A> and <B>!\"}], \"alone\": \"<C>\"}");

    Secrets.Resolved resolved =
        resolve(
            config,
            new SecretPlace("/list/0/text", 0, 3, "api-key"),
            new SecretPlace("/list/0/text", 8, 3, "exact"),
            new SecretPlace("/alone", 0, 3, "db.password"));

    assertThat(resolved.config())
        .isEqualTo(
            Json.tree("{\"list\": [{\"text\": \"k-1234 and as-is!\"}], \"alone\": \"p$1\\\\\"}"));
    assertThat(config.at("/alone").asText()).as("the task's own config").isEqualTo("<C>");
  }

  @Test
  void shouldPutASecretInPlaceWhenTheConfigIsOneText() {
    assertThat(resolve(Json.tree("\"Bearer X\""), new SecretPlace("", 7, 1, "exact")).config())
        .isEqualTo(Json.tree("\"Bearer as-is\""));
  }

  @Test
  void shouldKeepTextThatOnlyLooksLikeAPlaceholder() {
    JsonNode config = Json.tree("\"${secrets.api-key}\"");

    assertThat(resolve(config).config()).isEqualTo(config);
  }

  @Test
  void shouldSayWhereToPutItWhenASecretIsUnknown() {
    SecretPlace place = new SecretPlace("", 0, 1, "my-token");

    assertThatThrownBy(() -> resolve(Json.tree("\"x\""), place))
        .hasMessage(
            "This worker has no secret my-token; set MILLRACE_SECRET_MY_TOKEN in its environment,"
                + " or my-token in its secrets file");
  }

  @Test
  void shouldRefuseAPlaceThatIsNotThere() {
    assertThatThrownBy(
            () -> resolve(Json.tree("{\"a\": \"x\"}"), new SecretPlace("/a", 0, 2, "exact")))
        .hasMessage("The task has no place for the secret exact at \"/a\", 0 to 2");
    assertThatThrownBy(() -> resolve(Json.tree("{\"a\": 1}"), new SecretPlace("/a", 0, 1, "exact")))
        .hasMessageStartingWith("The task has no place");
    assertThatThrownBy(() -> resolve(Json.tree("{}"), new SecretPlace("a", 0, 1, "exact")))
        .hasMessageStartingWith("The task has no place");
  }

  @Test
  void shouldHideUsedSecretsInWhatIsReturned() {
    Redaction redaction =
        resolve(Json.tree("\"x\""), new SecretPlace("", 0, 1, "api-key")).redaction();

    assertThat(
            redaction.of(Json.tree("{\"url\": \"http://h?k=k-1234\", \"k-1234\": [\"k-1234\"]}")))
        .isEqualTo(Json.tree("{\"url\": \"http://h?k=***\", \"***\": [\"***\"]}"));
    assertThat(redaction.of(ErrorInfo.permanent("c", "no k-1234")).message()).isEqualTo("no ***");
  }

  private Secrets.Resolved resolve(JsonNode config, SecretPlace... places) {
    return secrets.resolve(
        new Task(
            new InstanceId(1),
            new NodeNo(1),
            "node",
            1,
            "echo",
            config,
            List.of(places),
            "workflow",
            "1.0.0",
            null,
            0,
            "key",
            null,
            null));
  }
}
