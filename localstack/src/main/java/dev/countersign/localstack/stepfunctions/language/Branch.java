package dev.countersign.localstack.stepfunctions.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * States that run one after another from a first one: the machine itself, a branch of Parallel, the
 * processor of Map. Every name that a state leads to is one of the states.
 */
public record Branch(String startAt, Map<String, State> states) {

  public Branch {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  public State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state is called '%s'".formatted(name));
    }
    return state;
  }
}
