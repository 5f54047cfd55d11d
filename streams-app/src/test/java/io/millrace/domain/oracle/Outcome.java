package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How it all ended.
 *
 * @param status the instance's status
 * @param error the code of its error, or null
 * @param output its output; null unless it completed
 * @param hungOnPause whether a pause has held more than one thing; in which order these lead to
 *     something when it ends is open
 * @param nodes status and attempts of every node that was reached, by path; those of children below
 *     the path of the node that asked for them
 */
public record Outcome(
    String status,
    @Nullable String error,
    @Nullable JsonNode output,
    boolean hungOnPause,
    SortedMap<String, String> nodes) {}
