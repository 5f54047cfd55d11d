package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine or a worker tells that it lives and what it can do; the value of {@code
 * millrace.engines}.
 *
 * @param engineId who
 * @param hostname where
 * @param processId the process there
 * @param status active, inactive or maintenance
 * @param roles what the process does: intake, topologies, relay, worker
 * @param executors the executors it runs
 * @param load cpu, memory, active workflows, active nodes, or null
 * @param version of the program
 * @param startedAt when the process began
 * @param at when this was said
 * @param capabilities what the worker offers besides its executors
 * @param lanes the partitions of the lanes topic that are the worker's
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonTypeName(EngineHeartbeat.TYPE)
public record EngineHeartbeat(
    String engineId,
    String hostname,
    long processId,
    String status,
    List<String> roles,
    List<String> executors,
    @Nullable JsonNode load,
    String version,
    Instant startedAt,
    Instant at,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> capabilities,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> lanes) {

  /** The message's type. */
  public static final String TYPE = "engine.heartbeat";

  /** Checks the fields. */
  public EngineHeartbeat {
    Fields.text("engineId", engineId);
    Fields.text("hostname", hostname);
    Fields.oneOf("status", status, "active", "inactive", "maintenance");
    roles = Fields.texts("roles", roles);
    executors = Fields.texts("executors", executors);
    Fields.json("load", load);
    Fields.text("version", version);
    Fields.present("startedAt", startedAt);
    Fields.present("at", at);
    capabilities = Fields.texts("capabilities", capabilities);
    lanes = Fields.list("lanes", lanes);
  }
}
