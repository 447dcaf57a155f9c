package dev.countersign.localstack.secretsmanager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One secret with its versions; the newest is current, the one before it previous. */
final class Secret {

  /** One value that a secret has or had. */
  record Version(String id, String value, Instant created) {

    @Override
    public String toString() {
      return "Version[" + id + ", value withheld]";
    }
  }

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  private final String name;
  private final String arn;
  private final List<Version> versions = new ArrayList<>();

  Secret(String name, String arn) {
    this.name = name;
    this.arn = arn;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  /** Adds a value, or answers the version that the token already stands for. */
  synchronized Optional<Version> put(Optional<String> token, String value, Instant now) {
    Optional<Version> known = token.flatMap(this::withId);
    if (known.isPresent()) {
      return known.filter(version -> version.value().equals(value));
    }
    Version version = new Version(token.orElse(UUID.randomUUID().toString()), value, now);
    versions.add(version);
    return Optional.of(version);
  }

  synchronized Optional<Version> withId(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst();
  }

  synchronized Optional<Version> atStage(String stage) {
    int fromEnd =
        switch (stage) {
          case CURRENT -> 1;
          case PREVIOUS -> 2;
          default -> Integer.MAX_VALUE;
        };
    return fromEnd > versions.size()
        ? Optional.empty()
        : Optional.of(versions.get(versions.size() - fromEnd));
  }

  synchronized List<String> stages(Version version) {
    List<String> stages = new ArrayList<>();
    for (String stage : List.of(CURRENT, PREVIOUS)) {
      if (atStage(stage).filter(version::equals).isPresent()) {
        stages.add(stage);
      }
    }
    return stages;
  }
}
