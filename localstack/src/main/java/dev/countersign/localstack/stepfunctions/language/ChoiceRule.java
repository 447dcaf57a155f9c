package dev.countersign.localstack.stepfunctions.language;

import org.jspecify.annotations.Nullable;

/** A rule of a Choice state: where to go if the condition holds, and what variables to set then. */
public record ChoiceRule(Condition condition, Template.@Nullable Structure assign, String next) {}
