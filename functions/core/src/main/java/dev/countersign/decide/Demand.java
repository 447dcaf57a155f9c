package dev.countersign.decide;

/**
 * What one policy asks of approvers.
 *
 * @param policy the policy's id
 * @param group the group whose members may approve
 * @param quorum how many distinct people of it must
 * @param message the policy's own words
 */
public record Demand(String policy, String group, int quorum, String message) {}
