package io.millrace.intake;

/**
 * A caller's own id of a run; at most one instance has it.
 *
 * @param workflow the workflow's name
 * @param externalId the caller's id
 */
public record ExternalKey(String workflow, String externalId) {}
