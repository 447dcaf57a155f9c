package dev.countersign.intake;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** The intake function as it is wired, but over the scene. */
@Factory
@Replaces(factory = IntakeWiring.class)
final class IntakeInMemory {

  final IntakeScene scene = new IntakeScene();

  @Singleton
  Intake intake() {
    return scene.intake;
  }

  @Singleton
  Listings listings() {
    return scene.listings;
  }
}
