package io.millrace.app.bench;

import io.millrace.client.Addresses;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Millrace that is measured.
 *
 * @param addresses where it is
 * @param pids the process ids of its parts by name, as they are now; empty if they are elsewhere
 * @param expendable whether its parts may be killed, because they are started again
 */
public record Target(Addresses addresses, Supplier<Map<String, Long>> pids, boolean expendable) {}
